"""What may be left for her behind her code: approved sentences, and nothing else.

Promise: each is dull and true. None names anyone, none quotes what she wrote, and none tells a forced reader
of a plan, a place, a time, a service or another way of reaching her.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from app.entry.definition import Critical
from app.entry.texts import texts
from safety.errors import Malformed

MOST_SAID = 4  # that always fit, in every language with English beneath

SENTENCES = {
    "read": Critical("What you sent has come, and it was read."),
    "rest": Critical("There is nothing that you need to do now."),
    "stands": Critical("What we agreed stays as it is."),
    "speak": Critical("I will tell you more when we next speak, as we agreed."),
    "longer": Critical("It takes a little longer. I have not forgotten it."),
    "same": Critical("The day is the same as before."),
    "other": Critical("The day has changed. I will tell you when we next speak."),
    "add": Critical("If you want, you can add to it here. You do not have to."),
    "wrong": Critical("If what we agreed is no longer right, you can say so here."),
    "said": Critical("What you asked for was said."),
}


@dataclass(frozen=True)
class Sentence:
    """One sentence, as the worker sees it and as she will."""

    id: str
    english: str
    hers: str
    approved: bool


def sentences(code: str) -> list[Sentence]:
    """All of them in one form language; what two people have not approved gets English beneath."""
    words = texts(code)
    return [
        Sentence(id_, str(text), words.say(text), not words.beneath(text)) for id_, text in SENTENCES.items()
    ]


def reply_words(code: str, chosen: list[str]) -> bytes:
    """The chosen ones as her page reads them. Malformed for none, too many, or one that is not ours."""
    known = {sentence.id: sentence for sentence in sentences(code)}
    if not 0 < len(chosen) <= MOST_SAID or not set(chosen) <= known.keys():
        raise Malformed
    said = [known[id_] for id_ in known if id_ in chosen]
    lines = [one.hers if one.approved else {"x": one.hers, "e": one.english} for one in said]
    return json.dumps(lines, ensure_ascii=False, separators=(",", ":")).encode()
