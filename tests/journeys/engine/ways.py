"""How she leaves, and what is asked of a page about it."""

from playwright.sync_api import Page

STATE = """[!document.querySelector("#m > *")?.checkVisibility(), !document.getElementById("a").hidden,
  document.documentElement.dir]"""
UNDERNEATH = """() => { const app = document.getElementById("a"), title = app.querySelector("h1");
  return [app.checkVisibility() && title.checkVisibility(), title.offsetHeight > 0]; }"""
HIDE = """hidden => {
  Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
  document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
}"""


def press_bar(page: Page) -> None:
    page.locator("#m > button").click()


def cut_off(page: Page) -> None:
    """No network; what answers here would answer without one too."""
    page.context.set_offline(True)
    page.route("**/s", lambda route: route.abort())
