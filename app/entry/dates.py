"""What the everyday app of dates shows: bank holidays, clock changes, weeks, numbers for the household.

Promise: everything is worked out for the year that it is and the next; nothing is fetched. It changes
with the year only, so that two pages of one year are alike. A search finds what the page's own script finds.
Sources: the `holidays` library (England), the time zone database, safety.md's list of useful numbers.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from app.entry.listed import Item, Section, numbers, shown
from app.entry.tongue import Json, Tongue
from app.web.bank_holidays import england

LONDON = ZoneInfo("Europe/London")
_OBSERVED = " (observed)"
_SATURDAY = 5


def content(data: Json, tongue: Tongue, year: int, query: str) -> dict[str, object]:
    """What the page shows: all that is listed, or what a search leaves of it and how much that is."""
    _ = tongue.words.gettext
    return shown(sections(data, tongue, year), numbers(data["numbers"], _("Useful numbers"), tongue), query)


def sections(data: Json, tongue: Tongue, year: int) -> tuple[Section, ...]:
    """All that the app lists of days, for this year and the next."""
    _ = tongue.words.gettext
    years = (year, year + 1)
    changes = [item for each in years for item in _clocks(tongue, each)]
    title = _("Bank holidays %(year)s")
    return (
        *(Section(f"b{each}", title % {"year": each}, _holidays(data, tongue, each)) for each in years),
        Section("c", _("Clock changes"), tuple(changes)),
        Section("w", _("Week numbers"), tuple(_weeks(tongue, years))),
    )


def _holidays(data: Json, tongue: Tongue, year: int) -> tuple[Item, ...]:
    calendar = dict(england(year).items())
    names = {name for each in calendar.values() for name in each.split("; ")}
    return tuple(
        Item(_holiday(data, tongue, name), tongue.day(day), day=day.isoformat())
        for day, said in sorted(calendar.items())
        for name in said.split("; ")
        if not (day.weekday() >= _SATURDAY and name + _OBSERVED in names)
    )


def _holiday(data: Json, tongue: Tongue, name: str) -> str:
    _ = tongue.words.gettext
    plain = name.removesuffix(_OBSERVED)
    said = tongue.say(data["holidays"].get(plain, plain))
    return said if plain == name else _("%(name)s (substitute day)") % {"name": said}


def _clocks(tongue: Tongue, year: int) -> Iterator[Item]:
    _ = tongue.words.gettext
    for number in range(365):
        day = date(year, 1, 1) + timedelta(number)
        before, after = _offset(day), _offset(day + timedelta(1))
        if before != after:
            name = _("Clocks go forward one hour") if after > before else _("Clocks go back one hour")
            yield Item(name, f"{tongue.day(day)} {year}", day=day.isoformat())


def _offset(day: date) -> timedelta:
    return datetime(day.year, day.month, day.day, tzinfo=LONDON).utcoffset() or timedelta()


def _weeks(tongue: Tongue, years: tuple[int, int]) -> Iterator[Item]:
    _ = tongue.words.gettext
    for year in years:
        day = date.fromisocalendar(year, 1, 1)
        yield Item(_("Week 1 of %(year)s begins") % {"year": year}, f"{tongue.day(day)} {day.year}")
