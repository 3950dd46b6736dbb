"""What the trail is about, by the name that a lead knows it under: told by the room that keeps it.

Promise: a lead is told the names of what they may see, and of nothing else; what went in its time has none.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from flask import Flask, current_app
from sqlalchemy.orm import Session

from app.accounts.staff import StaffView

EXTENSION = "beforehand_records"


@dataclass(frozen=True)
class Records:
    """One kind of record: its word, what some are called, which have a name, and how it becomes somebody's.

    `received` are the deeds in the trail by which such a record is its doer's service's from then on.
    """

    word: str
    received: tuple[str, ...]
    called: Callable[[Session, StaffView, Iterable[UUID]], dict[UUID, str]]
    with_name: Callable[[Session, StaffView, str], list[UUID]]


def know_records(app: Flask, records: Records) -> None:
    """Have the trail speak of these by their names."""
    app.extensions.setdefault(EXTENSION, []).append(records)


def received() -> list[str]:
    """Every deed by which a record becomes a service's."""
    return [deed for one in _known() for deed in one.received]


def called(db: Session, viewer: StaffView, subjects: Iterable[str]) -> dict[str, str]:
    """What these subjects are called, where they have a name that this person may know."""
    ids = [found for each in set(subjects) if (found := _id(each)) is not None]
    names = [(one.word, one.called(db, viewer, ids)) for one in _known()]
    return {str(each): f"{word} {name}" for word, some in names for each, name in some.items()}


def with_name(db: Session, viewer: StaffView, name: str) -> list[str]:
    """The subjects of this name, without their word or with it, that this person may know."""
    return [
        str(each)
        for one in _known()
        for each in one.with_name(db, viewer, name.removeprefix(f"{one.word} ").strip())
    ]


def _known() -> list[Records]:
    known: list[Records] = current_app.extensions.get(EXTENSION, [])
    return known


def _id(subject: str) -> UUID | None:
    try:
        return UUID(subject)
    except ValueError:
        return None
