"""gettext catalogues: found in the source, kept beside it, compiled, and refused when stale.

Promise: a compiled catalogue says of which text it was made, and nothing runs on one that
was made of another. No step here ever raises a review state.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from gettext import GNUTranslations
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from secrets import token_hex

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from app.web.locale import SOURCE, TRANSLATIONS, Locale, catalogue_path, locale_of, locales

APP = Path(__file__).parent.parent
SKINS = APP.parent / "pwa" / "skins"
COVER = "cover_"  # the domain of a skin's words is this and its name
FORM, KIT = "form", "kit"  # what a survivor reads in it, and what organisations hand out
COMPILED = (FORM, KIT)  # a skin's words are few, and read as they stand
ABOUT = ("name", "said", "odd", "lock", "content", "colour")  # what skin.json says of the skin itself
READABLE = 0o644
ROOMS = {FORM: ("entry",), KIT: ("community", "review")}  # whose source marks a domain's strings
Keywords = dict[str, tuple[int, ...] | None]
MARKS: Keywords = {"marked": None, "Critical": None, "Counted": (1, 2)}
CALLS: Keywords = {"_": None}
SHOWN: Keywords = {"worded": None}

# Plural rules as gettext knows them, where Babel's own differ.
PLURALS: dict[str, tuple[int, str]] = {
    "ar": (
        6,
        "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5)",
    ),
}


class StaleCatalogue(RuntimeError):
    """A catalogue is missing, or its text was edited after it was compiled."""


Said = str | tuple[str, str]


def domains() -> tuple[str, ...]:
    """Every domain that there is: the form, the kits, and each skin."""
    return (*COMPILED, *(COVER + path.parent.name for path in sorted(SKINS.glob("*/skin.json"))))


def source_strings(domain: str) -> list[Said]:
    """Every string of a domain that is to be translated, once, in the order of the alphabet."""
    rooms = ROOMS.get(domain, ())
    found = _marked_strings(rooms) if rooms else _cover_strings(SKINS / domain.removeprefix(COVER))
    return sorted(set(found), key=lambda message: message if isinstance(message, str) else message[0])


def _marked_strings(rooms: tuple[str, ...]) -> Iterator[Said]:
    for room in rooms:
        for path in sorted((APP / room).rglob("*.py")):
            yield from _said_in(path, "python", MARKS)
    if rooms == ROOMS[KIT]:
        yield from _shown_strings(rooms)


def _shown_strings(rooms: tuple[str, ...]) -> Iterator[Said]:
    """What these rooms' pages say in their readers' language, the frame around them, and the apps' names."""
    own = (path for room in rooms for path in (APP / room / "templates").rglob("*.html"))
    shared = (APP / "web" / "templates" / "web").glob("*.html")
    for path in sorted((*own, *shared)):
        yield from _said_in(path, "jinja2.ext:babel_extract", SHOWN)
    for skin in sorted(SKINS.glob("*/skin.json")):
        yield json.loads(skin.read_text(encoding="utf-8"))["said"]


def _cover_strings(skin: Path) -> Iterator[Said]:
    """What a skin's page, what fills it, and its own data say."""
    data = json.loads((skin / "skin.json").read_text(encoding="utf-8"))
    yield from _said_in(skin / "page.html", "jinja2.ext:babel_extract", CALLS)
    yield from _said_in(APP / "entry" / f"{data['content']}.py", "python", CALLS)
    yield from (text for key, value in data.items() if key not in ABOUT for text in _texts(value))


def _texts(value: object) -> Iterator[str]:
    """Every text with a letter in it, however deep; keys are not texts."""
    if isinstance(value, str):
        yield from [value] if any(map(str.isalpha, value)) else []
    elif isinstance(value, (dict, list)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _said_in(path: Path, method: str, keywords: Keywords) -> Iterator[Said]:
    with path.open("rb") as source:
        for _line, message, _comments, _context in extract(method, source, keywords=keywords):
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
    return b"".join(line for line in lines if not line.startswith(_CHANGING)).rstrip() + b"\n"


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
    """Make the compiled catalogue beside its text; whole at once: who reads it meanwhile finds one."""
    made, mark = source.with_suffix(".mo"), made_from(source)
    if made.is_file() and made.stat().st_mode & READABLE == READABLE and made.read_bytes().endswith(mark):
        return made
    out = BytesIO()
    write_mo(out, read(source))
    part = made.with_name(f".{token_hex(4)}.mo")
    part.write_bytes(out.getvalue() + mark)
    part.chmod(READABLE)  # whatever the mask: root compiles, the service's user reads
    part.replace(made)
    return made


def compile_all() -> list[Path]:
    """Compile every catalogue that exists: part of every build."""
    return [compile_text(source) for domain in COMPILED for source in present(domain)]


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
    for domain in COMPILED:
        for source in present(domain):
            compiled(source)
