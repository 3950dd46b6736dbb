"""Where randomness comes from, and keys that are made from keys.

Promise: everything random is drawn through one `Draw`, so that a demonstration can be
drawn again from its secret and production always draws from the system.
"""

import hashlib
import hmac
from collections.abc import Callable

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

Draw = Callable[[int], bytes]


def hkdf(key: bytes, info: bytes, length: int = 32) -> bytes:
    """HKDF-SHA256 (RFC 5869) with the empty salt."""
    return HKDF(SHA256(), length, salt=None, info=info).derive(key)


def keyed_hash(key: bytes, message: bytes) -> bytes:
    """HMAC-SHA256."""
    return hmac.digest(key, message, hashlib.sha256)


def stream(secret: bytes, label: bytes) -> Draw:
    """A source that draws the same bytes again for the same secret and label."""
    algorithm = algorithms.ChaCha20(hkdf(secret, b"stream " + label), nonce=bytes(16))
    keystream = Cipher(algorithm, mode=None).encryptor()
    return lambda count: keystream.update(bytes(count))
