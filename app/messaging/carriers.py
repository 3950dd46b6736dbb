"""Who carries messages: what any carrier can be asked, and how it says no.

Promise: a carrier tells apart what was certainly taken, what certainly was not, and what nobody knows.
Nothing that it raises holds a number, a text or an answer of the provider's.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True)
class Text:
    """A text as it is handed over. `key` is ours; the provider knows nothing of it."""

    key: UUID
    to: str = field(repr=False)
    words: str = field(repr=False)
    sender: str
    messaging_service: str = ""


@dataclass(frozen=True)
class Taken:
    """The provider has it: its own name for it, and how far it is."""

    sid: str
    status: str
    error: int | None = None


class Refused(Exception):
    """It was not taken and never will be."""

    def __init__(self, error: int | None = None) -> None:
        super().__init__()
        self.error = error


class NotTaken(Exception):
    """It was certainly not taken; another time it may be."""

    def __init__(self, error: int | None = None) -> None:
        super().__init__()
        self.error = error


class Unsure(Exception):
    """Nobody knows: the line broke, or the answer could not be read."""


class Carrier(Protocol):
    """Carries texts."""

    def hand_over(self, text: Text) -> Taken:
        """Hand a text over, once. Raises Refused, NotTaken, Unsure."""

    def taken(self, text: Text, since: datetime) -> list[Taken]:
        """Whatever was taken to the same number with the same words since then. Raises Unsure."""

    def status(self, sid: str) -> Taken | None:
        """How far it is; None where it is gone. Raises Unsure."""

    def redact(self, sid: str) -> None:
        """Empty the provider's copy; one that is gone is well. Raises Unsure."""

    def delete(self, sid: str) -> None:
        """Delete the provider's copy; one that is gone is well. Raises Unsure."""


@dataclass(frozen=True)
class Letter:
    """An email to a member of staff, without content."""

    key: UUID
    to: str
    subject: str
    words: str


class Post(Protocol):
    """Carries emails."""

    def deliver(self, letter: Letter) -> None:
        """Hand an email over. Raises Refused, NotTaken, Unsure."""
