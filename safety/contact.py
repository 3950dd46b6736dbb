"""Safe contact: may anyone ring, text or reply, and when may a text be handed over?

Promise: silence is a no. An agreement stands only if it was made live, said yes, is not
older than fourteen days and nothing has happened since that puts it in doubt. A text goes
only inside a window that she gave, by the clock on her wall in London, and not in its last
five minutes. Which days are bank holidays is told to us as data.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

AGREEMENT_DAYS = 14
QUIET_END = timedelta(minutes=5)
DAY_MINUTES = 24 * 60
LEAST_MINUTES = 10  # a shorter window leaves next to nothing before its quiet end

_LONDON = ZoneInfo("Europe/London")
_HOUR = timedelta(hours=1)

Span = tuple[datetime, datetime]


@dataclass(frozen=True, order=True)
class Window:
    """The same hours of every week: a day (Monday is 0), from and until in minutes since its midnight."""

    day: int
    opens: int
    closes: int

    def __post_init__(self) -> None:
        if not (0 <= self.day < 7 and 0 <= self.opens < self.closes <= DAY_MINUTES):
            raise ValueError("not the hours of a day")


@dataclass(frozen=True)
class Rule:
    """What was agreed about texts. `never` are days on which nothing goes, whatever the week says."""

    agreed_at: datetime
    texts: bool = False
    windows: frozenset[Window] = frozenset()
    never: frozenset[date] = frozenset()
    on_holidays: bool = False


def agreement_end(agreed_at: datetime) -> datetime:
    """When an agreement lapses unless it is made again, live."""
    return agreed_at + timedelta(days=AGREEMENT_DAYS)


def agreement_stands(agreed_at: datetime | None, now: datetime, *, held: bool) -> bool:
    """Whether contact may be made. `held` is true once a duress code was used."""
    if agreed_at is None or held:
        return False
    return agreed_at <= now < agreement_end(agreed_at)


def may_text(rule: Rule, now: datetime, holidays: frozenset[date]) -> bool:
    """Whether a text may be handed over at this moment."""
    return next_text(rule, now, holidays) == now


def next_text(rule: Rule, now: datetime, holidays: frozenset[date]) -> datetime | None:
    """The first moment from now on at which a text may be handed over; None where there is none any more."""
    first, end = max(now, rule.agreed_at), agreement_end(rule.agreed_at)
    for opens, closes in spans(rule, first, end, holidays):
        moment = max(opens, first)
        if moment < min(closes - QUIET_END, end):
            return moment
    return None


def spans(rule: Rule, first: datetime, last: datetime, holidays: frozenset[date]) -> Iterator[Span]:
    """The open stretches of the days from first to last, whole: what touches is one stretch."""
    found: Span | None = None
    for opens, closes in _pieces(rule, first, last, holidays):
        if found and opens <= found[1]:
            found = found[0], max(found[1], closes)
            continue
        if found:
            yield found
        found = opens, closes
    if found:
        yield found


def _pieces(rule: Rule, first: datetime, last: datetime, holidays: frozenset[date]) -> Iterator[Span]:
    """Every hour's share of every window, in order; London's clocks only ever change on the hour.

    A day more on either side, so that a window over midnight is seen whole.
    """
    if not rule.texts:
        return
    hour = first.astimezone(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(days=1)
    until = last + timedelta(days=1)
    while hour < until:
        wall = hour.astimezone(_LONDON)
        if _open_on(rule, wall.date(), holidays):
            yield from sorted(_shares(rule, hour, wall))
        hour += _HOUR


def _open_on(rule: Rule, day: date, holidays: frozenset[date]) -> bool:
    return day not in rule.never and (rule.on_holidays or day not in holidays)


def _shares(rule: Rule, hour: datetime, wall: datetime) -> Iterator[Span]:
    """What the windows of this day have of this hour, which is `wall` on her clock."""
    start = wall.hour * 60 + wall.minute
    for window in rule.windows:
        opens, closes = max(window.opens, start), min(window.closes, start + 60)
        if window.day == wall.weekday() and opens < closes:
            yield hour + timedelta(minutes=opens - start), hour + timedelta(minutes=closes - start)


def quiet_hours(now: datetime, opens: time, closes: time, holidays: frozenset[date]) -> bool:
    """Whether staff are left alone: outside their hours, at weekends and on bank holidays."""
    wall = now.astimezone(_LONDON)
    works = wall.weekday() < 5 and wall.date() not in holidays
    return not (works and opens <= wall.time() < closes)
