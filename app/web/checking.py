"""What is wrong with the catalogues, as sentences for whoever must mend them.

Promise: a missing or superfluous string or part, a lost placeholder, a loud mark, a term said otherwise than
its glossary has it, a telling word in an everyday app, other plural forms than the language has, what
app/web/said_wrongly.py and app/web/marks.py list, or a review state without its records never passes.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Message

from app.web import catalogues, review
from app.web.locale import SOURCE, Locale, catalogue_path, locale_of, locales
from app.web.marks import faults_of_marks
from app.web.said_wrongly import faults_of_words
from safety.wording import telling

_PLACEHOLDER = re.compile(r"\{\w*\}|%\(\w+\)[a-z]")
_LOUD = re.compile("[!！¡‼՜߹᥄]")
_LEADS = re.compile(r"\w+://|www\.|\w@\w|\b[\w-]+\.(?:com|org|net|info|uk|io|app|me)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d(?:[ ()\u00a0-]?\d){4,}")
_HALF = re.compile("[{}%]")  # what filling in trips over, once every placeholder is taken out


_FORM_ALONE = ("en-x-easyread",)  # the English apps and kits serve (docs/decisions/0039)
_OWED = {  # by tier, beside the form: settled.md, "Locales"
    1: (catalogues.KIT, "cover_plain", "cover_calculator", "cover_recipes", "cover_list"),
    2: (catalogues.KIT, "cover_plain", "cover_calculator"),
    3: (),
}


def faults() -> list[str]:
    """Every fault of every catalogue of every domain; none means that all is well."""
    return [*missing_parts(), *_faults_of_all()]


def missing_parts() -> list[str]:
    """What a language of the register owes and has no words of at all, and words of no such language."""
    owed = [one for one in locales().values() if one.code == one.catalogue != SOURCE]
    root = catalogue_path(owed[0], catalogues.FORM).parents[2]
    unknown = {path.name for path in root.iterdir() if path.is_dir()} - {one.code for one in owed}
    return [
        *(f"{name}: not in the register of languages" for name in sorted(unknown)),
        *(
            f"{one.code}/{part}: owed, and not there"
            for one in owed
            for part in (catalogues.FORM, *(() if one.code in _FORM_ALONE else _OWED[one.tier]))
            if not catalogue_path(one, part).is_file()
        ),
    ]


def _faults_of_all() -> list[str]:
    return [
        f"{source.parts[-3]}/{source.stem}: {fault}"
        for domain in catalogues.domains()
        for wanted in [set(catalogues.source_strings(domain))]
        for source in catalogues.present(domain)
        for fault in faults_of(source, domain, wanted)
    ]


def faults_of(source: Path, domain: str, wanted: set[catalogues.Said] | None = None) -> Iterator[str]:
    """The faults of one catalogue's text and of its review; `wanted` where the source was read already."""
    wanted = set(catalogues.source_strings(domain)) if wanted is None else wanted
    locale, held = locale_of(source.parts[-3]), catalogues.read(source)
    messages = [message for message in held if message.id]
    have = {tuple(one.id) if isinstance(one.id, list | tuple) else one.id for one in messages}
    yield from (f"not in the catalogue: {text}" for text in sorted(map(str, wanted - have)))
    yield from (f"no longer in the source: {text}" for text in sorted(map(str, have - wanted)))
    for message in messages:
        yield from (f"{fault}: {review.singular(message)}" for fault in message_faults(message))
    yield from _language_faults(locale, domain, messages)
    if held.plural_forms != catalogues.empty(locale, domain).plural_forms:
        yield "another rule for plural forms than its language has: run export"
    if catalogues.written(held) != source.read_bytes():
        yield "not written as export writes it (sorted, without line numbers): run export"
    yield from _glossary_faults(source, messages)
    yield from _review_faults(source, domain, messages)


def string_faults(source: Path, domain: str, message: Message) -> list[str]:
    """The faults of one string in the words that it may get, before any catalogue holds them."""
    locale = locale_of(source.parts[-3])
    found = [
        *message_faults(message),
        *_language_faults(locale, domain, [message]),
        *_glossary_faults(source, [message]),
    ]
    return [fault.removesuffix(f": {review.singular(message)}") for fault in found]


def message_faults(message: Message) -> Iterator[str]:
    """The faults of one string."""
    forms = [text or "" for text in _forms(message.string)]
    english = [text or "" for text in _forms(message.id)]
    if not all(forms):
        yield "has no words yet"
        return
    wanted = {tuple(sorted(_PLACEHOLDER.findall(text))) for text in english}
    if any(tuple(sorted(_PLACEHOLDER.findall(form))) not in wanted for form in forms):
        yield "other placeholders than the English"
    elif any(map(_half_filled, english)) < any(map(_half_filled, forms)):
        yield "{, } or % beside what is filled in"
    if any(_leading(form) - _leading(" ".join(english)) for form in forms):
        yield "an address or number that the English lacks"
    if any(_LOUD.search(form) for form in forms):
        yield "shouts"
    if "fuzzy" in message.flags:
        yield "is marked as unsure"


def _leading(text: str) -> set[str]:
    """What leads a reader elsewhere: addresses, and numbers long enough to ring, digit by digit."""
    numbers = {"".join(filter(str.isdigit, found)) for found in _NUMBER.findall(text)}
    return numbers | set(map(str.lower, _LEADS.findall(text)))


def _half_filled(text: str) -> bool:
    """Whether filling it in would fail. A % is one of its signs only where something is filled in by it."""
    rest = _PLACEHOLDER.sub("", text).replace("%%", "")
    return any(sign != "%" or "%(" in text for sign in _HALF.findall(rest))


def _forms(text: object) -> list[str | None]:
    """A string with or without plural forms, as all of its forms."""
    return list(text) if isinstance(text, list | tuple) else [text if isinstance(text, str) else None]


def _language_faults(locale: Locale, domain: str, messages: list[Message]) -> Iterator[str]:
    """What is wrong with the words of one language as such."""
    number = catalogues.empty(locale, domain).num_plurals
    for message in messages:
        forms, english = [text or "" for text in _forms(message.string)], review.singular(message)
        if isinstance(message.id, list | tuple) and len(forms) != number:
            yield f"{len(forms)} plural forms instead of {number}: {english}"
        for form in filter(None, forms):
            found = [*faults_of_words(locale, english, form), *faults_of_marks(locale, english, form)]
            yield from (f"{fault}: {english}" for fault in found)
            if domain.startswith(catalogues.COVER) and (told := telling(form, locale.catalogue)):
                yield f"tells what this is ({', '.join(told)}): {english}"


def _glossary_faults(source: Path, messages: list[Message]) -> Iterator[str]:
    """Where a term that was agreed once for this language is said in other words."""
    for term, accepted in _glossary(source.parent.parent / "glossary.tsv"):
        spoken = re.compile(rf"\b{re.escape(term)}s?\b", re.IGNORECASE)
        for message in messages:
            if spoken.search(review.singular(message)) and not _says(message, accepted):
                yield f"“{term}” is not said as the glossary has it: {review.singular(message)}"


def _says(message: Message, accepted: list[str]) -> bool:
    return all(any(words in (form or "") for words in accepted) for form in _forms(message.string))


def _glossary(path: Path) -> list[tuple[str, list[str]]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as rows:
        return [(row["term"], row["words"].split("|")) for row in csv.DictReader(rows, delimiter="\t")]


def _review_faults(source: Path, domain: str, messages: list[Message]) -> Iterator[str]:
    lines = [line for line in review.read_lines(review.review_path(source)) if line.domain == domain]
    have = {(line.id, line.source) for line in lines}
    wanted = {(review.id_hash(one), review.source_hash(one)) for one in messages}
    if have != wanted or len(lines) != len(wanted):
        yield "the review is not of these words: run export"
    records = review.read_lines(review.records_path(source))
    for line in review.unrecorded(lines, records):
        yield f"{line.state} without the reviewers' records: {line.id}"
