"""Envelopes: what a survivor says, sealed so that only its recipients can read it.

Promise: nobody without a recipient's private key reads the content; a header that is
changed, or a content that is moved under another header, does not open. Sharing adds a
recipient and never seals the content again.

On the wire: header (40 bytes) | count (1) | count times (key id 16 | sealed content key 113)
| ciphertext. The content key is used once, so its nonce is zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from secrets import token_bytes
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256, Hash

from safety.drawing import Draw
from safety.errors import Malformed, NotOpened, TooBig
from safety.hpke import (
    OVERHEAD,
    PRIVATE_BYTES,
    PUBLIC_BYTES,
    fingerprint,
    new_pair,
    open_small,
    public_of,
    seal_small,
)
from safety.packing import pack, unpack

__all__ = [
    "PRIVATE_BYTES",
    "PUBLIC_BYTES",
    "Envelope",
    "Header",
    "Kind",
    "Malformed",
    "NotOpened",
    "Recipient",
    "TooBig",
    "add_recipient",
    "content_key",
    "fingerprint",
    "give_to",
    "new_pair",
    "open_small",
    "open_with",
    "parse",
    "public_of",
    "seal",
    "seal_small",
    "take_from",
    "unwrap",
    "wrap_for",
]

VERSION = 1
SUITE = 1  # DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM; content under AES-256-GCM
HEADER_BYTES = 40
KEY_BYTES = 32
TAG_BYTES = 16
ID_BYTES = 16
SIZES = tuple(1024 << power for power in range(8))  # 1 to 128 KiB
COUNTED_SIZES = SIZES[:1]
MAX_RECIPIENTS = 16
URGENT, WANTS_CALL = 1, 2
_WRAP_BYTES = ID_BYTES + OVERHEAD + KEY_BYTES
_NONCE = bytes(12)


class Kind(IntEnum):
    """What a request to the store is about; the sendable ones are kinds of envelopes."""

    OPENED = 1
    PARTIAL = 2
    FINAL = 3
    FEEDBACK = 4
    COUNTED = 5
    ASK_MORE = 6
    ASK_REPLY = 7
    REMOVE_REPLY = 8
    NOTE = 9  # what staff keep of a case, in the same seal; never sent


SENDABLE = frozenset({Kind.PARTIAL, Kind.FINAL, Kind.FEEDBACK, Kind.COUNTED})
SEALABLE = SENDABLE | {Kind.NOTE}


@dataclass(frozen=True)
class Recipient:
    """Somebody's public key, by the id under which the envelope names it."""

    key_id: bytes
    public: bytes

    def __post_init__(self) -> None:
        if len(self.key_id) != ID_BYTES or len(self.public) != PUBLIC_BYTES:
            raise Malformed


@dataclass(frozen=True)
class Header:
    """What an envelope says in clear; bound to its content."""

    link_id: bytes
    submission_id: bytes
    sequence: int
    kind: Kind
    urgent: bool = False
    wants_call: bool = False

    def to_bytes(self) -> bytes:
        """The forty bytes; Malformed where a field does not fit."""
        if len(self.link_id) != ID_BYTES or len(self.submission_id) != ID_BYTES or self.kind not in SEALABLE:
            raise Malformed
        if not 0 <= self.sequence < 2**32:
            raise Malformed
        flags = URGENT * self.urgent | WANTS_CALL * self.wants_call
        ids = self.link_id + self.submission_id
        return bytes([VERSION, SUITE]) + ids + self.sequence.to_bytes(4, "big") + bytes([self.kind, flags])

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        """The header of exactly these bytes, else Malformed."""
        if len(raw) != HEADER_BYTES or raw[:2] != bytes([VERSION, SUITE]):
            raise Malformed
        kind, flags = raw[38], raw[39]
        if kind not in SEALABLE or flags & ~(URGENT | WANTS_CALL):
            raise Malformed
        urgent, call = bool(flags & URGENT), bool(flags & WANTS_CALL)
        return cls(raw[2:18], raw[18:34], int.from_bytes(raw[34:38], "big"), Kind(kind), urgent, call)


@dataclass(frozen=True)
class Envelope:
    """An envelope taken apart; nothing in it is opened."""

    header: Header
    wraps: tuple[tuple[bytes, bytes], ...]  # (key id, sealed content key)
    ciphertext: bytes

    def to_bytes(self) -> bytes:
        wraps = b"".join(key_id + wrapped for key_id, wrapped in self.wraps)
        return self.header.to_bytes() + bytes([len(self.wraps)]) + wraps + self.ciphertext

    def key_ids(self) -> tuple[bytes, ...]:
        return tuple(key_id for key_id, _ in self.wraps)


def seal(header: Header, content: bytes, recipients: Sequence[Recipient], draw: Draw = token_bytes) -> bytes:
    """Seal content to the recipients. TooBig where it is more than the largest size holds."""
    ids = {recipient.key_id for recipient in recipients}
    if not recipients or len(ids) != len(recipients) or len(ids) > MAX_RECIPIENTS:
        raise Malformed
    head = header.to_bytes()
    key = draw(KEY_BYTES)
    body = pack(content, COUNTED_SIZES if header.kind is Kind.COUNTED else SIZES)
    wraps = tuple((recipient.key_id, _wrap(head, key, recipient)) for recipient in recipients)
    return Envelope(header, wraps, AESGCM(key).encrypt(_NONCE, body, head)).to_bytes()


def parse(blob: bytes) -> Envelope:
    """Take an envelope apart; Malformed unless every length is exactly right."""
    header = Header.parse(blob[:HEADER_BYTES])
    count = int.from_bytes(blob[HEADER_BYTES : HEADER_BYTES + 1], "big")
    start = HEADER_BYTES + 1
    end = start + count * _WRAP_BYTES
    sizes = COUNTED_SIZES if header.kind is Kind.COUNTED else SIZES
    if not 1 <= count <= MAX_RECIPIENTS or len(blob) - end - TAG_BYTES not in sizes:
        raise Malformed
    rows = [blob[at : at + _WRAP_BYTES] for at in range(start, end, _WRAP_BYTES)]
    envelope = Envelope(header, tuple((row[:ID_BYTES], row[ID_BYTES:]) for row in rows), blob[end:])
    if len(set(envelope.key_ids())) != count:
        raise Malformed
    return envelope


def content_key(envelope: Envelope, key_id: bytes, private: bytes) -> bytes:
    """The content key, opened with one recipient's private key; else NotOpened."""
    for named, wrapped in envelope.wraps:
        if named == key_id:
            return unwrap(envelope.header, wrapped, key_id, private)
    raise NotOpened


def open_with(envelope: Envelope, key_id: bytes, private: bytes) -> bytes:
    """The content, opened with one recipient's private key; else NotOpened."""
    return unpack(_decrypted(envelope, content_key(envelope, key_id, private)))


def add_recipient(envelope: Envelope, key: bytes, recipient: Recipient) -> bytes:
    """The same envelope with one more recipient; the content stays as it was sealed."""
    if recipient.key_id in envelope.key_ids() or len(envelope.wraps) >= MAX_RECIPIENTS:
        raise Malformed
    wrap = (recipient.key_id, wrap_for(envelope.header, key, recipient))
    return replace(envelope, wraps=(*envelope.wraps, wrap)).to_bytes()


def give_to(envelope: Envelope, key: bytes, recipients: Sequence[Recipient]) -> bytes:
    """The same envelope for these recipients and nobody else; the content stays as it was sealed.

    NotOpened where this is not the content's key: then nobody could read it any more.
    """
    ids = {recipient.key_id for recipient in recipients}
    if not 1 <= len(recipients) == len(ids) <= MAX_RECIPIENTS:
        raise Malformed
    _decrypted(envelope, key)
    wraps = ((one.key_id, wrap_for(envelope.header, key, one)) for one in recipients)
    return replace(envelope, wraps=tuple(wraps)).to_bytes()


def take_from(envelope: Envelope, key_ids: frozenset[bytes]) -> bytes:
    """The same envelope without these recipients; Malformed where nobody would be left."""
    left = tuple(wrap for wrap in envelope.wraps if wrap[0] not in key_ids)
    if not left:
        raise Malformed
    return replace(envelope, wraps=left).to_bytes()


def wrap_for(header: Header, key: bytes, recipient: Recipient) -> bytes:
    """A content key for one recipient, bound to the header and to who they are."""
    return _wrap(header.to_bytes(), key, recipient)


def unwrap(header: Header, wrapped: bytes, key_id: bytes, private: bytes) -> bytes:
    """The content key of `wrap_for`, with the recipient's private key; else NotOpened."""
    return open_small(private, wrapped, _info(header.to_bytes(), key_id))


def _decrypted(envelope: Envelope, key: bytes) -> bytes:
    try:
        return AESGCM(key).decrypt(_NONCE, envelope.ciphertext, envelope.header.to_bytes())
    except (InvalidTag, ValueError):
        raise NotOpened from None


def _wrap(head: bytes, key: bytes, recipient: Recipient) -> bytes:
    return seal_small(recipient.public, key, _info(head, recipient.key_id))


def _info(head: bytes, key_id: bytes) -> bytes:
    digest = Hash(SHA256())
    digest.update(head)
    return b"beforehand envelope 1" + digest.finalize() + key_id
