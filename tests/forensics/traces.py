"""What a browser's folder still holds of a visit.

Promise: a word typed, a code, a telling word or an address is found wherever `unpacking` reaches, in every
writing that browsers use: UTF-8, UTF-16, JSON's and forms' escapes, base64. What was drawn by lot and written
down in base64 (a browser's own keys, hashes and sealed passwords) has no words for a telling one to be among.
"""

import json
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from safety.wording import telling
from tests.forensics.unpacking import layers
from tests.lots import stands_alone, undrawn

AROUND = 12
_LETTER = rb"[\x20-\x7e]|[\xc3-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}"
_RUN = re.compile(rb"(?:" + _LETTER + rb"){8,}")
_WIDE = re.compile(rb"(?:[\x20-\x7e]\x00|[\x00-\xff][\x06-\x09]){6,}")

Told = tuple[str, str]  # a telling word, and the letters around it


@dataclass(frozen=True)
class Trace:
    """One thing found: what, in which file of the folder, opened how."""

    what: str
    file: str
    layer: str

    def __str__(self) -> str:
        return f"{self.what!r} in {self.file} ({self.layer})"


@dataclass(frozen=True)
class Folder:
    """A browser's folder, opened once: every layer of every file that holds anything."""

    layers: tuple[tuple[str, str, bytes], ...]

    @property
    def files(self) -> int:
        return len({file for file, _, _ in self.layers})

    @property
    def size(self) -> int:
        return sum(len(data) for _, _, data in self.layers)


def opened(folder: Path) -> Folder:
    """Every file of the folder, opened as far as it can be."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    named = [(str(path.relative_to(folder)), path) for path in files]
    found = [(name, layer, data) for name, path in named for layer, data in layers(path) if data.strip(b"\0")]
    return Folder(tuple(found))


def words_in(folder: Folder, words: Iterable[str]) -> list[Trace]:
    """Where these words stand, in any writing."""
    writings = [(word, writing) for word in words for writing in _writings(word)]
    return _unique(
        Trace(word, file, layer)
        for file, layer, data in folder.layers
        for word, writing in writings
        if writing in data
    )


def codes_in(folder: Folder, codes: Iterable[str]) -> list[Trace]:
    """Where these digits stand as a number of their own, not as a piece of a longer one or of an id."""
    wanted = list(codes)
    return _unique(
        Trace(code, file, layer)
        for file, layer, data in folder.layers
        for code in wanted
        if stands_alone(code, data)
    )


def telling_in(folder: Folder, blank: Counter[Told]) -> list[Trace]:
    """Telling words of any language, less those that a blank visit leaves."""
    seen = _told_by_file(folder)
    return _unique(Trace(f"{word}: {around}", file, layer) for (word, around), file, layer in seen
                   if (word, around) not in blank)  # fmt: skip


def told(folder: Folder) -> Counter[Told]:
    """The telling words that a folder holds, with the letters around each."""
    return Counter(one for one, _, _ in _told_by_file(folder))


def _told_by_file(folder: Folder) -> Iterator[tuple[Told, str, str]]:
    known: dict[str, list[Told]] = {}
    for file, layer, data in folder.layers:
        for text in _runs(data):
            if text not in known:
                known[text] = [(word, _around(text, word)) for word in telling(undrawn(text))]
            for one in known[text]:
                yield one, file, layer


def _runs(data: bytes) -> Iterator[str]:
    """Whatever reads as text."""
    for found in _RUN.finditer(data):
        yield found[0].decode("utf-8", "ignore")
    for start in (0, 1):
        for found in _WIDE.finditer(data, start):
            yield found[0].decode("utf-16-le", "ignore")


def _around(text: str, word: str) -> str:
    at = max(0, text.lower().find(word))
    return text[max(0, at - AROUND) : at + len(word) + AROUND]


def _writings(word: str) -> set[bytes]:
    plain = word.encode()
    escaped = json.dumps(word)[1:-1]
    squeezed = (b64encode(b" " * shift + plain).rstrip(b"=")[4 * bool(shift) : -2] for shift in range(3))
    texts = {word, escaped, quote(word), word.lower()}
    return {plain, *squeezed, *(t.encode() for t in texts), *(t.encode("utf-16-le") for t in texts)}


def _unique(traces: Iterable[Trace]) -> list[Trace]:
    return list(dict.fromkeys(traces))
