"""What can be heard or seen signed of the form: recordings that people have made of it.

Promise: a language offers recordings of one kind when every screen of both forms has one within its budget,
and not before, so that neither code is told by a silence. Until then nothing says that there are any.
Source: languages.md, "Those who cannot read"; how to make them: docs/recording.md.

Layout: translations/<code>/<kind>/<form>/<screen>.<ending>; the kinds are `voice` and `sign`, the forms
`live` and `harmless`. A single truth may have one of its own (`truths1`, `truths2`, …); else that of its
screen is played.
"""

import json
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.web.locale import TRANSLATIONS, locales

SCREENS = ("ok", "truths", "not", "want", "worry", "send", "done")
FORMS = ("live", "harmless")
KILO = 1024


@dataclass(frozen=True, slots=True)
class Recorded:
    """One kind of recording, and what it may weigh."""

    ending: str
    each: int
    all: int
    answer: int  # the one size of an answer that holds one, sealed


VOICE = Recorded("opus", 20 * 1000, 100 * 1000, 22 * KILO)
SIGN = Recorded("webm", 120 * 1000, 600 * 1000, 128 * KILO)
RECORDED = {"voice": VOICE, "sign": SIGN}


def answer(code: str, asked: str, form: str) -> bytes | None:
    """What is answered to `voice.ok`, `sign.truths2` and the like; None for what is no recording's name."""
    kind, _, screen = asked.partition(".")
    if kind not in RECORDED:
        return None
    return json.dumps({"s": b64encode(clip(code, kind, form, screen)).decode()}).encode()


def answer_bytes(asked: str) -> int | None:
    """The size of that answer, whether there is a recording or not."""
    recorded = RECORDED.get(asked.partition(".")[0])
    return recorded.answer if recorded else None


def clip(code: str, kind: str, form: str, screen: str) -> bytes:
    """One recording; empty where there is none."""
    if not offered(code, kind) or not screen.isalnum():
        return b""
    folder = _folder(code, kind, form)
    own = folder / f"{screen}.{RECORDED[kind].ending}"
    screen_wide = folder / f"{screen.rstrip('0123456789')}.{RECORDED[kind].ending}"
    found = own if own.is_file() else screen_wide
    return found.read_bytes() if found.is_file() else b""


@cache
def offered(code: str, kind: str) -> bool:
    """Whether this language has every recording of a kind, for both forms, within its budget."""
    if kind not in RECORDED or code not in locales():
        return False
    return not any(True for _ in faults_of(code, kind))


def all_offered() -> dict[str, list[str]]:
    """What each language offers; languages without recordings are not in it."""
    there = {code: [kind for kind in RECORDED if offered(code, kind)] for code in locales()}
    return {code: kinds for code, kinds in there.items() if kinds}


def faults() -> list[str]:
    """What is wrong with recordings that were begun: sentences for whoever must mend them."""
    begun = [(code, kind) for code in locales() for kind in RECORDED if (TRANSLATIONS / code / kind).exists()]
    return [f"{code}/{kind}: {fault}" for code, kind in begun for fault in faults_of(code, kind)]


def faults_of(code: str, kind: str) -> Iterator[str]:
    """What a language lacks of one kind, and what is too large."""
    recorded = RECORDED[kind]
    for form in FORMS:
        folder = _folder(code, kind, form)
        for screen in SCREENS:
            if not (folder / f"{screen}.{recorded.ending}").is_file():
                yield f"{form}/{screen}.{recorded.ending} is missing"
        sizes = {found.name: found.stat().st_size for found in sorted(folder.glob(f"*.{recorded.ending}"))}
        large = [name for name, size in sizes.items() if size > recorded.each]
        yield from (f"{form}/{name} is over {recorded.each} bytes" for name in large)
        if sum(sizes.values()) > recorded.all:
            yield f"{form} is over {recorded.all} bytes in all"


def _folder(code: str, kind: str, form: str) -> Path:
    return TRANSLATIONS / code / kind / form
