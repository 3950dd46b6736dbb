"""Passwords: kept as argon2id, and the key that a person's private keys lie under.

Promise: at most two are worked out at once in a process (64 MiB each); the two values made from one
password come from different salts, so that what is kept says nothing about the key.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore

from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import InvalidHashError, VerificationError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from app.accounts.errors import Busy
from safety.errors import NotOpened

AT_ONCE = 2
WAIT_S = 20.0
SALT_BYTES = 16
NONCE_BYTES = 12
LEAST = 12
MOST = 128

_gate = BoundedSemaphore(AT_ONCE)


@dataclass(frozen=True)
class Cost:
    """What one guess costs. Kept beside each value, so that it can rise."""

    rounds: int = 3
    memory_kib: int = 65536
    lanes: int = 1

    def to_bytes(self) -> bytes:
        return bytes([1, self.rounds, self.lanes]) + self.memory_kib.to_bytes(4, "big")

    @classmethod
    def parse(cls, raw: bytes) -> "Cost":
        if len(raw) != 7 or raw[0] != 1:
            raise NotOpened
        return cls(raw[1], int.from_bytes(raw[3:], "big"), raw[2])

    @classmethod
    def of(cls, kept: bytes) -> "Cost":
        """What trying a kept password costs."""
        said = extract_parameters(kept.decode())
        return cls(said.time_cost, said.memory_cost, said.parallelism)

    @classmethod
    def of_salt(cls, salt: bytes) -> "Cost":
        """What the key made with this salt costs."""
        return cls.parse(salt[:-SALT_BYTES])

    def cheaper_than(self, other: "Cost") -> bool:
        """Whether memory or rounds are fewer."""
        return self.memory_kib < other.memory_kib or self.rounds < other.rounds


COST = Cost()


def keep(password: str, cost: Cost = COST) -> bytes:
    """What is kept (sealed once more) to know the password again."""
    hasher = PasswordHasher(cost.rounds, cost.memory_kib, cost.lanes)
    with _turn():
        return hasher.hash(password).encode()


def matches(kept: bytes, password: str) -> bool:
    """Whether this is the password that was kept."""
    with _turn():
        try:
            return PasswordHasher().verify(kept, password)
        except (VerificationError, InvalidHashError):
            return False


def waste(password: str, cost: Cost = COST) -> None:
    """Cost as much as `matches` where there is nothing to match, so that time tells nothing."""
    with _turn():
        _raw(password, bytes(SALT_BYTES), cost)


def new_salt(cost: Cost = COST) -> bytes:
    """The cost and a fresh salt for `wrapping_key`."""
    return cost.to_bytes() + secrets.token_bytes(SALT_BYTES)


def wrapping_key(password: str, salt: bytes) -> bytes:
    """The key over this person's private keys."""
    with _turn():
        return _raw(password, salt[-SALT_BYTES:], Cost.of_salt(salt))


def wrap(key: bytes, private: bytes, context: bytes) -> bytes:
    """A private key under the password's key."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, private, context)


def unwrap(key: bytes, blob: bytes, context: bytes) -> bytes:
    """The reverse; NotOpened under another password, or in another row."""
    try:
        return AESGCM(key).decrypt(blob[:NONCE_BYTES], blob[NONCE_BYTES:], context)
    except (InvalidTag, ValueError):
        raise NotOpened from None


def _raw(password: str, salt: bytes, cost: Cost) -> bytes:
    return hash_secret_raw(
        password.encode(), salt, cost.rounds, cost.memory_kib, cost.lanes, hash_len=32, type=Type.ID
    )


@contextmanager
def _turn() -> Iterator[None]:
    """Wait for a turn, bounded; raises Busy."""
    if not _gate.acquire(timeout=WAIT_S):
        raise Busy
    try:
        yield
    finally:
        _gate.release()
