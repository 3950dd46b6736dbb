"""A fresh phone, a slower processor, and the lines it may have."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, CDPSession, Page

from app.web.locale import SOURCE
from tests.live import PHONE

SLOW_BYTES, SLOW_MS = 50_000 / 8, 2_000  # 50 kbit/s, two seconds there and back


@contextmanager
def phone(
    browser: Browser, locale: str = SOURCE, *, script: bool = True, touch: bool = False
) -> Iterator[Page]:
    """A fresh phone in one language: no cache, no cookie."""
    context = browser.new_context(**PHONE, locale=locale, java_script_enabled=script, has_touch=touch)
    try:
        yield context.new_page()
    finally:
        context.close()


def slower(session: CDPSession, rate: float) -> None:
    """Everything the page's own thread does takes so many times as long; WebCrypto does not."""
    session.send("Emulation.setCPUThrottlingRate", {"rate": rate})


def online(session: CDPSession) -> None:
    """As the machine is."""
    _line(session, offline=False)


def offline(session: CDPSession) -> None:
    """No network, and the browser knows."""
    _line(session, offline=True)


def slow_line(session: CDPSession) -> None:
    """A bad 2G signal."""
    _line(session, offline=False, bytes_a_second=SLOW_BYTES, latency=SLOW_MS)


LINES: dict[str, Callable[[CDPSession], None]] = {"online": online, "offline": offline, "slow": slow_line}


def _line(session: CDPSession, *, offline: bool, bytes_a_second: float = -1, latency: float = 0) -> None:
    session.send("Network.enable")
    rates = {"downloadThroughput": bytes_a_second, "uploadThroughput": bytes_a_second}
    session.send("Network.emulateNetworkConditions", {"offline": offline, "latency": latency, **rates})
