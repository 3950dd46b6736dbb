"""What the documents name: links to files, commands as somebody types them, settings, targets of make."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.checks.sources import ROOT, files, told

FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
INDENTED = re.compile(r"^(?: {4}| {8})(\S.*)$", re.MULTILINE)  # in a list too
IN_LINE = re.compile(r"(?<!`)`([^`]+)`(?!`)")
LINK = re.compile(r"\]\(([^)\s]+)\)")
CALL = re.compile(r"(?:^(?:\w+=\S+ )*|/bin/)beforehand(?: (.*))?$")
SETTING = re.compile(r"\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+\b")
GIVEN = re.compile(r"\b([A-Z][A-Z0-9_]*)=")


@dataclass(frozen=True)
class Typed:
    """One line or piece of code in a document; `whole` where it stands to be run as it is."""

    where: str
    text: str
    whole: bool


def pages() -> list[Path]:
    """What people read: README and docs/, without the decisions, which speak of their own day."""
    return [
        path for path in files(".md") if told(path).startswith(("docs/", "README")) and not _decision(path)
    ]


def linked(path: Path) -> Iterator[str]:
    """Every target of a link that is no address."""
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    return (to for to in LINK.findall(text) if "://" not in to and not to.startswith("mailto:"))


def typed(path: Path) -> Iterator[Typed]:
    """Every piece of code in a page: a block's lines, and what stands between backticks."""
    text = path.read_text(encoding="utf-8")
    fenced = "\n".join(FENCE.findall(text))
    for line in [*INDENTED.findall(FENCE.sub("", text)), *fenced.splitlines()]:
        for piece in re.split(r"&&|;|\|", line.partition(" #")[0]):
            yield Typed(told(path), piece.strip(), True)
    for code in IN_LINE.findall(FENCE.sub("", text)):
        yield Typed(told(path), " ".join(code.split()), False)


def calls() -> Iterator[tuple[Typed, list[str]]]:
    """Every call of our own command, in pages, units and the container's file, as its arguments."""
    units = (path for path in files(".service") if told(path).startswith("docs/deploy/"))
    started = (Typed(told(path), line, True) for path in units for line in path.read_text().splitlines())
    for code in [*started, *(code for page in pages() for code in typed(page))]:
        found = CALL.search(code.text)
        if found:
            yield code, shlex.split((found.group(1) or "").replace("’", "'"))


def settings_named() -> Iterator[tuple[str, str]]:
    """Where a setting is named, and which: between backticks, in blocks, and in the machine's files."""
    for page in pages():
        for code in typed(page):
            yield from (
                (code.where, name) for name in {*SETTING.findall(code.text), *GIVEN.findall(code.text)}
            )
    for path in files(".conf", ".inc", ".service", ".timer"):
        yield from ((told(path), name) for name in GIVEN.findall(path.read_text(encoding="utf-8")))


def targets() -> set[str]:
    """What make can make."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))


def variables() -> set[str]:
    """What make takes from outside and is no setting of the service."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([A-Z]+) \?=", makefile, re.MULTILINE))


def _decision(path: Path) -> bool:
    return told(path).startswith("docs/decisions/")
