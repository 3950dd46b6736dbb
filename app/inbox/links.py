"""Links that many people hold: made, shown, ended, and given the keys of whoever is on duty.

Promise: from outside such a link is like anyone's: the same page, the same sizes, the same for a wrong code.
Its code is public and kept under DATA_KEY; it has no second one. Nothing counts how often it is used.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import token_bytes
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.entry import service as entry
from app.inbox.models import CommunityLink
from app.inbox.rota import keep_key, rota_of
from config import Keys
from safety import retention
from safety.drawing import Draw
from safety.errors import SafetyRefusal

LASTS = timedelta(days=365)


class NoRota(SafetyRefusal):
    """Nobody would read what comes: first there must be a rota."""

    code = "no_rota"


class NoSuchLink(SafetyRefusal):
    """No such link of this service."""

    code = "no_such_link"


@dataclass(frozen=True)
class Shown:
    """A link as its lead sees it."""

    id: UUID
    token: str = field(repr=False)
    code: str = field(repr=False)
    area_code: str
    looks: entry.Looks
    until: datetime
    open: bool


def links_of(db: Session, keys: Keys, service_id: UUID, now: datetime) -> list[Shown]:
    """A service's links, the newest first."""
    rows = db.scalars(_of(service_id).order_by(CommunityLink.made_at.desc(), CommunityLink.link_id)).all()
    return [shown(keys, row, entry.by_id(db, row.link_id), now) for row in rows]


def link_ids(db: Session, service_id: UUID) -> list[UUID]:
    """All of them, open or not: what came over them stays the service's."""
    return [row.link_id for row in db.scalars(_of(service_id))]


def shown(keys: Keys, row: CommunityLink, link: entry.Link, now: datetime) -> Shown:
    """One link with its address and code in clear."""
    return Shown(
        id=link.id,
        token=entry.shown_token(keys, link),
        code=keys.data.open(row.sealed_code, _context(link.id)).decode(),
        area_code=row.area_code,
        looks=entry.Looks(link.skin, link.cover_locale, link.form_locale),
        until=link.closes_at,
        open=link.open_at(now),
    )


def make_link(
    db: Session,
    keys: Keys,
    area_code: str,
    looks: entry.Looks,
    by: accounts.StaffView,
    now: datetime,
    draw: Draw = token_bytes,
) -> UUID:
    """A new link, sealed to whoever is on duty. Raises NoRota."""
    assert by.service_id is not None
    with writing(db):
        new = entry.create_link(
            db,
            keys,
            skin=looks.skin,
            cover_locale=looks.cover_locale,
            form_locale=looks.form_locale,
            facts=facts(db, keys, by.service_id, area_code),
            codes=entry.Wanted(),
            closes_at=now + LASTS,
            now=now,
            kind=entry.Kind.COMMUNITY,
            draw=draw,
        )
        entry.settle_code(db, new.link_id)
        row = CommunityLink(link_id=new.link_id, service_id=by.service_id, area_code=area_code, made_at=now)
        row.sealed_code = keys.data.seal(new.code.encode(), _context(new.link_id))
        db.add(row)
        accounts.append(db, keys, by.id, "community link made", new.link_id, now)
    return new.link_id


def end_link(db: Session, keys: Keys, link_id: UUID, by: accounts.StaffView, now: datetime) -> CommunityLink:
    """The link opens nothing from now on. Raises NoSuchLink."""
    with writing(db):
        row = db.get(CommunityLink, link_id)
        if row is None or row.service_id != by.service_id or not entry.by_id(db, link_id).open_at(now):
            raise NoSuchLink
        entry.close(db, link_id, now)
        accounts.append(db, keys, by.id, "community link ended", link_id, now)
    return row


def rotate(db: Session, keys: Keys, link_id: UUID, by: accounts.StaffView, now: datetime) -> UUID:
    """Another address and code instead of this one, alike in all else. Raises NoSuchLink, NoRota."""
    with writing(db):
        row, link = end_link(db, keys, link_id, by, now), entry.by_id(db, link_id)
        looks = entry.Looks(link.skin, link.cover_locale, link.form_locale)
        return make_link(db, keys, row.area_code, looks, by, now)


def facts(db: Session, keys: Keys, service_id: UUID, area_code: str) -> entry.Facts:
    """What such a link says, and to whom it seals. Raises NoRota."""
    rota, service = rota_of(db, service_id), accounts.service_of(db, service_id)
    duty = accounts.group_recipient(db, keys, service_id)
    recovery = accounts.recovery_recipient(db, keys, service_id)
    if rota is None or service is None or duty is None or recovery is None:
        raise NoRota
    return entry.Facts(
        worker="",
        number=service.phone,
        days=retention.days_told(retention.VIEWS_DAYS),
        meeting_on=None,
        young=False,
        area=area_code,
        recipients=(duty, recovery),
        pool=accounts.pool_recipient(db, keys, service_id),
        place=cases.area_name(area_code) if area_code else service.name,
        by=rota.reads_by,
        route=rota.route,
    )


def refresh(db: Session, keys: Keys, now: datetime) -> int:
    """Have duty keys be those of who is on duty now; open links follow with the next epoch. How many do."""
    changed = 0
    with writing(db):
        for service in accounts.services(db):
            rota = rota_of(db, service.id)
            if rota is not None:
                keep_key(db, keys, service.id, rota, None, now)
                changed += sum(_refreshed(db, keys, row, now) for row in db.scalars(_of(service.id)).all())
    return changed


def opens_any(db: Session, service_id: UUID, now: datetime) -> bool:
    """Whether any link of this service opens its form now."""
    return any(entry.by_id(db, link_id).open_at(now) for link_id in link_ids(db, service_id))


def past(db: Session, now: datetime) -> list[UUID]:
    """Links that opened nothing for as long as what came over them is kept."""
    before = now - timedelta(days=retention.VIEWS_DAYS)
    ids = db.scalars(select(CommunityLink.link_id)).all()
    return [link_id for link_id in ids if entry.by_id(db, link_id).closes_at < before]


def _refreshed(db: Session, keys: Keys, row: CommunityLink, now: datetime) -> bool:
    link = entry.by_id(db, row.link_id)
    if not link.open_at(now):
        return False
    try:
        anew = facts(db, keys, row.service_id, row.area_code)
    except NoRota:
        return False
    if anew == entry.facts_ahead(keys, link):
        return False
    entry.replace_facts(db, keys, link.id, anew)
    return True


def _of(service_id: UUID) -> Select[CommunityLink]:
    return select(CommunityLink).where(CommunityLink.service_id == service_id)


def _context(link_id: UUID) -> bytes:
    return b"community code:" + link_id.bytes
