"""Logging that cannot tell on anyone.

Promise: no address, token, number, user agent or text reaches a log, whoever wrote the line. Our own lines
are a fixed sentence and whole numbers. Of everybody else's lines only this is kept: the level, the place in
the source, and the kind and place of an exception; never their message, their values or a traceback. A line
is for people to read, or, with LOG_FORM=json, one JSON object of these parts.
"""

import json
import logging
import os
import sys
import threading
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING

from safety.settings import SettingMissing, settings_of

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

OURS = "beforehand"
SAID = "beforehand_said"
FORMS = ("plain", "json")
OUR_PACKAGES = ("app", "safety", "config", "migrations")

_log = logging.getLogger(OURS)


@dataclass(frozen=True)
class Said:
    """What one line tells: our sentence or none, whole numbers by name, and where."""

    sentence: str = ""
    counts: dict[str, int] = field(default_factory=dict)
    place: str = ""

    def plain(self) -> str:
        """For people."""
        told = self.sentence + "".join(f" {name}={count:d}" for name, count in self.counts.items())
        return _one_line(": ".join(part for part in (told, self.place) if part))

    def parts(self) -> dict[str, str | int]:
        """For a program: what there is of it."""
        words = {"said": self.sentence, "place": self.place}
        return {name: text for name, text in words.items() if text} | self.counts


def say(sentence: str, **counts: int) -> None:
    """Log one of our own fixed sentences, with whole numbers only."""
    _write(logging.INFO, Said(sentence, _whole(counts)))


def warn(sentence: str, **counts: int) -> None:
    """Log one of our own fixed sentences as a warning, with whole numbers only."""
    _write(logging.WARNING, Said(sentence, _whole(counts)))


def failed(sentence: str, fault: BaseException) -> None:
    """Log that something failed: our sentence, the kind of exception and where it was raised."""
    _write(logging.ERROR, Said(sentence, place=place_of(fault)))


def place_of(fault: BaseException) -> str:
    """The exception's kind and the deepest line of ours that it passed; nothing of its text."""
    ours = last = "unknown place"
    step: TracebackType | None = fault.__traceback__
    while step:
        name = str(step.tb_frame.f_globals.get("__name__", "?"))
        last = f"{name}:{step.tb_lineno}"
        ours = last if name.partition(".")[0] in OUR_PACKAGES else ours
        step = step.tb_next
    where = last if ours in (last, "unknown place") else f"{ours}, {last}"
    return f"{type(fault).__name__} at {where}"


class QuietFormatter(logging.Formatter):
    """Writes what may be written, and drops the rest of the record."""

    datefmt = "%Y-%m-%dT%H:%M:%SZ"

    def __init__(self, form: str = FORMS[0]) -> None:
        super().__init__(datefmt=self.datefmt)
        self.converter = time.gmtime
        self._json = form == "json"

    def format(self, record: logging.LogRecord) -> str:
        """One line: moment, level, and either our sentence or another's place in the source."""
        said = getattr(record, SAID, None)
        if record.name != OURS or not isinstance(said, Said):
            said = Said(place=_place_of_line(record))
        moment, level = self.formatTime(record, self.datefmt), record.levelname.lower()
        if self._json:
            return json.dumps({"time": moment, "level": level, **said.parts()})
        return f"{moment} {level} {said.plain()}"


def _place_of_line(record: logging.LogRecord) -> str:
    fault = record.exc_info[1] if record.exc_info else None
    place = f"{record.name} {record.module}:{record.lineno}"
    return f"{place}: {place_of(fault)}" if fault else place


def set_up_process() -> None:
    """Make this process quiet: one handler for every logger, warnings and stray exceptions included."""
    logging.raiseExceptions = False  # a broken log call prints its arguments otherwise
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(QuietFormatter(_form()))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    _log.setLevel(logging.INFO)
    logging.captureWarnings(True)
    sys.excepthook = _stray
    sys.unraisablehook = _unraisable
    threading.excepthook = _in_thread


def _stray(kind: type[BaseException], fault: BaseException, trace: TracebackType | None) -> None:
    failed("stopped", fault)


def _unraisable(seen: "UnraisableHookArgs") -> None:
    if seen.exc_value:
        failed("set aside", seen.exc_value)


def _in_thread(seen: threading.ExceptHookArgs) -> None:
    if seen.exc_value:
        failed("a thread stopped", seen.exc_value)


def _form() -> str:
    """How lines look. What cannot be read is refused by name where all settings are."""
    try:
        return settings_of(os.environ).get("LOG_FORM", FORMS[0])
    except SettingMissing:
        return FORMS[0]


def _write(level: int, said: Said) -> None:
    _log.log(level, said.sentence, extra={SAID: said})


def _whole(counts: dict[str, int]) -> dict[str, int]:
    """The same numbers; raises ValueError for what is none."""
    return {name: int(f"{count:d}") for name, count in counts.items()}


def _one_line(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text)
