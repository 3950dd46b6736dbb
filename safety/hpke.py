"""Key pairs, and sealing to a public key (HPKE, RFC 9180, base mode).

Suite: DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-128-GCM. A sealed value is the
encapsulated key (65 bytes), the ciphertext and its tag. Context goes into `info`.
"""

import hashlib
from functools import cache
from pathlib import Path
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from safety.drawing import Draw
from safety.errors import Malformed, NotOpened

PRIVATE_BYTES = 32
PUBLIC_BYTES = 65
OVERHEAD = PUBLIC_BYTES + 16
FINGERPRINT_WORDS = 8

_SUITE = Suite(KEM.P256, KDF.HKDF_SHA256, AEAD.AES_128_GCM)
_CURVE = ec.SECP256R1()
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_WORDS = Path(__file__).with_name("words.txt")


def new_pair(draw: Draw = token_bytes) -> tuple[bytes, bytes]:
    """A private scalar (32 bytes) and its public point (65 bytes, uncompressed)."""
    while True:
        private = draw(PRIVATE_BYTES)
        if 0 < int.from_bytes(private, "big") < _ORDER:
            return private, public_of(private)


def public_of(private: bytes) -> bytes:
    """The public point of a private scalar."""
    return _private(private).public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def seal_small(public: bytes, plaintext: bytes, info: bytes) -> bytes:
    """Seal to a public key; it opens only with the same info."""
    return _SUITE.encrypt(plaintext, _public(public), info)


def open_small(private: bytes, blob: bytes, info: bytes) -> bytes:
    """Open what was sealed to this key with this info; else NotOpened."""
    try:
        return _SUITE.decrypt(blob, _private(private), info)
    except (InvalidTag, ValueError):
        raise NotOpened from None


def fingerprint(public: bytes) -> tuple[str, ...]:
    """Eight plain words to compare by voice: one for each of the first bytes of SHA-256."""
    return tuple(_words()[byte] for byte in hashlib.sha256(public).digest()[:FINGERPRINT_WORDS])


@cache
def _words() -> tuple[str, ...]:
    return tuple(_WORDS.read_text(encoding="ascii").split())


def _public(public: bytes) -> ec.EllipticCurvePublicKey:
    if len(public) != PUBLIC_BYTES:
        raise Malformed
    try:
        return ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, public)
    except ValueError:
        raise Malformed from None


def _private(private: bytes) -> ec.EllipticCurvePrivateKey:
    scalar = int.from_bytes(private, "big")
    if len(private) != PRIVATE_BYTES or not 0 < scalar < _ORDER:
        raise NotOpened
    return ec.derive_private_key(scalar, _CURVE)
