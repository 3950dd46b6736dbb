"""The one document of a token: the everyday app, and behind it the sealed parts.

Promise: what is served for a token is the same byte for byte over loads, has one size for a look and a
form language, and costs the same to make whether the token's link is open, over, or was never made.
"""

import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from secrets import token_bytes
from uuid import UUID

from markupsafe import Markup

from app.entry import build, form_json, skins, sound
from app.entry.bodies import HARDEST, Bodies, squeezed, squeezed_twofold
from app.entry.facts import Facts
from app.entry.found import Found, Looks, real
from app.entry.models import Link
from app.entry.texts import DOMAIN
from app.entry.usual import usual_community, usual_facts
from app.web.locale import SOURCE, available, number_of
from config import Keys
from safety.errors import TooBig
from safety.packing import LENGTH_BYTES, pack
from safety.unlocking import OVERHEAD, LinkSecrets, Part, answer_key, form_key, part_aad, seal_part
from safety.wire import REPLY_BYTES

STEP = 16
SPARE = 24  # for a longer name or number than the usual one
REST, SELDOM = "rest", "seldom"
BOTH = "+"  # before what is to be kept on a phone: one answer for each code
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


def form_shown(looks: Looks, facts: Facts, *, duress: bool) -> form_json.Json:
    """The form that a code opened, as data for a page without script."""
    return form_json.plain_data(looks.form_locale, facts, kind_of(duress)) | {"a": left_to(looks)}


def left_to(looks: Looks) -> str:
    """What leaving asks for: the same everyday app in the same language, which has no name in an address."""
    return f"{looks.skin}&{number_of(looks.cover_locale)}"


def everyday_looks(skin: str, wanted: Callable[[list[str]], str | None], usual: Looks) -> Looks:
    """How the everyday app looks on an address of its own: that skin, in a language the phone asks for."""
    known = skin if skin in skins.skins() else usual.skin
    offered = [locale.code for locale in skins.cover_locales(known)]
    return Looks(known, wanted(offered) or usual.cover_locale, usual.form_locale)


def more_answer(keys: Keys, link: Link, *, duress: bool, what: str, locale: str, holds: int = 0) -> bytes:
    """The rest of the form, the cards, or the form in another language: one size, by whichever code.

    What is to be kept is answered for both codes, one half each: what a phone can do without a network does
    not depend on who kept it. An answer goes on from the engine where the page `holds` one as long as ours:
    so an older page can read it too.
    """
    known = build.engine_script() if holds == len(build.engine_script().decode()) else b""
    found, wanted = real(keys, link, 0), what.removeprefix(BOTH)
    code, facts = locale if locale in locales() else found.looks.form_locale, found.facts()
    contents = {kind: _more(wanted, code, facts, kind) for kind in KINDS}
    longest = _fitting([(content, known) for content in contents.values()], spare=0) + OVERHEAD
    size = max(more_bytes(wanted), longest)  # the first, but for facts longer than anyone's so far
    codes = (False, True) if what != wanted else (duress,)
    return b"".join(
        _answered(found, Part.MORE, (contents[kind_of(one)], known), size, duress=one) for one in codes
    )


def _more(what: str, code: str, facts: Facts, kind: str) -> bytes:
    if what == REST:
        return form_json.rest_json(code, facts, kind, build.later_script())
    if what == SELDOM:
        return form_json.seldom_json(code, facts, kind, build.seldom_script())
    if what == "form":
        return form_json.other_locale_json(code, facts, kind)
    return sound.answer(code, what, kind) or form_json.cards_json(code, facts, kind)


def reply_answer(keys: Keys, link: Link, waiting: tuple[UUID, bytes] | None, *, duress: bool) -> bytes:
    """A reply, of one size; the empty one where nothing waits, and always under the second code."""
    found = waiting if not duress else None
    content = json.dumps({"n": found[0].hex, "r": _text(found[1])} if found else {}).encode()
    return _answered(real(keys, link, 0), Part.REPLY, (content, b""), REPLY_BYTES, duress=duress)


def more_bytes(what: str) -> int:
    """The size of an answer to "more": the rest follows every opening, all else is asked for when wanted."""
    if what.startswith(BOTH):
        return 2 * more_bytes(what.removeprefix(BOTH))
    asked = (what,) if what in (REST, SELDOM) else ("cards", "form")
    return sound.answer_bytes(what) or _largest(asked)


@cache
def _largest(asked: tuple[str, ...]) -> int:
    """The size that holds any of these answers, in any language, for either code."""
    made = [
        _more(what, code, facts, kind)
        for facts in (usual_facts(), usual_community())
        for what in asked
        for code in locales()
        for kind in KINDS
    ]
    return _fitting([(content, build.engine_script()) for content in made]) + OVERHEAD


def locales() -> tuple[str, ...]:
    """The languages a form can be shown in."""
    return tuple(locale.code for locale in available(DOMAIN)) or (SOURCE,)


def kind_of(duress: bool) -> str:
    """Which of the two forms a code opens."""
    return KINDS[duress]


def _answered(found: Found, part: Part, content: Content, size: int, *, duress: bool) -> bytes:
    secrets = found.secrets()
    key = answer_key(secrets.duress_key if duress else secrets.live_key)
    aad = part_aad(found.link_id.bytes, part)
    return seal_part(key, content[0], size - OVERHEAD, aad, token_bytes(12), known=content[1])


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
    """The sizes of the three parts, the same for all links of these looks with usual facts."""
    return tuple(_fitting([content]) for content in _contents(looks, usual_facts(), 100))


def _fitting(contents: list[Content], spare: int = SPARE) -> int:
    """The step that holds the largest of them, with something to spare."""
    packed = [pack(content, [1 << 17], known)[:LENGTH_BYTES] for content, known in contents]
    largest = LENGTH_BYTES + max(int.from_bytes(length, "big") for length in packed)
    return -(-(largest + spare) // STEP) * STEP


def _text(blob: bytes) -> str:
    return b64encode(blob).decode()
