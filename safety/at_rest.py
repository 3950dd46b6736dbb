"""The layer under DATA_KEY: whatever the server itself must read, it keeps sealed.

Promise: what is sealed here is noise without DATA_KEY; a sealed value that is moved to another row or
table does not open there. What stands beside it in clear is listed in docs/threats.md.
"""

import base64
import binascii
import hmac
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from secrets import token_bytes
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from safety.drawing import hkdf, keyed_hash
from safety.errors import BadKeys, NotOpened

KEY_BYTES = 32
NONCE_BYTES = 12
_FORMAT = b"\x01"
_HEAD_BYTES = 1 + 4 + NONCE_BYTES


@dataclass(frozen=True)
class DataKeys:
    """The current DATA_KEY, which seals, and older ones, which only open."""

    current_id: int
    current: bytes = field(repr=False)
    older: Mapping[int, bytes] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        if any(len(key) != KEY_BYTES for key in self._all()) or self.current_id in self.older:
            raise BadKeys

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read lines of `id:base64`, the current key first."""
        pairs = [_parse_line(line) for line in text.split()]
        if not pairs or len({key_id for key_id, _ in pairs}) != len(pairs):
            raise BadKeys
        return cls(*pairs[0], older=dict(pairs[1:]))

    def seal(self, plaintext: bytes, context: bytes) -> bytes:
        """Seal under the current key; it opens only with the same context."""
        nonce = token_bytes(NONCE_BYTES)
        head = _FORMAT + self.current_id.to_bytes(4, "big") + nonce
        return head + _cipher(self.current).encrypt(nonce, plaintext, context)

    def open(self, blob: bytes, context: bytes) -> bytes:
        """Open what `seal` made under any key that is still held; else NotOpened."""
        key = self._key(int.from_bytes(blob[1:5], "big"))
        if blob[:1] != _FORMAT or len(blob) < _HEAD_BYTES or key is None:
            raise NotOpened
        try:
            return _cipher(key).decrypt(blob[5:_HEAD_BYTES], blob[_HEAD_BYTES:], context)
        except InvalidTag:
            raise NotOpened from None

    def mac(self, purpose: bytes, message: bytes) -> bytes:
        """A keyed hash for one purpose, under the current key."""
        return _mac(self.current, purpose, message)

    def mac_ok(self, purpose: bytes, message: bytes, mac: bytes) -> bool:
        """Whether the keyed hash was made by any key that is still held."""
        return any(hmac.compare_digest(_mac(key, purpose, message), mac) for key in self._all())

    def made_now(self, purpose: bytes, message: bytes, mac: bytes) -> bool:
        """Whether the keyed hash was made by the current key."""
        return hmac.compare_digest(_mac(self.current, purpose, message), mac)

    def only(self, key_id: int) -> "DataKeys":
        """One of the keys that are held, alone."""
        return DataKeys(key_id, self.current if key_id == self.current_id else self.older[key_id])

    def _all(self) -> Iterator[bytes]:
        yield self.current
        yield from self.older.values()

    def _key(self, key_id: int) -> bytes | None:
        return self.current if key_id == self.current_id else self.older.get(key_id)


def named_by(key_id: int) -> bytes:
    """How a sealed value names its key, from its second byte on."""
    return key_id.to_bytes(4, "big")


def key_id_of(name: bytes) -> int:
    """The key that such a name is of."""
    return int.from_bytes(name, "big")


def _cipher(key: bytes) -> AESGCM:
    return AESGCM(_derived(key, b"at rest"))


def _mac(key: bytes, purpose: bytes, message: bytes) -> bytes:
    return keyed_hash(_derived(key, b"mac " + purpose), message)


@lru_cache(
    maxsize=64
)  # a caseload opens thousands of small seals; what they are made from is in memory anyway
def _derived(key: bytes, info: bytes) -> bytes:
    return hkdf(key, info)


def _parse_line(line: str) -> tuple[int, bytes]:
    number, _, encoded = line.partition(":")
    try:
        key_id, key = int(number), base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error):
        raise BadKeys from None
    if not 0 <= key_id < 2**32:
        raise BadKeys
    return key_id, key
