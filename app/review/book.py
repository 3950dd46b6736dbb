"""The strings of a language in order of danger: what safety is staked on, the short path, the rest.

Promise: read from the catalogues and the source as they stand; what is gone from either is not there.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass

from babel.messages.catalog import Message

from app.web import catalogues, review
from app.web.locale import SOURCE, Locale, catalogue_path, locales
from app.web.origins import Origin, origins

SHORT_PATH = ("short_path", "truths", "words")  # the modules that say what stands before Send
PLACES = {catalogues.FORM: 0, catalogues.KIT: 1}  # everyday apps come last
NOWHERE = Origin("", 0, False)


@dataclass(frozen=True)
class Entry:
    """One string of one domain."""

    domain: str
    name: str  # a hash of the English, as review.tsv has it
    message: Message
    origin: Origin

    @property
    def key(self) -> tuple[str, str]:
        """What it is known by within its language."""
        return self.domain, self.name

    @property
    def critical(self) -> bool:
        """Whether somebody may stake their safety on it: two people have to agree."""
        return self.origin.critical

    @property
    def english(self) -> tuple[str, ...]:
        """What it says: one form, or those for one and for many."""
        said = self.message.id
        return tuple(said) if isinstance(said, list | tuple) else (str(said),)


def reviewable() -> tuple[Locale, ...]:
    """The languages that have words of their own to check."""
    return tuple(
        one
        for one in locales().values()
        if one.code == one.catalogue != SOURCE and catalogue_path(one, catalogues.FORM).is_file()
    )


def entries(code: str) -> list[Entry]:
    """Every string of a language, the most dangerous first."""
    found = [entry for domain in catalogues.domains() for entry in _of(code, domain)]
    return sorted(found, key=_danger)  # as stable as the domains' own order


def entry(code: str, domain: str, name: str) -> Entry | None:
    """One of them."""
    there = _of(code, domain) if code in locales() and domain in catalogues.domains() else []
    return next((one for one in there if one.name == name), None)


def _danger(one: Entry) -> tuple[bool, bool, int, str, int]:
    short, place = one.origin.module in SHORT_PATH, PLACES.get(one.domain, len(PLACES))
    return not one.critical, not short, place, one.origin.module, one.origin.line


def records(code: str) -> dict[tuple[str, str], list[review.Reviewed]]:
    """What the language's records.tsv says of each string."""
    found: dict[tuple[str, str], list[review.Reviewed]] = {}
    path = review.records_path(catalogue_path(locales()[code], catalogues.FORM))
    for line in sorted(review.read_lines(path), key=lambda line: (line.date, line.reviewer)):
        found.setdefault(line.name, []).append(line)
    return found


def glossary(code: str, english: str) -> list[tuple[str, str, str]]:
    """The terms in a sentence that were agreed once for this language: term, words, meaning."""
    path = catalogue_path(locales()[code], catalogues.FORM).parent.parent / "glossary.tsv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as rows:
        there = list(csv.DictReader(rows, delimiter="\t"))
    return [
        (row["term"], row["words"].replace("|", " · "), row["meaning"] or "")
        for row in there
        if row["term"].lower() in english.lower()
    ]


def _worst(places: list[Origin]) -> Origin:
    """Where a string that is said in several places is most dangerous."""
    return min(places, key=lambda place: (not place.critical, place.module not in SHORT_PATH))


def _of(code: str, domain: str) -> list[Entry]:
    path = catalogue_path(locales()[code], domain)
    if not path.is_file():
        return []
    where = origins(domain)
    return [
        Entry(domain, review.id_hash(one), one, _worst(where.get(review.singular(one), [NOWHERE])))
        for one in review.strings(path)
    ]
