"""The forms that a link can open: before the meeting, after it, a community's two, and the harmless one."""

from __future__ import annotations

from app.entry.after import AFTER
from app.entry.cards import BANDS, CARDS
from app.entry.community import COMMUNITY
from app.entry.definition import Form
from app.entry.harmless import HARMLESS
from app.entry.short_path import DONE, QUESTIONS, SEND, START
from app.entry.tally import TALLY
from app.entry.truths import ABOUT, TRUTHS
from app.entry.words import WORDS

LIVE = Form(
    start=START,
    truths=TRUTHS,
    questions=QUESTIONS,
    send=SEND,
    done=DONE,
    words=WORDS,
    cards=CARDS,
    bands=BANDS,
    about=ABOUT,
)


def form_of(kind: str) -> Form:
    """The form of a kind: "live", "after", "community", "tally" or "harmless"."""
    forms = {"live": LIVE, "after": AFTER, "community": COMMUNITY, "tally": TALLY, "harmless": HARMLESS}
    return forms[kind]
