"""Finished pages in memory: squeezed once, kept while there is room, forgotten oldest first."""

import gzip
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

import brotli

from app.entry import unlike

ROOM = 512
BROTLI = 5  # 11 takes fifty times as long for a few bytes
HARDEST = 11  # for what few ask for: a tenth of a page that is all words
GZIP = 9
ENCODINGS = ("br", "gzip", "identity")


class Bodies:
    """A bounded memory of finished bodies."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()

    def get(self, name: Hashable, make: Callable[[], bytes]) -> bytes:
        """The body of this name, made now if it is not here."""
        with self._lock:
            if name in self._kept:
                self._kept.move_to_end(name)
                return self._kept[name]
        body = make()
        with self._lock:
            self._kept[name] = body
            if len(self._kept) > self._room:
                self._kept.popitem(last=False)
        return body


def squeezed(page: str, encoding: str, quality: int = BROTLI) -> bytes:
    """A page in one content encoding; the same page gives the same bytes."""
    raw = page.encode()
    if encoding == "br":
        return bytes(brotli.compress(raw, quality=quality))
    return gzip.compress(raw, GZIP, mtime=0) if encoding == "gzip" else raw


def squeezed_twofold(pieces: tuple[str, str], encoding: str) -> bytes:
    """A page whose first piece stands in many pages and whose second is sealed: as steady, and shorter."""
    head, tail = (piece.encode() for piece in pieces)
    if encoding == "br" and unlike.fits(tail):
        return unlike.stream(head, tail)
    return squeezed("".join(pieces), encoding)


def chosen_encoding(accepted: str) -> str:
    """The smallest encoding that the browser takes."""
    offers = [offer.replace(" ", "").lower().split(";") for offer in accepted.split(",")]
    taken = {offer[0] for offer in offers if "q=0" not in offer[1:] and "q=0.0" not in offer[1:]}
    return next((encoding for encoding in ENCODINGS if encoding in taken), "identity")
