"""A quote's words in their envelope: sealed to the reviewers, then under DATA_KEY, bound to their row.

Promise: an envelope of another row or another version does not open.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from uuid import UUID

from config import Keys
from safety import sealing
from safety.errors import Malformed, NotOpened
from safety.sealing import Header, Kind, Recipient

Privates = Iterable[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Words:
    """What she wrote, in which language, and what a reviewer made of it; nothing yet where empty."""

    text: str
    lang: str
    edited: str = ""
    translated: bool = False


def seal_words(keys: Keys, quote_id: UUID, version: int, words: Words, readers: Sequence[Recipient]) -> bytes:
    """The words for these readers and nobody else."""
    content = json.dumps(asdict(words), ensure_ascii=False).encode("utf-8", "replace")
    envelope = sealing.seal(_header(quote_id, version), content, readers)
    return keys.data.seal(envelope, _context(quote_id))


def open_words(keys: Keys, quote_id: UUID, version: int, sealed: bytes, privates: Privates) -> Words:
    """The same, opened. Raises NotOpened, Malformed."""
    envelope = sealing.parse(keys.data.open(sealed, _context(quote_id)))
    if envelope.header != _header(quote_id, version):
        raise Malformed
    named = set(envelope.key_ids())
    for key_id, private in privates:
        if key_id in named:
            return Words(**json.loads(sealing.open_with(envelope, key_id, private)))
    raise NotOpened


def _header(quote_id: UUID, version: int) -> Header:
    return Header(quote_id.bytes, quote_id.bytes, version, Kind.NOTE)


def _context(quote_id: UUID) -> bytes:
    return b"waiting quote:" + quote_id.bytes
