"""What reviewers do to a string: stand by its words or by others, ask, take back. The only writer of steps.

Promise: a step names the last one that its page knew of; where there is a newer one nothing is added, so that
two people on one string lose nothing. Only a person who was given the language adds any; nothing else does.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db import writing
from app.review.book import Entry, entries, entry, records
from app.review.errors import NoSuchString, NothingToTakeBack, StringChanged
from app.review.models import Did, ReviewStep
from app.review.rights import alias_of
from app.review.rules import Standing, Step, own_last, standing, with_words
from app.web.review import Reviewed, source_hash

Key = tuple[str, str]


@dataclass(frozen=True)
class Place:
    """One string of one language, and the last step of it that a page showed."""

    code: str
    domain: str
    name: str
    seen: int = 0

    @property
    def key(self) -> Key:
        return self.domain, self.name


@dataclass(frozen=True)
class Item:
    """One string, what was done to it, and where it stands."""

    entry: Entry
    steps: list[Step]
    now: Standing


def items(db: Session, code: str) -> list[Item]:
    """Every string of a language, the most dangerous first."""
    done, recorded = _steps(db, code), records(code)
    return [_item(one, done.get(one.key, []), recorded) for one in entries(code)]


def item(db: Session, place: Place) -> Item:
    """One string. Raises NoSuchString."""
    found = entry(place.code, *place.key)
    if found is None:
        raise NoSuchString
    return _item(found, _steps(db, place.code, place.key).get(place.key, []), records(place.code))


def worked_on(db: Session) -> list[str]:
    """The languages to which anything was done."""
    return sorted(db.scalars(select(ReviewStep.locale).distinct()))


def stand_by(
    db: Session, staff_id: UUID, place: Place, words: tuple[str, ...], note: str, now: datetime
) -> None:
    """These words are right: the present ones, or others that take their place. What is noted is kept before.

    Raises NotYourLanguage, NoSuchString or StringChanged; then nothing was added. Sent twice it counts once.
    """
    with writing(db):
        alias, found = alias_of(db, staff_id, place.code), item(db, place)
        said = with_words(found.entry.message, words)
        if _sent_before(found, alias, source_hash(said)):
            return
        _require_seen(found, place)
        other = words != found.now.words
        noted = [_row(found, place, alias, Did.ASKED, now, note=note)] if note else []
        row = _row(found, place, alias, Did.WROTE if other else Did.AGREED, now, past=len(noted))
        row.of, row.said = source_hash(said), json.dumps(words, ensure_ascii=False) if other else ""
        _add(db, [*noted, row])


def ask(db: Session, staff_id: UUID, place: Place, note: str, now: datetime) -> None:
    """Ask, which holds the string back until somebody stands by its words again. Raises as `stand_by`."""
    with writing(db):
        alias, found = alias_of(db, staff_id, place.code), item(db, place)
        last = found.steps[-1] if found.steps else None
        if last and (last.alias, last.did, last.note) == (alias, Did.ASKED, note):
            return
        _require_seen(found, place)
        _add(db, [_row(found, place, alias, Did.ASKED, now, note=note)])


def take_back(db: Session, staff_id: UUID, place: Place, now: datetime) -> None:
    """What this person did last does not hold any more. Raises NothingToTakeBack too."""
    with writing(db):
        alias, found = alias_of(db, staff_id, place.code), item(db, place)
        _require_seen(found, place)
        own = own_last(found.steps, alias)
        if own is None:
            raise NothingToTakeBack
        _add(db, [_row(found, place, alias, Did.TOOK_BACK, now, back=own.number)])


def _require_seen(found: Item, place: Place) -> None:
    if found.now.last != place.seen:
        raise StringChanged


def _sent_before(found: Item, alias: str, of: str) -> bool:
    last = found.steps[-1] if found.steps else None
    return last is not None and (last.alias, last.of) == (alias, of) and last.did in {Did.WROTE, Did.AGREED}


def _row(
    found: Item,
    place: Place,
    alias: str,
    did: Did,
    now: datetime,
    *,
    note: str = "",
    back: int | None = None,
    past: int = 0,
) -> ReviewStep:
    return ReviewStep(
        locale=place.code,
        domain=place.domain,
        name=place.name,
        number=found.now.last + 1 + past,
        alias=alias,
        did=did,
        at=now,
        base=source_hash(found.entry.message),
        of=found.now.of,
        said="",
        note=note,
        back=back,
    )


def _add(db: Session, rows: list[ReviewStep]) -> None:
    db.add_all(rows)
    try:
        db.flush()
    except IntegrityError as both:  # somebody else's step came between
        raise StringChanged from both


def _steps(db: Session, code: str, key: Key | None = None) -> dict[Key, list[Step]]:
    wanted = select(ReviewStep).where(ReviewStep.locale == code).order_by(ReviewStep.number)
    if key:
        wanted = wanted.where(ReviewStep.domain == key[0], ReviewStep.name == key[1])
    found: dict[Key, list[Step]] = {}
    for row in db.scalars(wanted):
        found.setdefault((row.domain, row.name), []).append(_step(row))
    return found


def _step(row: ReviewStep) -> Step:
    words: Iterable[str] = json.loads(row.said) if row.said else ()
    day = row.at.date().isoformat()
    return Step(row.number, row.alias, row.did, day, row.base, row.of, tuple(words), row.note, row.back)


def _item(one: Entry, steps: list[Step], recorded: dict[Key, list[Reviewed]]) -> Item:
    return Item(one, steps, standing(one.message, recorded.get(one.key, []), steps))
