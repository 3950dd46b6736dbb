"""The demonstration's organisation and kits. Nothing here runs outside a demonstration or a test."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.community import kits, organisations
from app.community.kits import Plan
from app.community.models import Kit
from app.community.pieces import KINDS
from app.community.pool import Pool, PoolLink
from config import Keys
from safety.drawing import stream

AREA = "E09000012"
ORGANISATION = "Starling Lane Women’s Circle"
SPOKEN = ("ar", "en")
LIBRARY = Plan("Library noticeboards", ("en",), "plain", False, AREA, KINDS)
LEAFLETS = Plan("Market leaflets", ("en",), "recipes", False, AREA, KINDS)  # the neighbours'
FRIDAYS = Plan("Friday sewing group", SPOKEN, "list", False, "", KINDS)


@dataclass(frozen=True, repr=False)
class DemoLink:
    """One community link, with the code that stands on its cards."""

    shown: PoolLink

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


def make_kits(
    db: Session, keys: Keys, pool: Pool, secret: bytes, service_id: UUID, now: datetime
) -> list[DemoLink]:
    """One kit without an account, one of an organisation; each link that is not open any more made anew."""
    by = organisations.Viewer(accounts.leads(db, service_id)[0])
    whose = _organisation(db, keys, by, now)
    plans = ((LIBRARY, None), (FRIDAYS, whose))
    return [link for plan, owner in plans for link in _made(db, keys, pool, by, plan, owner, secret, now)]


def make_leaflets(
    db: Session, keys: Keys, pool: Pool, secret: bytes, service_id: UUID, now: datetime
) -> list[DemoLink]:
    """One kit of the neighbouring service, to which something that came can be passed on."""
    by = organisations.Viewer(accounts.leads(db, service_id)[0])
    return _made(db, keys, pool, by, LEAFLETS, None, secret, now)


def _made(
    db: Session,
    keys: Keys,
    pool: Pool,
    by: organisations.Viewer,
    plan: Plan,
    owner: UUID | None,
    secret: bytes,
    now: datetime,
) -> list[DemoLink]:
    kit_id = _kit(db, keys, pool, by, plan, owner, now)
    return [DemoLink(_link(db, keys, pool, by, kit_id, each, secret, now)) for each in plan.languages]


def _organisation(db: Session, keys: Keys, by: organisations.Viewer, now: datetime) -> UUID:
    there = organisations.organisations(db, by.service_id)
    found = next((one for one in there if one.name == ORGANISATION), None)
    about = organisations.About(ORGANISATION, SPOKEN, (AREA, "E09000030"))
    whose = found.id if found else organisations.make_organisation(db, keys, by.staff, about, now)
    if found and found.ended(now):
        organisations.renew(db, keys, by.staff, whose, now)
    for person in organisations.unplaced(db, by.service_id):
        organisations.take_in(db, keys, by.staff, whose, person.id, now)
    return whose


def _kit(
    db: Session,
    keys: Keys,
    pool: Pool,
    by: organisations.Viewer,
    plan: Plan,
    whose: UUID | None,
    now: datetime,
) -> UUID:
    named = select(Kit.id).where(Kit.service_id == by.service_id, Kit.name == plan.name)
    found = db.scalar(named.where(Kit.organisation_id == whose))
    bare = Plan(plan.name, (), plan.skin, plan.own_cover, plan.area_code, plan.pieces, whose)
    return found or kits.make_kit(db, keys, pool, by, bare, now)


def _link(
    db: Session,
    keys: Keys,
    pool: Pool,
    by: organisations.Viewer,
    kit_id: UUID,
    language: str,
    secret: bytes,
    now: datetime,
) -> PoolLink:
    kit = kits.kit_of(db, keys, pool, by, kit_id, now)
    if kit.link(language) is None:
        draw = stream(secret, f"kit {kit.plan.name} {language} {len(kit.links)}".encode())
        kits.add_language(db, keys, pool, by, kit_id, language, now, draw)
        kit = kits.kit_of(db, keys, pool, by, kit_id, now)
    found = kit.link(language)
    assert found is not None
    return found
