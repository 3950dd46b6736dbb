"""The one document of a token: the everyday app, and behind it the sealed parts.

Promise: what is served for a token is the same byte for byte over loads, has one size for a look and a
form language, and costs the same to make whether the token's link is open, over, or was never made.
"""

import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from markupsafe import Markup

from app.entry import build, form_json, skins
from app.entry.bodies import HARDEST, Bodies, squeezed, squeezed_twofold
from app.entry.facts import Facts
from app.entry.found import Found, Looks
from app.entry.texts import DOMAIN
from app.entry.usual import usual_facts
from app.web.locale import SOURCE, available, number_of
from safety.errors import TooBig
from safety.packing import LENGTH_BYTES, pack
from safety.unlocking import LinkSecrets, Part, form_key, part_aad, seal_part

STEP = 16
SPARE = 24  # for a longer name or number than the usual one
KINDS = ("live", "harmless")
SEALED = (Part.FORM, Part.HARMLESS, Part.ENGINE)
Content = tuple[bytes, bytes]  # what a part says, and what whoever opens it holds already
_bodies = Bodies()


@dataclass(frozen=True)
class Document:
    """A page ready to send."""

    body: bytes
    csp: str
    encoding: str
    leaves: str = ""  # where it goes by itself, once its time is over


def document(found: Found, today: date, encoding: str = "identity") -> Document:
    """The page of a token in one content encoding, from memory where it was made before."""
    looks, year = found.looks, skins.this_year(today)
    shell = skins.everyday(looks.skin, looks.cover_locale, year)
    name = (found.link_id, found.mark, found.epoch, looks, year, encoding)
    body = _bodies.get(name, lambda: squeezed_twofold(shell.with_data(data_block(found)), encoding))
    return Document(body, shell.csp, encoding)


def searched(found: Found, today: date, query: str, encoding: str = "identity") -> Document:
    """The same page showing what a search found, for a browser without script."""
    looks = found.looks
    shell = skins.searched(looks.skin, looks.cover_locale, skins.this_year(today), query)
    return Document(squeezed(shell.page(data_block(found)), encoding), shell.csp, encoding)


def everyday(looks: Looks, today: date, query: str | None = None, encoding: str = "identity") -> Document:
    """The everyday app on an address of its own, or what it found: nothing is sealed in it."""
    year = skins.this_year(today)
    if query is not None:
        shell = skins.searched(looks.skin, looks.cover_locale, year, query)
        return Document(squeezed(shell.page(), encoding), shell.csp, encoding)
    shell = skins.alone(looks.skin, looks.cover_locale, year)
    name = ("everyday", looks, year, encoding)
    return Document(_bodies.get(name, lambda: squeezed(shell.page(), encoding, HARDEST)), shell.csp, encoding)


def plain_page(looks: Looks, main: Markup, encoding: str = "identity") -> Document:
    """What a code opened, for a browser without script: the same frame around another main part."""
    page = skins.plain_shell(looks.skin, looks.cover_locale, main)
    return Document(squeezed(page, encoding, HARDEST), skins.still_csp(looks.skin), encoding)


def form_shown(looks: Looks, facts: Facts, *, duress: bool, tally: bool = False) -> form_json.Json:
    """The form that a code opened, or the one that only counts, as data for a page without script."""
    kind = or_tally(kind_of(duress), facts, wanted=tally)
    return form_json.plain_data(looks.form_locale, facts, kind) | {"a": left_to(looks)}


def or_tally(kind: str, facts: Facts, *, wanted: bool) -> str:
    """The form that a code opens, or the one that only counts; never instead of the harmless one."""
    return form_json.TALLY if wanted and kind == "live" and form_json.tallies(facts) else kind


def left_to(looks: Looks) -> str:
    """What leaving asks for: the same everyday app in the same language, which has no name in an address."""
    return f"{looks.skin}&{number_of(looks.cover_locale)}"


def everyday_looks(skin: str, wanted: Callable[[list[str]], str | None], usual: Looks) -> Looks:
    """How the everyday app looks on an address of its own: that skin, in a language the phone asks for."""
    known = skin if skin in skins.skins() else usual.skin
    offered = [locale.code for locale in skins.cover_locales(known)]
    return Looks(known, wanted(offered) or usual.cover_locale, usual.form_locale)


def locales() -> tuple[str, ...]:
    """The languages a form can be shown in."""
    return tuple(locale.code for locale in available(DOMAIN)) or (SOURCE,)


def kind_of(duress: bool) -> str:
    """Which of the two forms a code opens."""
    return KINDS[duress]


def data_block(found: Found) -> str:
    """The data block: what the code opens, and nothing that says what it is."""
    secrets = found.secrets()
    block = {
        "n": secrets.rounds,
        "s": _text(secrets.salt),
        "k": [_text(slot) for slot in secrets.slots],
        "p": [_text(part) for part in _parts(found, secrets)],
        "l": _text(found.link_id.bytes),
    }
    return json.dumps(block, separators=(",", ":"))


def _parts(found: Found, secrets: LinkSecrets) -> tuple[bytes, bytes, bytes]:
    keys = (form_key(secrets.live_key), form_key(secrets.duress_key), secrets.engine_key)
    contents, sizes = _contents(found.looks, found.facts(), found.epoch), part_sizes(found.looks)
    form, harmless, engine = (
        _sealed(key, content, size, part_aad(found.link_id.bytes, part))
        for part, key, content, size in zip(SEALED, keys, contents, sizes, strict=True)
    )
    return form, harmless, engine


def _contents(looks: Looks, facts: Facts, epoch: int) -> tuple[Content, Content, Content]:
    """What the parts say, each with what whoever opens it holds by then.

    The engine's part is opened by either code, so beside the engine it holds the harmless form: both forms
    are said in terms of that, and what they have in common is sent once.
    """
    form, harmless = (_form(looks, facts, kind, epoch) for kind in KINDS)
    engine = build.engine_script() + b"\0" + harmless
    return (form, engine), (harmless, engine), (engine, skins.own_text(looks.skin))


def _form(looks: Looks, facts: Facts, kind: str, epoch: int) -> bytes:
    """A form that also names its skin, on which leaving ends, and its epoch: a new one changes every page."""
    return form_json.form_json(looks.form_locale, facts, kind)[:-1] + b',"a":"%s","e":%d}' % (
        left_to(looks).encode(),
        epoch,
    )


def _sealed(key: bytes, content: Content, size: int, aad: bytes) -> bytes:
    """Sealed in its usual size; facts longer than anyone's so far take the next ones."""
    try:
        return seal_part(key, content[0], size, aad, known=content[1])
    except TooBig:
        return _sealed(key, content, size + STEP, aad)


@cache
def part_sizes(looks: Looks) -> tuple[int, ...]:
    """The sizes of the three parts: one for all links of these looks with usual facts, whatever they ask."""
    usual, after = (_contents(looks, replace(usual_facts(), after=late), 100) for late in (False, True))
    sizes = zip(usual, after, strict=True)
    return tuple(max(fitting([now]), fitting([later], spare=0)) for now, later in sizes)


def fitting(contents: list[Content], spare: int = SPARE) -> int:
    """The step that holds the largest of them, with something to spare."""
    packed = [pack(content, [1 << 17], known)[:LENGTH_BYTES] for content, known in contents]
    largest = LENGTH_BYTES + max(int.from_bytes(length, "big") for length in packed)
    return -(-(largest + spare) // STEP) * STEP


def _text(blob: bytes) -> str:
    return b64encode(blob).decode()
