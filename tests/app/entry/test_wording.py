"""How the form speaks: short, plain, never loud, and never naming what this is."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from app.entry.definition import Counted
from app.entry.forms import HARMLESS, LIVE
from app.entry.helplines import helplines
from app.web.catalogues import source_strings
from safety.wording import telling

FORBIDDEN = re.compile(
    r"\b(victims?|perpetrators?|abus\w+|marac|violen\w+|domestic|private|secure|brave\w*|incident|she|he|her|him|his)\b",
    re.IGNORECASE,
)
SHORT_PATH = (LIVE.start, LIVE.truths, LIVE.questions, LIVE.send, LIVE.done, LIVE.words)
PROMISED = re.compile(r"we will make sure|you are safe|this is safe|keep you safe|guarantee", re.IGNORECASE)
ASKS_WHAT_HAPPENED = re.compile(r"what did|when did|tell us what happened", re.IGNORECASE)


def texts_in(thing: Any) -> Iterator[str]:
    if isinstance(thing, str):
        yield str(thing)
    elif isinstance(thing, Counted):
        yield from (thing.one, thing.other)
    elif isinstance(thing, dict):
        for value in thing.values():
            yield from texts_in(value)
    elif isinstance(thing, tuple):
        for part in thing:
            yield from texts_in(part)
    elif is_dataclass(thing):
        for part in fields(thing):
            yield from texts_in(getattr(thing, part.name))


def on_screen() -> list[str]:
    """All that stands on a screen before "More about this" is opened."""
    return [text for part in (*SHORT_PATH, LIVE.cards, LIVE.bands) for text in texts_in(part)]


@pytest.mark.parametrize("text", sorted(set(on_screen())))
def test_no_screen_uses_a_word_that_names_names_blames_or_genders(text: str) -> None:
    assert not FORBIDDEN.search(text)
    assert not PROMISED.search(text)


def test_what_the_meeting_is_called_is_said_only_when_asked_for() -> None:
    assert any("MARAC" in text for text in texts_in(LIVE.about))
    assert not any("MARAC" in text for text in on_screen())


def test_nothing_asks_what_happened() -> None:
    asked = [text for text in on_screen() if ASKS_WHAT_HAPPENED.search(text)]
    assert asked == ["You do not have to tell us what happened."]


def test_meetings_and_services_come_only_after_the_first_yes() -> None:
    for text in texts_in(LIVE.start):
        assert not re.search(r"meeting|police|services|court", text, re.IGNORECASE)


def test_nothing_is_loud() -> None:
    flat = [part for text in source_strings("form") for part in ((text,) if isinstance(text, str) else text)]
    assert not [text for text in flat if "!" in text]


def test_the_harmless_form_holds_no_telling_word_but_the_bar_that_leaves() -> None:
    shown = [text for text in texts_in(HARMLESS) if text != "Leave now"]
    assert not [text for text in shown if telling(text)]


def test_a_helpline_whose_name_tells_is_shown_by_whom_it_is_for() -> None:
    for line in helplines():
        shown = f"{line.label} {line.note} {line.name}"
        assert not FORBIDDEN.search(shown.replace("Sexual violence", ""))
        assert not re.search(r"stalking|rape|forced", line.name, re.IGNORECASE)


def test_the_short_path_reads_at_age_nine() -> None:
    grade = school_grade([text for part in SHORT_PATH for text in texts_in(part) if " " in text])
    assert grade <= 4.5  # nine to ten years


def school_grade(texts: list[str]) -> float:
    """Flesch and Kincaid's school grade: what an average reader of that year can follow."""
    sentences = [part for text in texts for part in re.split(r"[.?:;](?:\s|$)", text) if part.strip()]
    words = [word for sentence in sentences for word in re.findall(r"[A-Za-z’]+", sentence)]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def syllables(word: str) -> int:
    ending = re.sub(r"(?:es|ed|e)$", "", word.lower()) if len(word) > 3 else word.lower()
    return max(1, len(re.findall(r"[aeiouy]+", ending)))


def test_no_sentence_of_the_short_path_is_long() -> None:
    sentences = [one for part in SHORT_PATH for text in texts_in(part) for one in re.split(r"[.?:;]", text)]
    assert not [sentence for sentence in sentences if len(sentence.split()) > 26]
