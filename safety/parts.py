"""Sealed parts: forms and the engine inside the document, answers to the page's questions.

Promise: a part has the size it was given, whatever is in it; the same part under the same
key is the same bytes, so that two loads of a document are alike.
"""

from enum import IntEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from safety.drawing import keyed_hash
from safety.errors import NotOpened
from safety.packing import pack, unpack

NONCE_BYTES = 12
OVERHEAD = NONCE_BYTES + 16  # what sealing adds to the size of the body


class Part(IntEnum):
    """Which part a sealed value is; it opens as nothing else."""

    FORM = 0
    HARMLESS = 1
    ENGINE = 2
    MORE = 16
    REPLY = 17


def part_aad(link_id: bytes, part: Part) -> bytes:
    """What binds a part to its link and its place."""
    return link_id + bytes([part])


def seal_part(
    key: bytes, plaintext: bytes, size: int, aad: bytes, nonce: bytes | None = None, known: bytes = b""
) -> bytes:
    """Compress, pad to `size` and seal: `size` + OVERHEAD bytes. TooBig where it does not fit.

    `known` is what whoever opens it holds already (the page's own text, another part).

    Without a nonce it is made from key, place and content: the same again for the same,
    never the same for another. An answer to a question brings a random one.
    """
    body = pack(plaintext, [size], known)
    nonce = nonce or keyed_hash(key, b"part nonce" + aad + body)[:NONCE_BYTES]
    return nonce + AESGCM(key).encrypt(nonce, body, aad)


def open_part(key: bytes, blob: bytes, aad: bytes, known: bytes = b"") -> bytes:
    """The content again; NotOpened under another key or in another place."""
    try:
        body = AESGCM(key).decrypt(blob[:NONCE_BYTES], blob[NONCE_BYTES:], aad)
    except (InvalidTag, ValueError):
        raise NotOpened from None
    return unpack(body, known)
