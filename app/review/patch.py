"""What reviewers did, as a patch of the catalogues: the files that `beforehand translations import` takes.

Promise: only strings that differ from what the files say; for each of them the records of exactly those
people who stand by its present words, under their drawn names. A string with an open question is a draft.
"""

from collections import defaultdict
from pathlib import Path

from babel.messages.catalog import Message
from sqlalchemy.orm import Session

from app.review.rules import CHECKED, DRAFT, forms_of, with_words
from app.review.steps import Item, items
from app.web import catalogues, review
from app.web.locale import Locale, catalogue_path, locale_of
from app.web.review import NEEDED, Reviewed

Lines = dict[tuple[str, str], Reviewed]


def changed(db: Session, code: str) -> list[Item]:
    """The strings that a patch of this language is about."""
    held = _held(locale_of(code))
    return [one for one in items(db, code) if one.steps and _differs(one, held)]


def write_patch(db: Session, code: str, folder: Path) -> int:
    """Write the patch of one language into a folder, which is made; how many strings it is about."""
    found, locale = changed(db, code), locale_of(code)
    folder.mkdir(parents=True, exist_ok=True)
    words: dict[str, list[Message]] = defaultdict(list)
    for one in found:
        words[one.entry.domain].append(_message(one))
    for domain, some in words.items():
        catalogue = catalogues.empty(locale, domain)
        for message in some:
            catalogue.add(message.id, message.string)
        (folder / f"{domain}.po").write_bytes(catalogues.written(catalogue))
    review.write_lines(folder / "review.tsv", [_line(one) for one in found])
    review.write_lines(folder / "records.tsv", [line for one in found for line in _records(one)])
    return len(found)


def _held(locale: Locale) -> Lines:
    path = review.review_path(catalogue_path(locale, catalogues.FORM))
    return {line.name: line for line in review.read_lines(path)}


def _differs(one: Item, held: Lines) -> bool:
    """Whether the files would say something else: other words, or a state that more or fewer people gave."""
    line = held.get(one.entry.key)
    before = (line.source, line.state) if line else ("", DRAFT)
    if one.now.state == DRAFT:
        return before[1] != DRAFT
    return before != (one.now.of, one.now.state)


def _message(one: Item) -> Message:
    """The words that go out: while somebody asks, those that the catalogue has."""
    message = one.entry.message
    return with_words(message, forms_of(message) if one.now.state == DRAFT else one.now.words)


def _line(one: Item) -> Reviewed:
    state, of = one.now.state, review.source_hash(_message(one))
    if state == DRAFT:
        return Reviewed(*one.entry.key, of, DRAFT, "", "")
    alias, day = one.now.people[NEEDED[state] - 1]
    return Reviewed(*one.entry.key, of, state, alias, day)


def _records(one: Item) -> list[Reviewed]:
    if one.now.state == DRAFT:
        return []
    return [Reviewed(*one.entry.key, one.now.of, CHECKED, alias, day) for alias, day in one.now.people]
