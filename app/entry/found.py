"""What a token leads to: a link that is open, or something that looks exactly like one.

Promise: for an unknown, expired or revoked token the same values are drawn again each time, from the
token and a key outside the database; nobody who looks at a page can tell which of the four it is.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session

from app.db import ONE
from app.entry.facts import Facts
from app.entry.models import Epoch, Kind, Link, LinkState, opens
from config import Keys
from safety.drawing import keyed_hash, stream
from safety.sealing import PUBLIC_BYTES, Recipient
from safety.unlocking import ROUNDS, SALT_BYTES, SLOT_BYTES, LinkSecrets, read_token

AT_ONCE = 500  # databases take only so many values in one question
EPOCH_ROW = 1
DECOY_KEYS = 3
AnyLink = Link | Row[Any]  # a link whole, or as its row, which takes less time to make
_COLUMNS = tuple(Link.__table__.columns.keys())
_EPOCH = select(Epoch.number).where(Epoch.id == EPOCH_ROW).scalar_subquery().label("epoch")
# one statement and one row, whether the token has a link or not
_LOOK_UP = select(Link.__table__, _EPOCH).select_from(
    ONE.outerjoin(Link.__table__, Link.__table__.c.token_mac == bindparam("mac"))
)
_BY_ID = select(Link.__table__).where(Link.__table__.c.id == bindparam("link"))


@dataclass(frozen=True)
class Looks:
    """How the everyday app looks, and the language of what lies behind it."""

    skin: str
    cover_locale: str
    form_locale: str


@dataclass(frozen=True)
class Found:
    """A token's link where it is open, else a likeness of one. `mark` changes when its page does."""

    kept: AnyLink | None
    link_id: UUID
    token_mac: bytes
    looks: Looks
    epoch: int
    mark: bytes
    secrets: Callable[[], LinkSecrets]
    facts: Callable[[], Facts]

    @cached_property
    def link(self) -> Link | None:
        """The link itself: few pages need more of it than stands here, and a whole one takes time to make."""
        if self.kept is None or isinstance(self.kept, Link):
            return self.kept
        return Link(**{name: getattr(self.kept, name) for name in _COLUMNS})


def find(db: Session, keys: Keys, token_text: str, usual: Looks, now: datetime) -> Found:
    """What this token leads to now. Reads the database once, changes nothing."""
    mac = token_mac(keys, token_text)
    row = db.connection().execute(_LOOK_UP, {"mac": mac}).one()
    return found(keys, row if row.id else None, mac, row.epoch or 0, usual, now)


def found(keys: Keys, link: AnyLink | None, mac: bytes, epoch: int, usual: Looks, now: datetime) -> Found:
    """The link where it is open; otherwise a likeness, in the clothes of the link while it is still known."""
    looks = Looks(link.skin, link.cover_locale, link.form_locale) if link else usual
    if link is None or not open_at(link, now):
        return likeness(keys, mac, looks, epoch)
    return real(keys, link, epoch)


def real(keys: Keys, link: AnyLink, epoch: int) -> Found:
    """A link as it is, whatever its state."""
    return Found(
        kept=link,
        link_id=link.id,
        token_mac=link.token_mac,
        looks=Looks(link.skin, link.cover_locale, link.form_locale),
        epoch=epoch,
        mark=hashlib.sha256(link.id.bytes + link.sealed_secrets + link.sealed_facts).digest(),
        secrets=lambda: LinkSecrets.from_bytes(keys.data.open(link.sealed_secrets, secrets_context(link.id))),
        facts=lambda: Facts.from_bytes(keys.data.open(link.sealed_facts, facts_context(link.id))),
    )


def likeness(keys: Keys, mac: bytes, looks: Looks, epoch: int) -> Found:
    """Drawn from the token alone: the same again for the same token, and nothing opens it."""
    secret = keyed_hash(keys.pepper, b"likeness" + mac)
    return Found(
        kept=None,
        link_id=UUID(bytes=stream(secret, b"id")(16), version=4),
        token_mac=mac,
        looks=looks,
        epoch=epoch,
        mark=keyed_hash(secret, b"mark"),
        secrets=lambda: _drawn_secrets(secret),
        facts=lambda: _drawn_facts(secret),
    )


def token_mac(keys: Keys, token_text: str) -> bytes:
    """How a token is known: by a keyed hash. What is no token at all has one too."""
    token = read_token(token_text)
    known = b"token" + token.encode() if token else b"other" + token_text.encode("utf-8", "replace")
    return keyed_hash(keys.pepper, known)


def epoch_number(db: Session) -> int:
    """How often what is served has changed."""
    return db.scalar(select(Epoch.number).where(Epoch.id == EPOCH_ROW)) or 0


def is_case(link: AnyLink) -> bool:
    """Whether a link is one person's."""
    return link.kind == Kind.CASE


def open_at(link: AnyLink, now: datetime) -> bool:
    """Whether a link opens its form at this moment."""
    return opens(link.state, link.closes_at, now)


def settled(db: Session, link_ids: Iterable[UUID]) -> list[UUID]:
    """Of these links, those whose code was said."""
    return list(db.scalars(select(Link.id).where(Link.id.in_(list(link_ids)), Link.code_settled.is_(True))))


def known_token(db: Session, keys: Keys, token_text: str) -> Link | None:
    """The link of a token that is still kept, open or not."""
    return db.scalar(select(Link).where(Link.token_mac == token_mac(keys, token_text)))


def known(db: Session, link_id: UUID) -> Link | None:
    """A link by its id, open or not; None where none is kept."""
    return db.get(Link, link_id)


def known_row(db: Session, link_id: UUID) -> Row[Any] | None:
    """The same as its row: all that a request of its page needs."""
    return db.connection().execute(_BY_ID, {"link": link_id}).one_or_none()


def shown_since(db: Session, link_ids: Sequence[UUID], now: datetime) -> dict[UUID, datetime]:
    """Of these links those that open their form, with when each was first shown or sent, else made."""
    since = func.coalesce(Link.first_shown_at, Link.created_at).label("since")
    open_now = select(Link.id, since).where(Link.state == LinkState.OPEN, Link.closes_at > now)
    found: dict[UUID, datetime] = {}
    for at in range(0, len(link_ids), AT_ONCE):
        rows = db.execute(open_now.where(Link.id.in_(link_ids[at : at + AT_ONCE])))
        found |= {row.id: row.since for row in rows}
    return found


def oldest_made(db: Session, *, cases: bool, communities: bool) -> datetime | None:
    """When the oldest link of these kinds was made that is kept, open or not."""
    kinds = [kind for kind, wanted in ((Kind.CASE, cases), (Kind.COMMUNITY, communities)) if wanted]
    return db.scalar(select(func.min(Link.created_at)).where(Link.kind.in_(kinds)))


def hold(db: Session, link_id: UUID) -> None:
    """Let nobody else add to this link until the transaction ends; on SQLite the writer is alone anyway."""
    if db.get_bind().dialect.name != "sqlite":
        db.execute(select(Link.id).where(Link.id == link_id).with_for_update(key_share=True))


def send_keys(keys: Keys, link: AnyLink) -> tuple[bytes, bytes]:
    """The link keys, live and duress, from which everything that a page may ask is authorised."""
    secrets = LinkSecrets.from_bytes(keys.data.open(link.sealed_secrets, secrets_context(link.id)))
    return secrets.live_key, secrets.duress_key


def reply_public(keys: Keys, link: Link) -> bytes:
    """To which key a reply to her is sealed: the private half lies behind her own code."""
    secrets = LinkSecrets.from_bytes(keys.data.open(link.sealed_secrets, secrets_context(link.id)))
    return secrets.reply_public


def facts_of(keys: Keys, link: AnyLink) -> Facts:
    """What the link's page is made from now."""
    return Facts.from_bytes(keys.data.open(link.sealed_facts, facts_context(link.id)))


def facts_ahead(keys: Keys, link: Link) -> Facts:
    """What the link's page will be made from after the next epoch."""
    sealed = link.sealed_next or link.sealed_facts
    return Facts.from_bytes(keys.data.open(sealed, facts_context(link.id)))


def secrets_context(link_id: UUID) -> bytes:
    """Binds the sealed secrets to their row."""
    return b"link secrets:" + link_id.bytes


def facts_context(link_id: UUID) -> bytes:
    """Binds the sealed facts to their row."""
    return b"link facts:" + link_id.bytes


def token_context(link_id: UUID) -> bytes:
    """Binds the sealed token to its row."""
    return b"link token:" + link_id.bytes


def _drawn_secrets(secret: bytes) -> LinkSecrets:
    """Random bytes where a link has sealed ones: nobody without a code can tell them apart."""
    draw = stream(secret, b"secrets")
    salt, first, second = draw(SALT_BYTES), draw(SLOT_BYTES), draw(SLOT_BYTES)
    publics = draw(PUBLIC_BYTES), draw(PUBLIC_BYTES)
    return LinkSecrets(ROUNDS, 0, salt, (first, second), draw(32), draw(32), draw(32), *publics)


def _drawn_facts(secret: bytes) -> Facts:
    draw = stream(secret, b"facts")
    drawn = [Recipient(draw(16), draw(PUBLIC_BYTES)) for _ in range(DECOY_KEYS + 1)]
    return Facts("Sam", "020 7946 0000", 28, date(2030, 1, 1), False, "", tuple(drawn[:-1]), drawn[-1])
