"""How texts travel to a translator and English comes back: sealed to people, then under DATA_KEY.

Promise: what is sealed to the translator holds the texts and the name of their language, and nothing else.
An envelope moved to another job, or made without DATA_KEY, does not open.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from config import Keys
from safety import sealing
from safety.errors import Malformed, NotOpened
from safety.sealing import Header, Kind, Recipient

Privates = Iterable[tuple[bytes, bytes]]


@dataclass(frozen=True)
class Back:
    """What each text is called where it came from, and to whom its English is sealed."""

    names: tuple[str, ...]
    recipients: tuple[Recipient, ...]


def seal_texts(keys: Keys, job_id: UUID, language: str, texts: Sequence[str], to: Recipient) -> bytes:
    """The texts for one translator. TooBig over the largest envelope."""
    envelope = sealing.seal(_header(job_id, job_id), _json([language, *texts]), [to])
    return keys.data.seal(envelope, _texts(job_id))


def open_texts(keys: Keys, job_id: UUID, sealed: bytes, privates: Privates) -> tuple[str, list[str]]:
    """The name of the language, and the texts. Raises NotOpened."""
    envelope = sealing.parse(keys.data.open(sealed, _texts(job_id)))
    language, *texts = _opened(envelope, _header(job_id, job_id), privates)
    return language, texts


def seal_back(keys: Keys, job_id: UUID, back: Back) -> bytes:
    """What the server itself needs when the English comes."""
    pairs = [[b64encode(each.key_id).decode(), b64encode(each.public).decode()] for each in back.recipients]
    return keys.data.seal(_json([list(back.names), pairs]), _back(job_id))


def open_back(keys: Keys, job_id: UUID, sealed: bytes) -> Back:
    """The same, opened."""
    names, pairs = json.loads(keys.data.open(sealed, _back(job_id)))
    return Back(tuple(names), tuple(Recipient(b64decode(one), b64decode(two)) for one, two in pairs))


def seal_english(keys: Keys, row_id: UUID, about_id: UUID, back: Back, english: Sequence[str]) -> bytes:
    """The English by the texts' names, for those who read the texts. TooBig over the largest envelope."""
    named = dict(zip(back.names, english, strict=True))
    envelope = sealing.seal(_header(about_id, row_id), _json(named), back.recipients)
    return wrap(keys, row_id, envelope)


def wrap(keys: Keys, row_id: UUID, envelope: bytes) -> bytes:
    """English in its envelope as it lies in its row."""
    return keys.data.seal(envelope, _english(row_id))


def taken_out(keys: Keys, row_id: UUID, sealed: bytes) -> sealing.Envelope:
    """The envelope of a row, still sealed to its readers."""
    return sealing.parse(keys.data.open(sealed, _english(row_id)))


def open_english(
    keys: Keys, row_id: UUID, about_id: UUID, sealed: bytes, privates: Privates
) -> dict[str, str]:
    """The English by the texts' names. Raises NotOpened."""
    envelope = taken_out(keys, row_id, sealed)
    found: dict[str, str] = _opened(envelope, _header(about_id, row_id), privates)
    return found


def _opened(envelope: sealing.Envelope, header: Header, privates: Privates) -> Any:
    if envelope.header != header:
        raise Malformed
    named = set(envelope.key_ids())
    for key_id, private in privates:
        if key_id in named:
            return json.loads(sealing.open_with(envelope, key_id, private))
    raise NotOpened


def _header(about_id: UUID, own_id: UUID) -> Header:
    return Header(about_id.bytes, own_id.bytes, 0, Kind.FINAL)


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _texts(job_id: UUID) -> bytes:
    return b"translation texts:" + job_id.bytes


def _back(job_id: UUID) -> bytes:
    return b"translation back:" + job_id.bytes


def _english(row_id: UUID) -> bytes:
    return b"translation:" + row_id.bytes
