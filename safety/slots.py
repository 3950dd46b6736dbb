"""Slots: how a code opens a link, and nothing tells which code or whether there are two.

Promise: both slots are always real and both are always tried. Where no duress code was
chosen, its slot stands under random bits that were drawn and forgotten. Which of the two
is the live one is drawn at random. The private half of a reply pair lies only in its slot.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from safety.drawing import Draw, hkdf
from safety.errors import Malformed
from safety.hpke import PUBLIC_BYTES, new_pair
from safety.normalising import normalise

ROUNDS = 600_000
SALT_BYTES = 16
KEY_BYTES = 32
NONCE_BYTES = 12
SLOT_BYTES = NONCE_BYTES + 3 * KEY_BYTES + 16
_FORMAT = 1
_STORED_HEAD = (1, 4, 1, SALT_BYTES, SLOT_BYTES, SLOT_BYTES)
_STORED_SIZES = (*_STORED_HEAD, KEY_BYTES, KEY_BYTES, KEY_BYTES, PUBLIC_BYTES, PUBLIC_BYTES)

Slots = tuple[bytes, bytes]


@dataclass(frozen=True)
class SlotOpened:
    """What a code opened: the keys of the form behind it, and where replies are read."""

    index: int
    link_key: bytes = field(repr=False)
    engine_key: bytes = field(repr=False)
    reply_private: bytes = field(repr=False)


@dataclass(frozen=True)
class LinkSecrets:
    """What the server keeps of a link, under DATA_KEY. No code, no private half."""

    rounds: int
    live_index: int = field(repr=False)
    salt: bytes = field(repr=False)
    slots: Slots = field(repr=False)
    live_key: bytes = field(repr=False)
    duress_key: bytes = field(repr=False)
    engine_key: bytes = field(repr=False)
    reply_public: bytes = field(repr=False)
    duress_reply_public: bytes = field(repr=False)

    def to_bytes(self) -> bytes:
        """Every field, one after the other, in fixed sizes."""
        head = bytes([_FORMAT]) + self.rounds.to_bytes(4, "big") + bytes([self.live_index])
        keys = self.live_key + self.duress_key + self.engine_key
        replies = self.reply_public + self.duress_reply_public
        return head + self.salt + b"".join(self.slots) + keys + replies

    @classmethod
    def from_bytes(cls, raw: bytes) -> Self:
        """The secrets again; Malformed where the bytes are not ours."""
        if len(raw) != sum(_STORED_SIZES) or raw[0] != _FORMAT or raw[5] > 1:
            raise Malformed
        _, rounds, _, salt, first, second, live, duress, engine, reply, duress_reply = _cut(raw)
        number = int.from_bytes(rounds, "big")
        return cls(number, raw[5], salt, (first, second), live, duress, engine, reply, duress_reply)


def make_secrets(
    draw: Draw, link_id: bytes, code: str, duress_code: str | None, *, rounds: int = ROUNDS
) -> LinkSecrets:
    """Draw everything of a new link and close both slots."""
    if duress_code is not None and normalise(duress_code) == normalise(code):
        raise Malformed
    salt, engine = draw(SALT_BYTES), draw(KEY_BYTES)
    (live, private, public), (duress, hidden, shown) = _draw_side(draw), _draw_side(draw)
    masters = [stretch(code, salt, rounds), draw(KEY_BYTES)]
    if duress_code is not None:
        masters[1] = stretch(duress_code, salt, rounds)
    live_index = draw(1)[0] & 1
    payloads = [live + engine + private, duress + engine + hidden]
    if live_index:
        masters.reverse()
        payloads.reverse()
    nonces = (draw(NONCE_BYTES), draw(NONCE_BYTES))
    sealed = [_close(masters[i], i, nonces[i], payloads[i], link_id) for i in (0, 1)]
    return LinkSecrets(rounds, live_index, salt, (sealed[0], sealed[1]), live, duress, engine, public, shown)


def try_code(salt: bytes, rounds: int, slots: Slots, link_id: bytes, typed: str) -> SlotOpened | None:
    """What the typed text opens, or None. Both slots are tried, whatever the first says."""
    master = stretch(typed, salt, rounds)
    first, second = (_open(master, index, slots[index], link_id) for index in (0, 1))
    return first or second


def stretch(typed: str, salt: bytes, rounds: int) -> bytes:
    """The slow step between a code and its keys: PBKDF2-HMAC-SHA256 of the normalised text."""
    return hashlib.pbkdf2_hmac("sha256", normalise(typed).encode(), salt, rounds, KEY_BYTES)


def send_key(link_key: bytes) -> bytes:
    """Authorises what the page sends."""
    return hkdf(link_key, b"send")


def form_key(link_key: bytes) -> bytes:
    """Seals the form behind the link key."""
    return hkdf(link_key, b"form")


def answer_key(link_key: bytes) -> bytes:
    """Seals what the server answers to the page's questions."""
    return hkdf(link_key, b"answer")


def _draw_side(draw: Draw) -> tuple[bytes, bytes, bytes]:
    """A link key and a reply pair."""
    return (draw(KEY_BYTES), *new_pair(draw))


def _cipher(master: bytes, index: int) -> AESGCM:
    return AESGCM(hkdf(master, b"%d" % index))  # a label that may stand in clear in the page


def _close(master: bytes, index: int, nonce: bytes, payload: bytes, link_id: bytes) -> bytes:
    return nonce + _cipher(master, index).encrypt(nonce, payload, link_id + bytes([index]))


def _open(master: bytes, index: int, slot: bytes, link_id: bytes) -> SlotOpened | None:
    nonce, sealed = slot[:NONCE_BYTES], slot[NONCE_BYTES:]
    try:
        payload = _cipher(master, index).decrypt(nonce, sealed, link_id + bytes([index]))
    except InvalidTag:
        return None
    return SlotOpened(index, payload[:32], payload[32:64], payload[64:])


def _cut(raw: bytes) -> list[bytes]:
    pieces, at = [], 0
    for size in _STORED_SIZES:
        pieces.append(raw[at : at + size])
        at += size
    return pieces
