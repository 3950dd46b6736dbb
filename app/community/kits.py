"""Kits: one everyday app, a link per language, and the pieces to hand out. The only writer of its table.

Promise: what stands here depends on what its organisation and the service's leads did, never on whether
anyone used a link. Nobody reaches another organisation's kit, or another service's. A step that was sent
twice, or from a page that is old, changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from secrets import token_bytes
from uuid import UUID, uuid4

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.community.errors import KitChanged, NoSuchKit, NotReady, TooMany
from app.community.models import Kit
from app.community.organisations import Viewer, organisation
from app.community.pool import Pool, PoolLink
from app.db import writing
from app.entry import service as entry
from config import Keys
from safety.drawing import Draw

ENGLISH = "en"
MOST_LANGUAGES = 12  # of one kit
MOST_LINKS = 100  # open at once, of one organisation, or of a service's kits without an account
MOST_KEPT = 400  # the same, with those that ended and can be taken back
PAGE = 20  # kits on one page


@dataclass(frozen=True)
class Plan:
    """What a new kit is to be."""

    name: str
    languages: tuple[str, ...]
    skin: str
    own_cover: bool
    area_code: str
    pieces: tuple[str, ...]
    organisation_id: UUID | None = None  # only a lead chooses one

    def looks(self, language: str) -> entry.Looks:
        """How the link in one language looks."""
        return entry.Looks(self.skin, language if self.own_cover else ENGLISH, language)


@dataclass(frozen=True)
class KitView:
    """One kit with its links."""

    id: UUID
    plan: Plan
    made_at: datetime
    links: tuple[PoolLink, ...]

    @property
    def open(self) -> tuple[PoolLink, ...]:
        """Its links that open their form, by language."""
        return tuple(sorted((one for one in self.links if one.open), key=lambda one: one.looks.form_locale))

    def link(self, language: str) -> PoolLink | None:
        """The link in one language, where it is open."""
        return next((one for one in self.open if one.looks.form_locale == language), None)

    def before(self, language: str) -> PoolLink | None:
        """The link that ended last in this language and can be taken back."""
        gone = [one for one in self.links if one.can_return and one.looks.form_locale == language]
        return max(gone, key=lambda one: one.until, default=None)

    @property
    def returnable(self) -> tuple[PoolLink, ...]:
        """What can be taken back, by language."""
        languages = sorted({one.looks.form_locale for one in self.links})
        return tuple(one for one in map(self.before, languages) if one)


@dataclass(frozen=True)
class Shelf:
    """Kits on one page, and whether there are more before and after."""

    kits: tuple[KitView, ...]
    page: int
    more: bool


def kits_of(db: Session, keys: Keys, pool: Pool, viewer: Viewer, now: datetime, page: int = 1) -> Shelf:
    """The kits that somebody may see, the newest first; their order never changes by use."""
    page = min(max(1, page), MOST_KEPT)
    ordered = _theirs(viewer).order_by(Kit.made_at.desc(), Kit.id).offset((page - 1) * PAGE).limit(PAGE + 1)
    rows = db.scalars(ordered).all()
    return Shelf(_views(db, keys, pool, rows[:PAGE], now), page, len(rows) > PAGE)


def kit_of(db: Session, keys: Keys, pool: Pool, viewer: Viewer, kit_id: UUID, now: datetime) -> KitView:
    """One of them. Raises NoSuchKit, for somebody else's too."""
    row = db.scalar(_theirs(viewer).where(Kit.id == kit_id))
    if row is None:
        raise NoSuchKit
    return _views(db, keys, pool, [row], now)[0]


def make_kit(
    db: Session, keys: Keys, pool: Pool, viewer: Viewer, plan: Plan, now: datetime, draw: Draw = token_bytes
) -> UUID:
    """A new kit and its links. Raises NotReady, TooMany or NoSuchOrganisation; then nothing was made.

    Each link is made in a transaction of its own, because a code takes long to lock: a stop in between
    leaves a kit without some language, and its page offers to add it.
    """
    whose = viewer.organisation.id if viewer.organisation else plan.organisation_id
    if whose is not None:
        organisation(db, viewer.service_id, whose)
    _room(db, keys, pool, viewer, whose, len(plan.languages), now)
    row = Kit(id=uuid4(), service_id=viewer.service_id, organisation_id=whose, name=plan.name, made_at=now)
    row.skin, row.own_cover, row.area_code = plan.skin, plan.own_cover, plan.area_code
    row.pieces = " ".join(plan.pieces)
    with writing(db):
        db.add(row)
        accounts.append(db, keys, viewer.staff.id, "kit made", row.id, now)
    for language in plan.languages:
        looks = plan.looks(language)
        pool.make_link(db, keys, row.id, plan.area_code, looks, viewer.staff, now, draw)
    return row.id


def add_language(
    db: Session,
    keys: Keys,
    pool: Pool,
    viewer: Viewer,
    kit_id: UUID,
    language: str,
    now: datetime,
    draw: Draw = token_bytes,
) -> None:
    """A link in a language that the kit lacks. Raises KitChanged where it has one."""
    kit = kit_of(db, keys, pool, viewer, kit_id, now)
    if kit.link(language) is not None:
        raise KitChanged
    if len(kit.open) >= MOST_LANGUAGES:
        raise TooMany
    _room(db, keys, pool, viewer, kit.plan.organisation_id, 1, now)
    plan = kit.plan
    pool.make_link(db, keys, kit_id, plan.area_code, plan.looks(language), viewer.staff, now, draw)


def rotate(
    db: Session, keys: Keys, pool: Pool, viewer: Viewer, kit_id: UUID, link_id: UUID, now: datetime
) -> None:
    """Another address and code instead of this link's. Raises KitChanged where it is not open any more."""
    link = open_link(db, keys, pool, viewer, kit_id, link_id, now)
    whose = kit_of(db, keys, pool, viewer, kit_id, now).plan.organisation_id
    _room(db, keys, pool, viewer, whose, 0, now)
    pool.rotate(db, keys, link.id, viewer.staff, now)


def end_link(
    db: Session, keys: Keys, pool: Pool, viewer: Viewer, kit_id: UUID, link_id: UUID, now: datetime
) -> None:
    """This link opens nothing from now on. Raises KitChanged where it is not open any more."""
    pool.end_link(db, keys, open_link(db, keys, pool, viewer, kit_id, link_id, now).id, viewer.staff, now)


def take_back(
    db: Session, keys: Keys, pool: Pool, viewer: Viewer, kit_id: UUID, link_id: UUID, now: datetime
) -> None:
    """A link that ended opens again, in place of the one that came after it. Raises KitChanged."""
    kit = kit_of(db, keys, pool, viewer, kit_id, now)
    ended = next((one for one in kit.links if one.id == link_id), None)
    language = ended.looks.form_locale if ended else ""
    before, present = kit.before(language), kit.link(language)
    if before is None or before.id != link_id:
        raise KitChanged
    with writing(db):
        if present is not None:
            pool.end_link(db, keys, present.id, viewer.staff, now)
        pool.reopen(db, keys, link_id, viewer.staff, now)


def open_link(
    db: Session, keys: Keys, pool: Pool, viewer: Viewer, kit_id: UUID, link_id: UUID, now: datetime
) -> PoolLink:
    """One link that is open, of a kit that they may see. Raises NoSuchKit, KitChanged."""
    kit = kit_of(db, keys, pool, viewer, kit_id, now)
    found = next((one for one in kit.open if one.id == link_id), None)
    if found is None:
        raise KitChanged
    return found


def forget(db: Session, kept: Iterable[UUID], before: datetime) -> int:
    """Kits made before then of which no link is kept any more go; how many."""
    over = delete(Kit).where(Kit.made_at < before, Kit.id.not_in(set(kept))).returning(Kit.id)
    with writing(db):
        return len(db.scalars(over).all())


def _theirs(viewer: Viewer) -> Select[Kit]:
    own = select(Kit).where(Kit.service_id == viewer.service_id)
    return own.where(Kit.organisation_id == viewer.organisation.id) if viewer.organisation else own


def _views(db: Session, keys: Keys, pool: Pool, rows: Iterable[Kit], now: datetime) -> tuple[KitView, ...]:
    rows = list(rows)
    links = pool.of_kits(db, keys, [row.id for row in rows], now)
    return tuple(
        KitView(row.id, _plan(row, links), row.made_at, tuple(one for one in links if one.kit_id == row.id))
        for row in rows
    )


def _plan(row: Kit, links: Iterable[PoolLink]) -> Plan:
    languages = {one.looks.form_locale for one in links if one.kit_id == row.id}
    return Plan(
        row.name,
        tuple(sorted(languages)),
        row.skin,
        row.own_cover,
        row.area_code,
        tuple(row.pieces.split()),
        row.organisation_id,
    )


def _room(
    db: Session, keys: Keys, pool: Pool, viewer: Viewer, whose: UUID | None, more: int, now: datetime
) -> None:
    if not pool.ready(db, keys, viewer.service_id):
        raise NotReady
    same = select(Kit.id).where(Kit.service_id == viewer.service_id, Kit.organisation_id == whose)
    links = pool.of_kits(db, keys, db.scalars(same).all(), now)
    if sum(one.open for one in links) + more > MOST_LINKS or len(links) >= MOST_KEPT:
        raise TooMany
