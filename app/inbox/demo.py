"""The demonstration's rota and own page. Nothing here runs outside a demonstration or a test."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.inbox import local, rota
from app.inbox.rich import nodes_of
from config import Keys

ROUTE = "020 7946 0555"
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


def make_rota(db: Session, keys: Keys, service_id: UUID, now: datetime) -> None:
    """Two IDVAs in turns where there is no rota yet."""
    lead = accounts.leads(db, service_id)[0]
    if rota.rota_of(db, service_id) is None:
        rota.save_rota(db, keys, _rota(db, service_id), lead, now)


def make_pages(db: Session, keys: Keys, service_id: UUID, now: datetime) -> None:
    """What a service says of itself, unless somebody wrote anything there."""
    lead = accounts.leads(db, service_id)[0]
    mine = local.owner(db, keys, lead)
    for code, text in PAGES.items():
        if not local.versions(db, mine, code):
            local.keep(db, keys, lead, code, nodes_of(text), 0, now)


def _rota(db: Session, service_id: UUID) -> rota.Rota:
    one, two = sorted(accounts.idvas(db, service_id), key=lambda person: person.email)
    return rota.Rota((one.id, two.id, one.id, two.id, one.id), "16:00", ROUTE)
