"""What the everyday app of dates shows: bank holidays, clock changes, weeks, numbers for the household.

Promise: everything is worked out for the year that it is and the next; nothing is fetched. It changes
with the year only, so that two pages of one year are alike. A search finds what the page's own script finds.
Sources: the `holidays` library (England), the time zone database, safety.md's list of useful numbers.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_skeleton
from babel.support import NullTranslations
from holidays import country_holidays

from safety.normalising import normalise

LONDON = ZoneInfo("Europe/London")
_OBSERVED = " (observed)"
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Item:
    """One line: its name, what is said of it, and the day or the telephone number behind it."""

    name: str
    detail: str
    day: str = ""
    call: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Items under one heading; its id is where the page's own links lead."""

    id: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is written by hand: our names for holidays, and the numbers that any household page lists."""

    holidays: Mapping[str, str]
    numbers: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Tongue:
    """The words of one language, and how it writes a date."""

    words: NullTranslations
    babel: str

    def day(self, day: date) -> str:
        """A weekday, a day and a month."""
        return format_skeleton("MMMMEEEEd", day, fuzzy=True, locale=self.babel)


def sections(facts: Facts, tongue: Tongue, year: int) -> tuple[Section, ...]:
    """All that the app lists, for this year and the next."""
    _ = tongue.words.gettext
    years = (year, year + 1)
    numbers = [Item(_(name), number, call=number.replace(" ", "")) for name, number in facts.numbers]
    changes = [item for each in years for item in _clocks(tongue, each)]
    title = _("Bank holidays %(year)s")
    return (
        *(Section(f"b{each}", title % {"year": each}, _holidays(facts, tongue, each)) for each in years),
        Section("c", _("Clock changes"), tuple(changes)),
        Section("w", _("Week numbers"), tuple(_weeks(tongue, years))),
        Section("u", _("Useful numbers"), tuple(numbers)),
    )


def found(listed: Sequence[Section], query: str) -> tuple[Section, ...]:
    """What a search leaves standing; everything for an empty one, nothing for six digits."""
    if blank(query):
        return tuple(listed)
    kept = (replace(each, items=tuple(i for i in each.items if _hits(query, each, i))) for each in listed)
    return tuple(each for each in kept if each.items)


def blank(query: str) -> bool:
    """Whether nothing is asked for: then everything is shown."""
    return not _fold(query)


def _hits(query: str, section: Section, item: Item) -> bool:
    within = _fold(section.title + item.name + item.detail)
    digits_alone = re.fullmatch("[0-9]{6}", _fold(query))
    return not digits_alone and all(_fold(word) in within for word in query.split(" "))


def _fold(text: str) -> str:
    """The one form of a text, not cut as a code is."""
    return "".join(map(normalise, text))


def _holidays(facts: Facts, tongue: Tongue, year: int) -> tuple[Item, ...]:
    calendar = country_holidays("GB", subdiv="ENG", years=year, language="en_GB")
    names = {name for each in calendar.values() for name in each.split("; ")}
    return tuple(
        Item(_holiday(facts, tongue, name), tongue.day(day), day=day.isoformat())
        for day, said in sorted(calendar.items())
        for name in said.split("; ")
        if not (day.weekday() >= _SATURDAY and name + _OBSERVED in names)
    )


def _holiday(facts: Facts, tongue: Tongue, name: str) -> str:
    _ = tongue.words.gettext
    plain = name.removesuffix(_OBSERVED)
    said = _(facts.holidays.get(plain, plain))
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
