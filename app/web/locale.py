"""The one register of locales: which exist, where their words lie, how they are written.

Promise: a locale is offered for a domain only where its catalogue is there; no code is
ever handed to Babel as it stands, because Babel does not know all of them.
The list (locales.csv) was copied from the service's agreed list of 22 November 2026.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOURCE = "en"  # the language that the strings are written in
HERE = Path(__file__).parent
TRANSLATIONS = HERE.parent.parent / "translations"


@dataclass(frozen=True, slots=True)
class Locale:
    """One way of reading or hearing the product."""

    code: str  # BCP 47, as stored with a case
    catalogue: str  # the folder under translations/ whose words it shows
    babel: str  # what Babel calls it, for dates and numbers
    name: str  # in itself
    english: str
    script: str
    dir: str  # "ltr" or "rtl"
    tier: int
    modes: tuple[str, ...]  # what is owed: text, voice, sign


@cache
def locales() -> dict[str, Locale]:
    """All that are registered, in the order of the list."""
    with (HERE / "locales.csv").open(encoding="utf-8", newline="") as rows:
        return {row["code"]: _locale(row) for row in csv.DictReader(rows)}


def _locale(row: dict[str, str]) -> Locale:
    return Locale(
        code=row["code"],
        catalogue=row["catalogue"],
        babel=row["babel"],
        name=row["name"],
        english=row["english"],
        script=row["script"],
        dir=row["dir"],
        tier=int(row["tier"]),
        modes=tuple(row["modes"].split()),
    )


def locale_of(code: str) -> Locale:
    """The registered locale; KeyError where there is none."""
    return locales()[code]


def number_of(code: str) -> str:
    """What stands for a locale in an address, where its name would tell: its place in a growing list."""
    return str(list(locales()).index(code))


def numbered(number: str) -> str | None:
    """The locale that a number stands for; None where there is none."""
    codes = dict(enumerate(locales()))
    return codes.get(int(number)) if number.isascii() and number.isdecimal() and len(number) < 4 else None


def catalogue_path(locale: Locale, domain: str) -> Path:
    """Where the translator's text of this locale and domain lies."""
    return TRANSLATIONS / locale.catalogue / "LC_MESSAGES" / f"{domain}.po"


@cache
def available(domain: str) -> tuple[Locale, ...]:
    """The locales that have words in this domain: what may be offered, and nothing more."""
    return tuple(found for found in locales().values() if _has(found, domain))


def _has(locale: Locale, domain: str) -> bool:
    return locale.catalogue == SOURCE or catalogue_path(locale, domain).is_file()
