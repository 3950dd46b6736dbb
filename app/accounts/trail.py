"""The trail as sentences that a lead can read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from app.accounts.audit import Line
from app.accounts.staff import StaffView

LONDON = ZoneInfo("Europe/London")
COMMAND_LINE = "The command line or the worker"


@dataclass(frozen=True)
class Sentence:
    """One entry: when, and who did what to whom or what."""

    number: int
    at: datetime
    who: str
    what: str
    about: str


def sentences(lines: Iterable[Line], people: Iterable[StaffView]) -> list[Sentence]:
    """Entries of this service's people, and what was done to them; other services' stay with their leads."""
    names = {str(one.id): one.display_name for one in people}
    own = [line for line in lines if str(line.actor_id) in names or line.subject in names]
    return [_sentence(line, names) for line in own]


def _sentence(line: Line, names: dict[str, str]) -> Sentence:
    who = names.get(str(line.actor_id), COMMAND_LINE) if line.actor_id else COMMAND_LINE
    about = (
        "" if line.subject == str(line.actor_id) else names.get(line.subject, f"record {line.subject[:8]}")
    )
    what = f"{line.action} ({line.detail})" if line.detail else line.action
    return Sentence(line.number, line.at.astimezone(LONDON), who, what, about)
