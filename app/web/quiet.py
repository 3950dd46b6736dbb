"""Logging that cannot tell on anyone.

Promise: no address, token, number, user agent or text reaches a log, whoever wrote the line. Our own lines
are a fixed sentence and whole numbers. Of everybody else's lines only this is kept: the level, the place in
the source, and the kind and place of an exception; never their message, their values or a traceback.
"""

import logging
import sys
import threading
import time
from io import BytesIO
from types import TracebackType
from typing import IO, TYPE_CHECKING, Any

from flask import Flask, Request

if TYPE_CHECKING:
    from sys import UnraisableHookArgs

OURS = "beforehand"
SENTENCE = "beforehand_sentence"
OUR_PACKAGES = ("app", "safety", "config", "migrations")

_log = logging.getLogger(OURS)


def say(sentence: str, **counts: int) -> None:
    """Log one of our own fixed sentences, with whole numbers only."""
    _write(logging.INFO, _told(sentence, counts))


def warn(sentence: str, **counts: int) -> None:
    """Log one of our own fixed sentences as a warning, with whole numbers only."""
    _write(logging.WARNING, _told(sentence, counts))


def failed(sentence: str, fault: BaseException) -> None:
    """Log that something failed: our sentence, the kind of exception and where it was raised."""
    _write(logging.ERROR, f"{sentence}: {place_of(fault)}")


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

    def __init__(self) -> None:
        super().__init__(datefmt=self.datefmt)
        self.converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        """One line: moment, level, and either our sentence or another's place in the source."""
        sentence = getattr(record, SENTENCE, None)
        if record.name != OURS or sentence is None:
            fault = record.exc_info[1] if record.exc_info else None
            sentence = f"{record.name} {record.module}:{record.lineno}"
            sentence += f": {place_of(fault)}" if fault else ""
        return f"{self.formatTime(record, self.datefmt)} {record.levelname.lower()} {_one_line(sentence)}"


class InMemoryRequest(Request):
    """A request whose uploads never touch the disk: how much is read of them is bounded anyway."""

    def _get_file_stream(self, *args: Any, **kwargs: Any) -> IO[bytes]:
        """Where an uploaded file goes: into memory, whatever its size."""
        return BytesIO()


class QuietFlask(Flask):
    """Flask, less the line that names the address of a request that failed, and less temporary files."""

    request_class = InMemoryRequest

    def log_exception(self, exc_info: Any) -> None:
        """The kind of exception and its place; not the path, the method or the text."""
        failed("a page failed", exc_info[1])


def set_up_process() -> None:
    """Make this process quiet: one handler for every logger, warnings and stray exceptions included."""
    logging.raiseExceptions = False  # a broken log call prints its arguments otherwise
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(QuietFormatter())
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


def _write(level: int, sentence: str) -> None:
    _log.log(level, sentence, extra={SENTENCE: sentence})


def _told(sentence: str, counts: dict[str, int]) -> str:
    return sentence + "".join(f" {name}={count:d}" for name, count in counts.items())


def _one_line(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text)
