"""The words of the form, or of another domain, in one locale.

Promise: a catalogue that was not compiled from the text beside it is refused; a critical
sentence that two people have not approved in this locale is never shown without its English.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache
from gettext import NullTranslations

from babel import Locale as BabelLocale
from babel.dates import format_date

from app.entry.definition import Counted, Critical, Text
from app.web.catalogues import compiled
from app.web.locale import SOURCE, Locale, catalogue_path, locale_of
from app.web.review import approved_strings

DOMAIN = "form"
Said = str | dict[str, str]  # what is shown; as {"x": text, "e": English} where the English stands beneath


@dataclass(frozen=True)
class Texts:
    """Says the strings of one domain in one locale, with the facts of one link filled in."""

    locale: Locale
    words: NullTranslations
    approved: frozenset[str]
    _fixed: dict[tuple[str, bool], Said] = field(default_factory=dict, repr=False, compare=False)

    def say(self, text: Text, facts: dict[str, str] | None = None, count: int = 0) -> str:
        """The text in this locale; the English where it has none yet."""
        if isinstance(text, Counted):
            return filled(self.words.ngettext(text.one, text.other, count), facts)
        return filled(self.words.gettext(text), facts) if text else ""

    def beneath(self, text: Text, facts: dict[str, str] | None = None, count: int = 0) -> str:
        """The English to show beneath it; empty where none is needed."""
        if self.locale.catalogue == SOURCE or not critical(text) or source_of(text) in self.approved:
            return ""
        return filled(in_english(text, count), facts)

    def fixed(self, text: Text) -> Said | None:
        """What is shown of a text that no fact changes, said once and remembered; None for any other."""
        if isinstance(text, Counted) or "{" in text:
            return None
        name = (str(text), critical(text))
        if name not in self._fixed:
            self._fixed[name] = shown(self.say(text), self.beneath(text))
        return self._fixed[name]

    def day(self, on: date) -> str:
        """A day as it is said in this locale, without the year."""
        return _day(on, self.locale.babel)


@lru_cache(maxsize=256)
def _day(on: date, locale: str) -> str:
    return format_date(on, _whole_day(locale), locale=locale)


@cache
def _whole_day(locale: str) -> str:
    """How a language writes weekday, day and month in its own order (Unicode CLDR), every name in full."""
    known = BabelLocale.parse(locale).datetime_skeletons
    order = next(known[name].pattern for name in ("MMMMEEEEd", "MMMMEd", "MMMEd") if name in known)
    return re.sub(r"([ML])\1{2,}", r"\1\1\1\1", re.sub("E+|c{3,}", "EEEE", str(order)))


def shown(said: str, english: str) -> Said:
    """A text, and the English beneath it where there is to be some."""
    return {"x": said, "e": english} if english else said


def critical(text: Text) -> bool:
    return isinstance(text, Critical | Counted)


def source_of(text: Text) -> str:
    """What the catalogue knows it by."""
    return text.one if isinstance(text, Counted) else str(text)


def in_english(text: Text, count: int) -> str:
    if isinstance(text, Counted):
        return text.one if count == 1 else text.other
    return str(text)


def filled(text: str, facts: dict[str, str] | None) -> str:
    """Facts put in, once over: braces inside a fact stay as they are."""
    if "{" not in text:
        return text
    known = facts or {}
    return re.sub(r"\{(\w+)\}", lambda found: known.get(found[1], found[0]), text)


@cache
def texts(code: str, domain: str = DOMAIN) -> Texts:
    """The words of one registered locale. Raises StaleCatalogue, also where this locale has none."""
    locale = locale_of(code)
    if locale.catalogue == SOURCE:
        return Texts(locale, NullTranslations(), frozenset())
    source = catalogue_path(locale, domain)
    return Texts(locale, compiled(source), approved_strings(source))
