"""New links and their codes. A code is shown once and kept nowhere."""

from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_bytes
from uuid import UUID

from sqlalchemy.orm import Session

from app.db import writing
from app.entry.codes import Wanted, draw_codes
from app.entry.facts import Facts
from app.entry.found import Looks, facts_context, secrets_context, token_context, token_mac
from app.entry.models import Kind, Link, LinkState
from config import Keys
from safety.drawing import Draw
from safety.errors import SafetyRefusal
from safety.unlocking import ROUNDS, draw_token, make_secrets


class CodeSettled(SafetyRefusal):
    """The code was said to her; another one means another link."""

    code = "code_settled"


class LinkUnknown(SafetyRefusal):
    """No such link is kept here."""

    code = "link_unknown"


@dataclass(frozen=True)
class NewLink:
    """A link's token and codes, in clear, this once."""

    link_id: UUID
    token: str = field(repr=False)
    code: str = field(repr=False)
    duress_code: str | None = field(default=None, repr=False)


def create_link(
    db: Session,
    keys: Keys,
    *,
    skin: str,
    cover_locale: str,
    form_locale: str,
    facts: Facts,
    codes: Wanted,
    closes_at: datetime,
    now: datetime,
    kind: Kind = Kind.CASE,
    rounds: int = ROUNDS,
    draw: Draw = token_bytes,
) -> NewLink:
    """A new link with codes of its own. Codes are kept nowhere; the token only hashed and sealed."""
    new = draw_names(draw, Looks(skin, cover_locale, form_locale), codes, now)
    link_id, token = new.link_id, new.token
    secrets = make_secrets(draw, link_id.bytes, new.code, new.duress_code, rounds=rounds)
    link = Link(
        id=link_id,
        token_mac=token_mac(keys, token),
        kind=kind,
        skin=skin,
        cover_locale=cover_locale,
        form_locale=form_locale,
        sealed_secrets=keys.data.seal(secrets.to_bytes(), secrets_context(link_id)),
        sealed_token=keys.data.seal(token.encode(), token_context(link_id)),
        sealed_facts=keys.data.seal(facts.to_bytes(), facts_context(link_id)),
        closes_at=closes_at,
        created_at=now,
    )
    with writing(db):
        db.add(link)
    return new


def draw_names(draw: Draw, looks: Looks, codes: Wanted, now: datetime) -> NewLink:
    """What a link is called and opened by; the same source gives the same again (the demonstration's)."""
    link_id, token = UUID(bytes=draw(16), version=4), draw_token(draw)
    return NewLink(link_id, token, *draw_codes(draw, looks, codes, now))


def redraw(
    db: Session,
    keys: Keys,
    link_id: UUID,
    *,
    codes: Wanted,
    now: datetime,
    rounds: int = ROUNDS,
    draw: Draw = token_bytes,
) -> NewLink:
    """Other codes (and everything behind them) for a link whose code she has not been told yet."""
    with writing(db):
        link = by_id(db, link_id)
        if link.code_settled or not link.open_at(now):
            raise CodeSettled
        looks = Looks(link.skin, link.cover_locale, link.form_locale)
        code, duress_code = draw_codes(draw, looks, codes, now)
        secrets = make_secrets(draw, link_id.bytes, code, duress_code, rounds=rounds)
        link.sealed_secrets = keys.data.seal(secrets.to_bytes(), secrets_context(link_id))
    return NewLink(link_id, shown_token(keys, link), code, duress_code)


def reopen(db: Session, keys: Keys, link_id: UUID, facts: Facts, until: datetime) -> None:
    """A closed link opens its form again until then, made from these facts at once: its page was nobody's."""
    with writing(db):
        link = by_id(db, link_id)
        link.state, link.closes_at = LinkState.OPEN, until
        link.sealed_facts, link.sealed_next = keys.data.seal(facts.to_bytes(), facts_context(link_id)), None


def by_id(db: Session, link_id: UUID) -> Link:
    """A link that is still kept, open or not; LinkUnknown where it is not."""
    link = db.get(Link, link_id)
    if link is None:
        raise LinkUnknown
    return link


def shown_token(keys: Keys, link: Link) -> str:
    """The token in clear, to hand the link over once more."""
    return keys.data.open(link.sealed_token, token_context(link.id)).decode()


def settle_code(db: Session, link_id: UUID) -> None:
    """The code was said to her and stays."""
    with writing(db):
        by_id(db, link_id).code_settled = True


def mark_shown(db: Session, link_id: UUID, now: datetime) -> None:
    """The link was shown or sent; only the first time counts."""
    with writing(db):
        link = by_id(db, link_id)
        link.first_shown_at = link.first_shown_at or now
