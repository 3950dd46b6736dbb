"""The demonstration's rota, its community links and its own page.

Nothing here runs outside a demonstration or a test.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.entry import service as entry
from app.inbox import links, local, rota
from app.inbox.rich import nodes_of
from config import Keys
from safety.drawing import stream

AREA = "E09000012"
ROUTE = "020 7946 0555"
LOOKS = ((AREA, entry.Looks("plain", "en", "en")), ("", entry.Looks("list", "en", "ar")))

PAGES = {
    "en": "<h2>Lantern House Advocacy</h2>\n<p>We are a small team. We speak English and Arabic.</p>\n"
    "<ul>\n<li>Ring us on weekdays, 10:00 to 16:00: 020 7946 0555</li>\n"
    "<li>We ring back from a number that shows as <strong>private</strong></li>\n</ul>\n"
    "<p>What happens next: we read what you wrote, and we only ring if you said that we may.</p>",
    "ar": "<h2>Lantern House Advocacy</h2>\n<p>نحن فريق صغير. نتحدث العربية والإنجليزية.</p>\n"
    "<ul>\n<li>اتصلوا بنا في أيام العمل من 10:00 إلى 16:00: 020 7946 0555</li>\n"
    "<li>نتصل بكم من رقم <strong>لا يظهر</strong></li>\n</ul>\n"
    "<p>ماذا بعد ذلك: نقرأ ما كتبتموه، ولا نتصل إلا إذا سمحتم بذلك.</p>",
}


@dataclass(frozen=True, repr=False)
class DemoLink:
    """One community link, with the code that stands on its cards."""

    shown: links.Shown

    def entry(self, survivor_url: str) -> dict[str, str | None]:
        """The link as demo.json tells of it."""
        looks = self.shown.looks
        return {
            "url": f"{survivor_url}/k/{self.shown.token}",
            "kind": "community",
            "code": self.shown.code,
            "duress_code": None,
            "cover_locale": looks.cover_locale,
            "locale": looks.form_locale,
            "skin": looks.skin,
            "case": None,
            "idva": "on duty",
        }


def make_links(db: Session, keys: Keys, secret: bytes, service_id: UUID, now: datetime) -> list[DemoLink]:
    """The rota and pages where there are none, and each link that is not open any more made anew."""
    lead = accounts.leads(db, service_id)[0]
    if rota.rota_of(db, service_id) is None:
        rota.save_rota(db, keys, _rota(db, service_id), lead, now)
    _make_pages(db, keys, lead, now)
    there = [one for one in links.links_of(db, keys, service_id, now) if one.open]
    for area, looks in LOOKS:
        if not any((one.area_code, one.looks) == (area, looks) for one in there):
            number = len(links.link_ids(db, service_id))
            draw = stream(secret, f"community {area} {looks.skin} {number}".encode())
            links.make_link(db, keys, area, looks, lead, now, draw)
    open_now = [one for one in links.links_of(db, keys, service_id, now) if one.open]
    return [DemoLink(next(one for one in open_now if one.looks == looks)) for _area, looks in LOOKS]


def _make_pages(db: Session, keys: Keys, lead: accounts.StaffView, now: datetime) -> None:
    """What it says of itself, unless somebody wrote anything there."""
    mine = local.owner(db, keys, lead)
    for code, text in PAGES.items():
        if not local.versions(db, mine, code):
            local.keep(db, keys, lead, code, nodes_of(text), 0, now)


def _rota(db: Session, service_id: UUID) -> rota.Rota:
    one, two = sorted(accounts.idvas(db, service_id), key=lambda person: person.email)
    return rota.Rota((one.id, two.id, one.id, two.id, one.id), "16:00", ROUTE)
