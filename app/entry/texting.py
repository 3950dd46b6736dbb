"""What a text to her phone may say: approved sentences, and nothing else.

Promise: each is dull and true for whoever reads it over her shoulder. None names anyone, none tells of a
place, a plan or a service, and none holds an address unless her worker chose the one that does.
"""

from __future__ import annotations

from dataclasses import dataclass

from app.entry.definition import Critical
from app.entry.texts import filled, texts
from app.entry.what_to_say import LOOKS, to_copy
from app.web.locale import SOURCE
from safety.errors import SafetyRefusal

LINK = "link"

TEXTS = {
    "ring": Critical("Please ring me when you have a moment."),
    "hurry": Critical("Please ring when you can. There is no hurry."),
    "seen": Critical("Thank you, I have seen it."),
    "same": Critical("It stays as we said."),
    "changed": Critical("The day has changed. More when we speak."),
    "missed": Critical("Sorry I missed you. Ring when it suits you."),
    "new": Critical("{like}: there is something new."),
}


class NoSuchText(SafetyRefusal):
    """This is none of the approved texts, or not approved in this language."""

    code = "no_such_text"


@dataclass(frozen=True)
class Wording:
    """One text as the worker reads it and as it would arrive."""

    id: str
    english: str
    hers: str
    approved: bool


def wordings(code: str, skin: str, address: str = "") -> list[Wording]:
    """All of them in one language, for one everyday app; the link only where its address is given."""
    found = [_wording(code, skin, id_, text) for id_, text in TEXTS.items()]
    if address:
        hers, english = to_copy(code, skin, address), to_copy(SOURCE, skin, address)
        found.append(Wording(LINK, english, hers, approved=True))
    return found


def wording(code: str, skin: str, id_: str, address: str = "", *, drafts: bool) -> Wording:
    """The one of this id. Raises NoSuchText; without `drafts`, also for one that nobody approved."""
    for each in wordings(code, skin, address):
        if each.id == id_ and (each.approved or drafts):
            return each
    raise NoSuchText


def _wording(code: str, skin: str, id_: str, text: Critical) -> Wording:
    words, english = texts(code), texts(SOURCE)
    like, like_english = words.say(LOOKS[skin].like), english.say(LOOKS[skin].like)
    said = words.say(text, {"like": _capital(like)})
    source = filled(text, {"like": _capital(like_english)})
    return Wording(id_, source, said, approved=not words.beneath(text))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
