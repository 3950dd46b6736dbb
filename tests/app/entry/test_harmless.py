"""The harmless form beside the short path: the same steps, and not one sentence that was read there."""

import re

from app.entry.definition import Form
from app.entry.forms import form_of

CONTROLS = {"leave", "help", "lang", "listen", "quiet", "loud", "of", "left", "next", "skip", "back"}
CONTROLS |= {"send", "sending", "slow", "saved"}
ALIKE = 0.5


def sentences(form: Form) -> list[str]:
    """Everything it says before a card is opened, but for what any app's buttons say."""
    start, truths, send, done = form.start, form.truths, form.send, form.done
    said = [start.title, start.help, start.leave, truths.title, *truths.items, truths.go, truths.hold]
    for asked in form.questions:
        said += [asked.title, asked.help, *(chip.text for chip in asked.chips)]
    said += [send.title, send.soon, *send.notes, done.title, *done.lines]
    said += [text for key, text in form.words.items() if key not in CONTROLS]
    return [str(text) for text in said if text]


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def alike(one: str, other: str) -> float:
    """Which share of their words both have."""
    mine, theirs = words(one), words(other)
    return len(mine & theirs) / len(mine | theirs)


def test_whoever_has_read_the_short_path_reads_none_of_its_sentences_again():
    known = sentences(form_of("live"))
    again = [(mine, theirs) for mine in sentences(form_of("harmless")) for theirs in known
             if alike(mine, theirs) >= ALIKE]  # fmt: skip
    assert again == []


def test_both_have_as_many_steps():
    live, harmless = form_of("live"), form_of("harmless")
    assert len(live.questions) == len(harmless.questions)
    assert bool(live.start.yes) == bool(harmless.start.yes)
