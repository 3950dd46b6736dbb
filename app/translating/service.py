"""Texts on their way to a vetted translator and back. The only writer of its tables.

Promise: a translator sees texts that were sent to them and the name of their language: no case, reference,
area, meeting or other answer, and nobody else's job. After 48 hours, or once it is done or given back,
nothing of it can be opened; the English is sealed to those who may read the texts, and to no one else.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.db import writing
from app.translating import sealed
from app.translating.models import Translation, TranslationJob
from app.translating.sealed import Back
from app.translating.sharing import kept, latest, share
from config import Keys
from safety.errors import Malformed, NotOpened, SafetyRefusal
from safety.retention import translation_end

__all__ = [
    "AlreadyAsked",
    "Asked",
    "Back",
    "NoSuchJob",
    "NoTranslator",
    "Standing",
    "Translated",
    "ask",
    "came_back",
    "finish",
    "forget",
    "give_back",
    "jobs_of",
    "kept",
    "latest",
    "open_job",
    "purge",
    "share",
    "standing",
    "translated",
    "translators",
]

ROLES = frozenset({accounts.Role.TRANSLATOR})
Privates = Callable[[], list[tuple[bytes, bytes]]]


class NoSuchJob(SafetyRefusal):
    """It is another's, or its time is over."""

    code = "no_such_job"


class NoTranslator(SafetyRefusal):
    """Nobody of this name translates here, or no key of theirs is certified."""

    code = "no_translator"


class AlreadyAsked(SafetyRefusal):
    """A translator has these texts already."""

    code = "already_asked"


@dataclass(frozen=True)
class Asked:
    """Which texts, of which language, about what, and where their English goes."""

    about_id: UUID
    language: str
    texts: tuple[str, ...]
    back: Back


@dataclass(frozen=True)
class Job:
    """One job as its translator sees it, still closed."""

    id: UUID
    asked_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Standing:
    """How it stands with texts that were sent to a translator."""

    translator_id: UUID
    asked_at: datetime
    ends_at: datetime
    given_back: bool


@dataclass(frozen=True)
class Translated:
    """The English of texts by their names, who wrote it, and when."""

    translator_id: UUID
    at: datetime
    texts: dict[str, str]


def translators(db: Session, service_id: UUID) -> list[accounts.StaffView]:
    """The active translators of a service."""
    return accounts.people(db, service_id, accounts.Role.TRANSLATOR)


def ask(
    db: Session, keys: Keys, asked: Asked, translator_id: UUID, by: accounts.StaffView, now: datetime
) -> None:
    """Send texts to one translator. Raises NoTranslator, AlreadyAsked, TooBig; then nothing was sent."""
    job_id = uuid4()
    with writing(db):
        assert by.service_id is not None
        to = accounts.recipient_in(db, keys, translator_id, by.service_id, ROLES)
        if to is None:
            raise NoTranslator
        if any(one.sealed_texts for one in _waiting(db, [asked.about_id], now)):
            raise AlreadyAsked
        db.add(
            TranslationJob(
                id=job_id,
                about_id=asked.about_id,
                translator_id=translator_id,
                asked_by=by.id,
                asked_at=now,
                ends_at=translation_end(now),
                sealed_texts=sealed.seal_texts(keys, job_id, asked.language, asked.texts, to),
                sealed_back=sealed.seal_back(keys, job_id, asked.back),
            )
        )


def jobs_of(db: Session, translator_id: UUID, now: datetime) -> list[Job]:
    """What waits for one translator, the first to end first."""
    own = (TranslationJob.translator_id == translator_id, TranslationJob.sealed_texts.is_not(None))
    rows = db.scalars(
        select(TranslationJob).where(*own, TranslationJob.ends_at > now).order_by(TranslationJob.ends_at)
    )
    return [_job(row) for row in rows]


def open_job(
    db: Session, keys: Keys, job_id: UUID, by: accounts.StaffView, privates: Privates, now: datetime
) -> tuple[Job, str, list[str]]:
    """One job, the name of its language, and its texts.

    The audit entry is committed before any key is touched. Raises NoSuchJob, NotOpened.
    """
    with writing(db):
        row = _own(db, job_id, by, now)
        accounts.audit.append(db, keys, by.id, "translation opened", job_id, now)
    language, texts = sealed.open_texts(keys, job_id, row.sealed_texts or b"", privates())
    return _job(row), language, texts


def finish(
    db: Session, keys: Keys, job_id: UUID, english: Sequence[str], by: accounts.StaffView, now: datetime
) -> None:
    """Seal the English back, and forget the texts. Raises NoSuchJob, Malformed, TooBig."""
    with writing(db):
        row, row_id = _own(db, job_id, by, now), uuid4()
        back = sealed.open_back(keys, job_id, row.sealed_back or b"")
        if len(back.names) != len(english):
            raise Malformed
        blob = sealed.seal_english(keys, row_id, row.about_id, back, english)
        db.add(Translation(id=row_id, about_id=row.about_id, translator_id=by.id, at=now, sealed=blob))
        row.sealed_texts = row.sealed_back = None
        accounts.audit.append(db, keys, by.id, "translation written", job_id, now)


def give_back(db: Session, keys: Keys, job_id: UUID, by: accounts.StaffView, now: datetime) -> None:
    """The translator should not, or cannot: the texts go at once. Raises NoSuchJob."""
    with writing(db):
        row = _own(db, job_id, by, now)
        row.sealed_texts, row.sealed_back, row.given_back = None, None, True
        accounts.audit.append(db, keys, by.id, "translation given back", job_id, now)


def standing(db: Session, about_ids: Iterable[UUID], now: datetime) -> dict[UUID, Standing]:
    """What waits or was given back, by what it is about; the newest of each."""
    return {
        row.about_id: Standing(row.translator_id, row.asked_at, row.ends_at, row.given_back)
        for row in _waiting(db, about_ids, now)
        if row.given_back or row.sealed_texts
    }


def translated(
    db: Session, keys: Keys, about_ids: Iterable[UUID], privates: list[tuple[bytes, bytes]]
) -> dict[UUID, Translated]:
    """The newest English of each; what cannot be opened with these keys is left out."""
    query = select(Translation).where(Translation.about_id.in_(list(about_ids))).order_by(Translation.at)
    found: dict[UUID, Translated] = {}
    for row in db.scalars(query):
        try:
            texts = sealed.open_english(keys, row.id, row.about_id, row.sealed, privates)
        except (NotOpened, Malformed):
            continue
        found[row.about_id] = Translated(row.translator_id, row.at, texts)
    return found


def came_back(db: Session, about_ids: Iterable[UUID]) -> dict[UUID, datetime]:
    """When the newest English of each came, without opening it."""
    newest = select(Translation.about_id, func.max(Translation.at)).where(
        Translation.about_id.in_(list(about_ids))
    )
    return {row[0]: row[1] for row in db.execute(newest.group_by(Translation.about_id))}


def forget(db: Session, about_ids: Iterable[UUID]) -> None:
    """Take out what is about things that go."""
    ids = list(about_ids)
    with writing(db):
        for table in (TranslationJob, Translation):
            db.execute(delete(table).where(table.about_id.in_(ids)))


def purge(db: Session, now: datetime) -> list[UUID]:
    """Destroy the jobs whose time is over; who had asked for each."""
    over = TranslationJob.ends_at <= now
    with writing(db):
        return list(db.scalars(delete(TranslationJob).where(over).returning(TranslationJob.asked_by)).all())


def _own(db: Session, job_id: UUID, by: accounts.StaffView, now: datetime) -> TranslationJob:
    row = db.get(TranslationJob, job_id, with_for_update=True, populate_existing=True)
    if row is None or row.translator_id != by.id or row.sealed_texts is None or row.ends_at <= now:
        raise NoSuchJob
    return row


def _waiting(db: Session, about_ids: Iterable[UUID], now: datetime) -> list[TranslationJob]:
    about = TranslationJob.about_id.in_(list(about_ids))
    query = select(TranslationJob).where(about, TranslationJob.ends_at > now)
    return list(db.scalars(query.order_by(TranslationJob.asked_at)))


def _job(row: TranslationJob) -> Job:
    return Job(row.id, row.asked_at, row.ends_at)
