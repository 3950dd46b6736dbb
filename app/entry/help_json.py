"""Whom to call, as the phone's engine reads it."""

from __future__ import annotations

from typing import Any

from app.entry.helplines import Helpline
from app.entry.speaker import Speaker


def help_lines(say: Speaker, lines: tuple[Helpline, ...]) -> list[list[Any]]:
    """[for whom, number, when and how], and what a tap opens where it is not a call."""
    return [_help_line(say, line) for line in lines]


def _help_line(say: Speaker, line: Helpline) -> list[Any]:
    shown = [say(line.label), line.number, _note(say, line)]
    return [*shown, line.link] if line.link else shown


def _note(say: Speaker, line: Helpline) -> str | dict[str, str]:
    note = say(line.note) if line.note else ""
    if isinstance(note, dict) or not line.name:
        return note
    return f"{line.name} · {note}"
