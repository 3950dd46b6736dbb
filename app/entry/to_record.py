"""What is recorded of a language: seven screens of each of two forms, sentence by sentence as they are read.

Promise: the words are the screens' own, with usual facts, so that whoever records reads what she will see.
Source: languages.md, "Those who cannot read"; docs/recording.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.entry.form_json import form_data
from app.entry.sound import FORMS, SCREENS, VOICE
from app.entry.usual import usual_facts

ORDER = ("title", "help", "leave", "items", "label", "chips", "checks", "yes", "no")
MOST_OF_A_SCREEN, MOST_OF_A_FORM = VOICE.each, VOICE.all  # bytes


@dataclass(frozen=True)
class Screen:
    """One recording: how its file is named, and what is read for it."""

    name: str
    sentences: tuple[str, ...]


def to_record(code: str) -> dict[str, tuple[Screen, ...]]:
    """Each form's screens in a language that has the form's words."""
    return {kind: tuple(_screens(code, kind)) for kind in FORMS}


def _screens(code: str, kind: str) -> Iterator[Screen]:
    shown = {screen["id"]: screen for screen in form_data(code, usual_facts(), kind)["screens"]}
    for name in SCREENS:
        yield Screen(name, tuple(text for part in ORDER for text in _said(shown[name].get(part))))


def _said(part: Any) -> Iterator[str]:
    """A text, a text with its English, a chip with its code, or several of them."""
    if isinstance(part, dict):
        yield part["x"]
    elif isinstance(part, str):
        yield part
    elif part:
        for each in part:
            yield from _said(each[1] if _is_chip(each) else each)


def _is_chip(each: Any) -> bool:
    return isinstance(each, list)
