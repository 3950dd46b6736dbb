"""What a phone holds of its own, and how a person chooses that it should."""

from dataclasses import dataclass
from datetime import UTC, datetime

from playwright.sync_api import Page, expect
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.entry import service as entry
from app.voice import service as voice
from config import Config
from safety.sealing import Kind
from tests.links import Made
from tests.live import Live
from tests.walk import Walk, said

HELD = """(async () => Object.fromEntries(await Promise.all((await caches.keys()).map(async (name) =>
  [name, (await (await caches.open(name)).keys()).map(({ url }) => url.replace(location.origin, ''))]))))()"""
SIZES = """(async () => {
  const own = await caches.open('own'), all = [];
  for (const at of await own.keys()) all.push((await (await own.match(at)).arrayBuffer()).byteLength);
  return all.sort();
})()"""


@dataclass
class Service:
    """The running service seen from inside, and one link of its own."""

    live: Live
    engine: Engine
    config: Config
    made: Made

    @property
    def url(self) -> str:
        return self.live.survivor_url + self.made.path

    def arrived(self, kind: Kind = Kind.FINAL) -> list[bytes]:
        """What came over the link, as its reader opens it."""
        with Session(self.engine) as db:
            sends = voice.sends_of(db, self.config.keys, self.made.link.id)
        return [self.made.read(one.envelope) for one in sends if one.kind is kind]

    def held(self) -> bool:
        """Whether the second code was used over the link."""
        with Session(self.engine) as db:
            return voice.held(db, self.config.keys, self.made.link.id)

    def close_link(self) -> None:
        with Session(self.engine) as db:
            entry.close(db, self.made.link.id, datetime.now(UTC))


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


def sent_without_a_network(walk: Walk) -> None:
    """Send, where nothing can go."""
    walk.page.context.set_offline(True)
    walk.button(walk.word("send")).click()
    walk.at("send")
    walk.button(walk.word("send")).click()
    expect(walk.page.locator("#m output")).to_have_text(walk.word("waits"))


def anew(page: Page, address: str) -> Walk:
    """The address in a tab of its own; the one before is gone, with whatever it still meant to do."""
    tab = page.context.new_page()
    page.close()
    tab.goto(address)
    return Walk(tab, "en")


def kept(page: Page) -> list[str]:
    """The addresses under which something is kept by choice."""
    return list(page.evaluate(HELD).get("own", []))


def opened(page: Page, service: Service, *, duress: bool = False) -> Walk:
    """The form behind one of the codes, with one answer, where she may choose."""
    walk = Walk(page, "en", "harmless" if duress else "live")
    page.goto(service.url)
    walk.type_code(str(service.made.new.duress_code if duress else service.made.new.code))
    walk.start()
    walk.answer("not", [walk.screen("not")["chips"][0][0]])
    page.get_by_role("textbox").or_(page.get_by_role("checkbox")).first.wait_for()
    to_choices(walk)
    return walk
