"""A reviewed patch, taken into the catalogues: DOMAIN.po, review.tsv and records.tsv of one language.

Promise: all of it or nothing. Refused are words that the check would refuse, a state for other words than
come with it or without as many people's records as it needs, and a file that is not as export writes it. Of
the records only those are kept whose words then stand there, so that nobody's word is kept in stock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError

from app.web import catalogues, review
from app.web.checking import string_faults
from app.web.locale import Locale, catalogue_path
from app.web.review import Reviewed

SHOWN = 5  # faults that are told of a patch


class NotTaken(Exception):
    """A patch that was refused, and why; nothing was changed."""


def take_in(locale: Locale, folder: Path, domains: Iterable[str] = ()) -> Path:
    """Take over words, states and records of these domains, or of all that are there. Raises NotTaken.

    Returns where the language's files lie.
    """
    wanted = [*domains] or [one for one in catalogues.domains() if (folder / f"{one}.po").is_file()]
    if not wanted:
        raise NotTaken("no DOMAIN.po is in the folder")
    lines, records = _lines(folder / "review.tsv"), _lines(folder / "records.tsv")
    words = {domain: _words(folder / f"{domain}.po") for domain in wanted}
    own = [line for line in lines if line.domain in wanted]
    found = [fault for domain in wanted for fault in _faults(locale, domain, words[domain])]
    if found := [*found, *_state_faults(locale, words, own, records)]:
        raise NotTaken(
            "\n".join(["nothing was taken in:", *found[:SHOWN], *(["…"] if found[SHOWN:] else [])])
        )
    for domain in wanted:
        _write(locale, domain, words[domain], own)
    return _keep(locale, records)


def _lines(path: Path) -> list[Reviewed]:
    try:
        found = review.read_lines(path)
        for line in found:
            if line.state not in review.NEEDED or not all(isinstance(one, str) for one in line.name):
                raise ValueError(line.state)
            if line.date:
                date.fromisoformat(line.date)
    except (TypeError, ValueError) as fault:
        raise NotTaken(f"{path.name} is not as export writes it") from fault
    return found


def _words(path: Path) -> Catalog:
    try:
        return catalogues.read(path)
    except (OSError, ValueError, PoFileError) as fault:
        raise NotTaken(f"{path.name} is not there, or not as export writes it") from fault


def _faults(locale: Locale, domain: str, words: Catalog) -> Iterator[str]:
    """What the check would say of words that are not the present ones."""
    source = catalogue_path(locale, domain)
    held = catalogues.read(source) if source.is_file() else Catalog(locale.babel)
    known = set(catalogues.source_strings(domain))
    for message in words:
        if message.id not in known or not any(message.string or ()):
            continue
        before = held.get(review.singular(message))
        if before is None or before.string != message.string:
            yield from (
                f"{fault}: {review.singular(message)}" for fault in string_faults(source, domain, message)
            )


def _state_faults(
    locale: Locale, words: dict[str, Catalog], lines: list[Reviewed], records: list[Reviewed]
) -> Iterator[str]:
    """States that nobody, too few people, or nobody for these words gave."""
    twice = Counter(line.name for line in lines)
    yield from (f"two lines for one string: {name[1]}" for name, count in twice.items() if count > 1)
    for line in review.unrecorded(lines, records):
        yield f"{line.state} without the reviewers' records: {line.id}"
    there = {key for domain, some in words.items() for key in _hashes(locale, domain, some)}
    for line in lines:
        if line.state != "draft" and (*line.name, line.source) not in there:
            yield f"{line.state} of other words than would stand there: {line.id}"


def _hashes(locale: Locale, domain: str, words: Catalog) -> Iterator[tuple[str, str, str]]:
    """Of the words of a patch, and of those in the catalogue that it leaves as they are."""
    source = catalogue_path(locale, domain)
    held = {review.singular(one): one for one in review.strings(source)} if source.is_file() else {}
    for message in (*held.values(), *words):
        newer = words.get(review.singular(message)) if message.id else None
        if message.id and (message is newer or newer is None or not any(newer.string or ())):
            yield domain, review.id_hash(message), review.source_hash(message)


def _write(locale: Locale, domain: str, words: Catalog, lines: list[Reviewed]) -> None:
    source = catalogues.renew(locale, domain)
    catalogue = catalogues.read(source)
    for message in catalogue:
        found = words.get(review.singular(message)) if message.id else None
        if found and found.string and found.id == message.id:
            message.string = found.string
    source.write_bytes(catalogues.written(catalogue))
    own = [line for line in lines if line.domain == domain]
    kept = {line.name: line for line in (*review.read_lines(review.review_path(source)), *own)}
    review.write_lines(review.review_path(source), list(kept.values()))
    review.renew(source, domain)


def _keep(locale: Locale, records: list[Reviewed]) -> Path:
    """The records of words that stand there now; of others none."""
    source = catalogue_path(locale, catalogues.FORM)
    there = {(line.name, line.source) for line in review.read_lines(review.review_path(source))}
    path = review.records_path(source)
    kept = {line for line in (*review.read_lines(path), *records) if (line.name, line.source) in there}
    if kept or path.is_file():
        review.write_lines(path, sorted(kept, key=lambda line: (line.date, line.reviewer)))
    return source.parent.parent
