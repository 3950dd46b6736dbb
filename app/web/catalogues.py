"""gettext catalogues: found in the source, kept beside it, compiled, and refused when stale.

Promise: a compiled catalogue says of which text it was made, and nothing runs on one that
was made of another. No step here ever raises a review state.
"""

from __future__ import annotations

from collections.abc import Iterator
from gettext import GNUTranslations
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from app.web.locale import SOURCE, TRANSLATIONS, Locale, catalogue_path, locale_of, locales

APP = Path(__file__).parent.parent
KEYWORDS: dict[str, tuple[int, ...] | None] = {"marked": None, "Critical": None, "Counted": (1, 2)}

# Where the strings of a domain are marked.
DOMAINS: dict[str, str] = {"form": "entry/*.py"}

# Plural rules as gettext knows them, where Babel's own differ.
PLURALS: dict[str, tuple[int, str]] = {
    "ar": (
        6,
        "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)",
    ),
}


class StaleCatalogue(RuntimeError):
    """A catalogue is missing, or its text was edited after it was compiled."""


def source_strings(domain: str) -> list[str | tuple[str, str]]:
    """Every marked string of a domain, once, in the order of the alphabet."""
    found = {message for path in sorted(APP.glob(DOMAINS[domain])) for message in _marked_in(path)}
    return sorted(found, key=lambda message: message if isinstance(message, str) else message[0])


def _marked_in(path: Path) -> Iterator[str | tuple[str, str]]:
    with path.open("rb") as source:
        for _line, message, _comments, _context in extract("python", source, keywords=KEYWORDS):
            yield message if isinstance(message, str) else (message[0], message[1])


def present(domain: str) -> list[Path]:
    """The catalogues' texts that exist for a domain."""
    folders = sorted({locale.catalogue for locale in locales().values()} - {SOURCE})
    paths = [catalogue_path(locale_of(code), domain) for code in folders]
    return [path for path in paths if path.is_file()]


def renew(locale: Locale, domain: str) -> Path:
    """Bring a catalogue's text in line with the source: new strings empty, gone ones dropped."""
    path = catalogue_path(locale, domain)
    held = read(path) if path.is_file() else Catalog(locale.babel)
    fresh = empty(locale, domain)
    for wanted in source_strings(domain):
        known = held.get(wanted[0] if isinstance(wanted, tuple) else wanted)
        fresh.add(wanted, known.string if known and known.id == wanted else None)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(written(fresh))
    return path


def empty(locale: Locale, domain: str) -> Catalog:
    """A catalogue with a heading and no strings."""
    heading = f"# {locale.english}, domain {domain}. What was reviewed, and by whom, stands in review.tsv."
    catalogue = Catalog(locale.babel, domain=domain, project="beforehand", version="1", fuzzy=False)
    catalogue.header_comment = heading
    if locale.catalogue in PLURALS:
        number, rule = PLURALS[locale.catalogue]
        catalogue.mime_headers = [("Plural-Forms", f"nplurals={number}; plural={rule};")]
    return catalogue


def written(catalogue: Catalog) -> bytes:
    """A catalogue's text: sorted, no line numbers, no dates, so that a change reads as a small patch."""
    out = BytesIO()
    write_po(out, catalogue, width=110, no_location=True, sort_output=True, omit_header=False)
    lines = out.getvalue().splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(_CHANGING))


_CHANGING = (
    b'"Report-Msgid',
    b'"POT-Creation-Date',
    b'"PO-Revision-Date',
    b'"Generated-By',
    b'"Last-Translator',
    b'"Language-Team',
)


def read(path: Path) -> Catalog:
    with path.open("rb") as opened:
        return read_po(opened, domain=path.stem)


def made_from(source: Path) -> bytes:
    """The end of a compiled catalogue, past what gettext reads: the hash of the text it was made from."""
    return sha256(source.read_bytes()).digest()


def compile_text(source: Path) -> Path:
    """Make the compiled catalogue beside its text."""
    out = BytesIO()
    write_mo(out, read(source))
    made = source.with_suffix(".mo")
    made.write_bytes(out.getvalue() + made_from(source))
    return made


def compile_all() -> list[Path]:
    """Compile every catalogue that exists: part of every build."""
    return [compile_text(source) for domain in DOMAINS for source in present(domain)]


def compiled(source: Path) -> GNUTranslations:
    """The compiled catalogue beside its text. Raises StaleCatalogue."""
    made = source.with_suffix(".mo")
    shown = made.relative_to(TRANSLATIONS) if made.is_relative_to(TRANSLATIONS) else made.name
    if not made.is_file():
        raise StaleCatalogue(f"{shown} is missing: run 'beforehand translations compile'")
    content = made.read_bytes()
    if not content.endswith(made_from(source)):
        raise StaleCatalogue(f"{shown} is stale: run 'beforehand translations compile'")
    return GNUTranslations(BytesIO(content))


def require_fresh() -> None:
    """StaleCatalogue unless all are compiled from the text beside them: asked before serving."""
    for domain in DOMAINS:
        for source in present(domain):
            compiled(source)
