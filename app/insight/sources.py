"""What this room is told by others: who looks, what kept cases count, which meetings were held.

Promise: it comes as counts, through functions that `create_app` joins. This room imports none of theirs, and
no name, reference or id of a case reaches it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Flask, current_app
from sqlalchemy.orm import Session

from app.insight.changes import Author, Trail
from config import Keys
from safety.coverage import Agenda, Counted

EXTENSION = "beforehand_insight"

Kept = Callable[[Session, Keys, datetime, datetime, datetime], list[Counted]]
"""(db, keys, since, until, now) -> cases that are kept, as counts."""


@dataclass(frozen=True)
class Viewer:
    """Who looks: a manager at the areas they cover (None: all of London), or a lead at one service alone."""

    covers: frozenset[str] | None = None
    service_id: UUID | None = None
    service: str = ""

    def sees(self, areas: frozenset[str], services: frozenset[UUID]) -> bool:
        """Whether what is shown of these areas together, and of who works there, is for this person."""
        if self.service_id is not None:
            return services == {self.service_id}
        return self.covers is None or bool(self.covers & areas)


@dataclass(frozen=True)
class Service:
    """A service as figures name it, and how many IDVAs work there."""

    name: str
    idvas: int


@dataclass(frozen=True)
class Sources:
    """The functions."""

    viewer: Callable[[], Viewer]
    kept: Kept
    agendas: Callable[[Session, datetime], list[Agenda]]
    services: Callable[[Session], Mapping[UUID, Service]]
    author: Callable[[], Author]
    trail: Trail
    names: Callable[[Iterable[UUID]], Mapping[UUID, str]]


def join(app: Flask, sources: Sources) -> None:
    """Give this room what it is told."""
    app.extensions[EXTENSION] = sources


def sources() -> Sources:
    """What it was given."""
    given: Sources = current_app.extensions[EXTENSION]
    return given
