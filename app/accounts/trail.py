"""The trail as sentences that a lead can read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from app.accounts.audit import Line
from app.accounts.staff import StaffView

LONDON = ZoneInfo("Europe/London")
BY_ITSELF = "The service itself"  # its worker, a command, or a text that came
ELSEWHERE = "Somebody who does not work here"


@dataclass(frozen=True)
class Sentence:
    """One entry: when, and who did what to whom or what."""

    number: int
    at: datetime
    who: str
    what: str
    about: str


def sentences(
    lines: Iterable[Line], people: Iterable[StaffView], called: Mapping[str, str]
) -> list[Sentence]:
    """Entries as they are read: people by name, records as they are `called` or by their first letters."""
    names = {str(one.id): one.display_name for one in people}
    return [_sentence(line, names, {**called, **names}) for line in lines]


def _sentence(line: Line, names: Mapping[str, str], called: Mapping[str, str]) -> Sentence:
    who = names.get(str(line.actor_id), ELSEWHERE) if line.actor_id else BY_ITSELF
    named = called.get(line.subject, f"record {line.subject[:8]}")
    about = "" if line.subject == str(line.actor_id) else named
    what = f"{line.action} ({line.detail})" if line.detail else line.action
    return Sentence(line.number, line.at.astimezone(LONDON), who, what, about)
