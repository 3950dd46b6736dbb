"""Links that many people hold: made, shown, ended, and given the keys of whoever is on duty.

Promise: from outside such a link is like anyone's: the same page, the same sizes, the same for a wrong code.
Its code is public and kept under DATA_KEY; it has no second one. Nothing counts how often it is used.
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from secrets import token_bytes
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.community.service import PoolLink
from app.db import writing
from app.entry import service as entry
from app.inbox.models import CommunityLink
from app.inbox.rota import keep_key, rota_of
from config import Keys
from safety import retention
from safety.drawing import Draw
from safety.errors import SafetyRefusal
from safety.unlocking import ROUNDS

LASTS = timedelta(days=365)
CITY = "London"


class NoRota(SafetyRefusal):
    """Nobody would read what comes: first there must be a rota."""

    code = "no_rota"


class NoSuchLink(SafetyRefusal):
    """No such link of this service."""

    code = "no_such_link"


def of_kits(db: Session, keys: Keys, kit_ids: Iterable[UUID], now: datetime) -> list[PoolLink]:
    """The links of these kits, the newest first."""
    wanted = select(CommunityLink).where(CommunityLink.kit_id.in_(list(kit_ids)))
    ordered = wanted.order_by(CommunityLink.made_at.desc(), CommunityLink.link_id)
    return [_shown(keys, row, entry.by_id(db, row.link_id), now) for row in db.scalars(ordered).all()]


def link_ids(db: Session, service_id: UUID) -> list[UUID]:
    """All of them, open or not: what came over them stays the service's."""
    return [row.link_id for row in db.scalars(_of(service_id))]


def kit_ids(db: Session) -> set[UUID]:
    """The kits of which any link is kept."""
    return set(db.scalars(select(CommunityLink.kit_id)))


def ready(db: Session, keys: Keys, service_id: UUID) -> bool:
    """Whether somebody would read what comes."""
    try:
        facts(db, keys, service_id, "")
    except NoRota:
        return False
    return True


def area_name(code: str) -> str:
    """What an area is called."""
    return cases.area_name(code)


def make_link(
    db: Session,
    keys: Keys,
    kit_id: UUID,
    area_code: str,
    looks: entry.Looks,
    by: accounts.StaffView,
    now: datetime,
    draw: Draw = token_bytes,
    rounds: int = ROUNDS,
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
            rounds=rounds,
            draw=draw,
        )
        entry.settle_code(db, new.link_id)
        row = CommunityLink(link_id=new.link_id, service_id=by.service_id, kit_id=kit_id, made_at=now)
        row.area_code = area_code
        row.sealed_code = keys.data.seal(new.code.encode(), _context(new.link_id))
        db.add(row)
        accounts.append(db, keys, by.id, "community link made", new.link_id, now)
    return new.link_id


def end_link(db: Session, keys: Keys, link_id: UUID, by: accounts.StaffView, now: datetime) -> None:
    """The link opens nothing from now on. Raises NoSuchLink."""
    with writing(db):
        _row(db, link_id, by, now, opens=True)
        entry.close(db, link_id, now)
        accounts.append(db, keys, by.id, "community link ended", link_id, now)


def rotate(db: Session, keys: Keys, link_id: UUID, by: accounts.StaffView, now: datetime) -> UUID:
    """Another address and code instead of this one, alike in all else. Raises NoSuchLink, NoRota."""
    with writing(db):
        row, link = _row(db, link_id, by, now, opens=True), entry.by_id(db, link_id)
        end_link(db, keys, link_id, by, now)
        looks = entry.Looks(link.skin, link.cover_locale, link.form_locale)
        return make_link(db, keys, row.kit_id, row.area_code, looks, by, now)


def reopen(db: Session, keys: Keys, link_id: UUID, by: accounts.StaffView, now: datetime) -> None:
    """A link that ended opens again, sealed to whoever is on duty now. Raises NoSuchLink, NoRota."""
    with writing(db):
        row = _row(db, link_id, by, now, opens=False)
        until = row.made_at + LASTS
        if until <= now:
            raise NoSuchLink
        entry.reopen(db, keys, link_id, facts(db, keys, row.service_id, row.area_code), until)
        accounts.append(db, keys, by.id, "community link opened again", link_id, now)


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
        place=_place(area_code, service.areas),
        by=rota.reads_by,
        route=rota.route,
    )


def _place(area_code: str, areas: Collection[str]) -> str:
    """Where the worker who reads it is: the link's area, else the service's one; of several, the city."""
    named = area_code or (next(iter(areas)) if len(areas) == 1 else "")
    return cases.area_name(named) if named else CITY


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


def newest_open(db: Session, service_id: UUID, now: datetime) -> UUID | None:
    """The link of a service that was made last and is open; None where none is."""
    rows = db.scalars(_of(service_id).order_by(CommunityLink.made_at.desc(), CommunityLink.link_id))
    return next((row.link_id for row in rows if entry.by_id(db, row.link_id).open_at(now)), None)


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


def _shown(keys: Keys, row: CommunityLink, link: entry.Link, now: datetime) -> PoolLink:
    """One link with its address and code in clear."""
    opens = link.open_at(now)
    return PoolLink(
        id=link.id,
        kit_id=row.kit_id,
        token=entry.shown_token(keys, link),
        code=keys.data.open(row.sealed_code, _context(link.id)).decode(),
        area_code=row.area_code,
        looks=entry.Looks(link.skin, link.cover_locale, link.form_locale),
        made_at=row.made_at,
        until=link.closes_at,
        open=opens,
        can_return=not opens and now < row.made_at + LASTS,
    )


def _row(db: Session, link_id: UUID, by: accounts.StaffView, now: datetime, *, opens: bool) -> CommunityLink:
    row = db.get(CommunityLink, link_id)
    if row is None or row.service_id != by.service_id or entry.by_id(db, link_id).open_at(now) != opens:
        raise NoSuchLink
    return row


def _of(service_id: UUID) -> Select[CommunityLink]:
    return select(CommunityLink).where(CommunityLink.service_id == service_id)


def _context(link_id: UUID) -> bytes:
    return b"community code:" + link_id.bytes
