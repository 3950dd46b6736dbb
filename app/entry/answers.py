"""What a form that was opened asks for, answered: the rest of it, cards, another language, a reply.

Promise: an answer has one size for a kind and a language, whatever it says and by whichever code (0029).
"""

import json
from base64 import b64encode
from functools import cache
from secrets import token_bytes
from uuid import UUID

from app.entry import build, changes, form_json, sound
from app.entry.changes import Changes
from app.entry.document import KINDS, Content, fitting, kind_of, locales, or_tally
from app.entry.facts import Facts
from app.entry.found import AnyLink, Found, real
from app.entry.local import USUAL, Local, local_json
from app.entry.usual import usual_community, usual_facts
from app.web.locale import SOURCE
from config import Keys
from safety.nodes import ANSWER_BYTES
from safety.unlocking import OVERHEAD, Part, answer_key, part_aad, seal_part
from safety.wire import REPLY_BYTES

REST, SELDOM, LOCAL = "rest", "seldom", "local"
WHOLE = ("form", form_json.TALLY)
KEYS_SPARE = 48  # names, and keys that are harder to squeeze than the usual ones
BOTH = "+"  # before what is to be kept on a phone: one answer for each code


def more_answer(
    keys: Keys,
    link: AnyLink,
    *,
    duress: bool,
    what: str,
    locale: str,
    holds: int = 0,
    local: Local | None = None,
    did: Changes = (),
) -> bytes:
    """The rest of the form, the cards, or the form in another language: one size by whichever code.

    What is to be kept is answered for both codes, one half each: what a phone can do without a network does
    not depend on who kept it. An answer goes on from the engine where the page `holds` one as long as ours:
    so an older page can read it too.
    """
    known = _held(holds)
    found, wanted = real(keys, link, 0), what.removeprefix(BOTH)
    code, facts = locale if locale in locales() else found.looks.form_locale, found.facts()
    contents = {kind: _more(wanted, code, facts, kind, local, did) for kind in KINDS}
    longest = fitting([(content, known) for content in contents.values()], spare=0) + OVERHEAD
    size = max(
        more_bytes(wanted, code, holds), longest
    )  # the first, but for facts longer than anyone's so far
    codes = (False, True) if what != wanted else (duress,)
    return b"".join(
        _answered(found, Part.MORE, (contents[kind_of(one)], known), size, duress=one) for one in codes
    )


def _held(holds: int | None) -> bytes:
    """What an answer goes on from: our engine, where the page holds one as long (or, for None, ours)."""
    ours = build.engine_script()
    return ours if holds in (None, len(ours.decode())) else b""


def _more(
    what: str,
    code: str,
    facts: Facts,
    kind: str,
    local: Local | None = USUAL,
    did: Changes = changes.USUAL,
) -> bytes:
    mine, hers = (local, did) if kind == "live" else (None, ())
    if what == LOCAL:
        return local_json(mine)
    if what == REST:
        return form_json.rest_json(code, facts, kind, build.later_script())
    if what == SELDOM:
        return form_json.seldom_json(code, facts, kind, build.seldom_script())
    if what in WHOLE:
        other = or_tally(kind, facts, wanted=what == form_json.TALLY)
        return form_json.other_locale_json(code, facts, other)
    found = sound.answer(code, what, kind)
    return found or form_json.cards_json(code, facts, kind, local=mine is not None, changes=hers)


def reply_answer(keys: Keys, link: AnyLink, waiting: tuple[UUID, bytes] | None, *, duress: bool) -> bytes:
    """A reply, of one size; the empty one where nothing waits.

    What waits but is not hers to read by this code is a name without words: the page fetches what shows a
    note by either code, and shows nothing.
    """
    number, words = waiting or (None, b"")
    shown = {"n": number.hex, "r": b64encode(words).decode()} if number and words else {"n": "-"}
    content = json.dumps(shown if number else {}).encode()
    return _answered(real(keys, link, 0), Part.REPLY, (content, b""), REPLY_BYTES, duress=duress)


def more_bytes(what: str, code: str = SOURCE, holds: int | None = None) -> int:
    """The size of an answer to "more" in a language: the rest follows every opening, all else is asked for.

    What is no language of a form's takes the English size. For a page that holds an engine of another length
    than ours it is larger, and as much one size.
    """
    if what.startswith(BOTH):
        return 2 * more_bytes(what.removeprefix(BOTH), code, holds)
    if what == LOCAL:
        return ANSWER_BYTES
    asked = (what,) if what in (REST, SELDOM) else ("cards", *WHOLE)
    return sound.answer_bytes(what) or _largest(asked, code if code in locales() else SOURCE, _held(holds))


@cache
def _largest(asked: tuple[str, ...], code: str, known: bytes) -> int:
    """The size that holds any of these answers in one language, for every kind of link and either code."""
    made = [
        _more(what, code, facts, kind)
        for facts in (usual_facts(), usual_community())
        for what in asked
        for kind in KINDS
    ]
    return fitting([(content, known) for content in made], KEYS_SPARE) + OVERHEAD


def _answered(found: Found, part: Part, content: Content, size: int, *, duress: bool) -> bytes:
    secrets = found.secrets()
    key = answer_key(secrets.duress_key if duress else secrets.live_key)
    aad = part_aad(found.link_id.bytes, part)
    return seal_part(key, content[0], size - OVERHEAD, aad, token_bytes(12), known=content[1])
