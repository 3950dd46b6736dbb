"""What a phone holds of its own, and how a person chooses that it should."""

from playwright.sync_api import Page, expect

from tests.walk import Walk, said

HELD = """(async () => Object.fromEntries(await Promise.all((await caches.keys()).map(async (name) =>
  [name, (await (await caches.open(name)).keys()).map(({ url }) => url.replace(location.origin, ''))]))))()"""
SIZES = """(async () => {
  const own = await caches.open('own'), all = [];
  for (const at of await own.keys()) all.push((await (await own.match(at)).arrayBuffer()).byteLength);
  return all.sort();
})()"""


def registered(page: Page) -> int:
    """How many workers the everyday app has on this phone."""
    count: int = page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)")
    return count


def to_choices(walk: Walk) -> None:
    """From a question to what may be kept on this phone: under Send, "Add more", its last line."""
    walk.button(walk.word("send")).click()
    walk.button(walk.word("more")).click()
    walk.button(walk.word("spare")).click()
    expect(walk.page.get_by_role("heading", name=walk.word("spare"))).to_be_focused()


def tick(walk: Walk, which: str) -> None:
    """Choose, or take it back."""
    walk.page.get_by_role("checkbox", name=said(walk.form["t"][which]), exact=True).click()
