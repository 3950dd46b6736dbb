"""A link that is open, and what its two codes can do."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from secrets import token_bytes
from uuid import uuid4

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.entry import service as entry
from app.entry.service import Facts, Link, NewLink
from config import Keys
from safety import sealing, wire
from safety.sealing import Header, Kind, Recipient
from safety.unlocking import send_key

QUICK = 1000  # rounds of the slow step


@dataclass(frozen=True)
class Made:
    """A link, its codes, and the private keys of those who read what comes over it."""

    new: NewLink
    link: Link
    live: bytes
    duress: bytes
    reader: tuple[bytes, bytes]
    pool: tuple[bytes, bytes]
    recipients: tuple[Recipient, ...]

    @property
    def path(self) -> str:
        return f"/k/{self.new.token}"

    def header(
        self, kind: Kind = Kind.FINAL, sequence: int = 1, submission: bytes | None = None, **flags: bool
    ) -> Header:
        return Header(self.link.id.bytes, submission or uuid4().bytes, sequence, kind, **flags)

    def envelope(self, words: bytes = b"{}", header: Header | None = None) -> bytes:
        """Sealed as the page would."""
        return sealing.seal(header or self.header(), words, self.recipients)

    def counted(self, words: bytes = b"{}") -> bytes:
        pool = Recipient(self.pool[0], sealing.public_of(self.pool[1]))
        return sealing.seal(self.header(Kind.COUNTED, 0), words, [pool])

    def request(self, kind: Kind, body: bytes, *, duress: bool = False) -> bytes:
        """Authorised as the page would."""
        key = send_key(self.duress if duress else self.live)
        return wire.build(self.link.id.bytes, kind, body, key)

    def read(self, envelope: bytes) -> bytes:
        return sealing.open_with(sealing.parse(envelope), *self.reader)


def facts_with(*recipients: Recipient, pool: Recipient | None = None) -> Facts:
    """Facts of a service that exists in the tests only."""
    return Facts("Sam", "020 7946 0001", 42, date(2030, 6, 20), False, "E09000005", recipients, pool)


def for_many(facts: Facts) -> Facts:
    """The facts of a link that many people hold, without an area."""
    return replace(
        facts,
        worker="",
        meeting_on=None,
        area="",
        pool=None,
        place="Hackney",
        by="16:00",
        route="020 7946 0555",
    )


def open_link(
    db: Session,
    keys: Keys,
    now: datetime,
    *,
    duress: bool = True,
    words: bool = False,
    skin: str = "plain",
    cover: str = "en",
    form: str = "en",
    pooled: bool = True,
    rounds: int = QUICK,
    many: bool = False,
    counted: bool = False,
) -> Made:
    """A link that is open for thirty days, read by two people and counted in one pool; or one for `many`.

    Its slow step is quick, unless a test is about what is served: the number stands in the page.
    """
    pairs = [(token_bytes(16), *sealing.new_pair()) for _ in range(3)]
    recipients = tuple(Recipient(key_id, public) for key_id, _, public in pairs)
    facts = facts_with(*recipients[:2], pool=recipients[2] if pooled else None)
    shared = replace(for_many(facts), pool=facts.pool if counted else None)
    new = entry.create_link(
        db,
        keys,
        skin=skin,
        cover_locale=cover,
        form_locale=form,
        facts=shared if many else facts,
        kind=entry.Kind.COMMUNITY if many else entry.Kind.CASE,
        codes=entry.Wanted(duress, words, drafts=True),
        closes_at=now + timedelta(days=30),
        rounds=rounds,
        now=now,
    )
    link = entry.by_id(db, new.link_id)
    (reader, reads, _), _, (pool, counts, _) = pairs
    live, second = entry.send_keys(keys, link)
    return Made(new, link, live, second, (reader, reads), (pool, counts), recipients[:2])


@pytest.fixture
def make_link(db: Session, keys: Keys, now: datetime) -> Callable[..., Made]:
    """Links that are open, with their codes and the keys of those who read what comes over them."""
    return lambda **how: open_link(db, keys, now, **how)


@pytest.fixture
def made(make_link: Callable[..., Made]) -> Made:
    """One open link with both codes."""
    return make_link()


def nothing_in(engine: Engine, *tables: str) -> bool:
    """Whether none of these tables has a row."""
    with engine.connect() as connection:
        return not any(connection.exec_driver_sql(f"SELECT 1 FROM {table}").first() for table in tables)


def which(page: entry.Found, typed: str) -> str | None:
    """Which of the two codes a typed text is, where the server tries it."""
    opened = entry.unlock(page, typed)
    return None if opened is None else "duress" if opened.duress else "live"
