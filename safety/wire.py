"""What goes over `/s`: a request of the survivor's page and its answer, byte for byte.

Promise: a request is authorised by a keyed hash over all of it, never by a secret inside
it; signals and questions are all of one size; answers have one size a kind, whatever they
say.

Request: format (1) | link id (16) | kind (1) | hash (32) | body.
Answer to a send or a signal: status (1) | keyed hash (32) | zeros, 64 bytes in all.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from enum import IntEnum
from secrets import token_bytes
from typing import Self

from safety.drawing import Draw, keyed_hash
from safety.errors import Malformed, TooBig
from safety.sealing import SENDABLE, Kind

FORMAT = 1
HEAD_BYTES = 1 + 16 + 1 + 32
QUESTION_BYTES = 256
MAX_BODY = (128 + 4) * 1024
ANSWER_BYTES = 64
REPLY_BYTES = 2048
CONTENT_TYPE = "application/octet-stream"
ASKED = frozenset(Kind) - {Kind.NOTE}  # what staff keep is never asked for or sent here


class Status(IntEnum):
    """What became of a send, in the first byte of its answer."""

    STORED = 1
    NOT_AUTHORISED = 2
    TOO_LARGE = 3
    LATER = 4


@dataclass(frozen=True)
class Request:
    """A request taken apart; not authorised before `mac_ok` says so."""

    link_id: bytes
    kind: Kind
    mac: bytes
    body: bytes

    @classmethod
    def parse(cls, raw: bytes) -> Self:
        """Take it apart. TooBig over the limit, Malformed unless the shape is exact."""
        if len(raw) > MAX_BODY:
            raise TooBig
        if len(raw) <= HEAD_BYTES or raw[0] != FORMAT or raw[17] not in ASKED:
            raise Malformed
        request = cls(raw[1:17], Kind(raw[17]), raw[18:HEAD_BYTES], raw[HEAD_BYTES:])
        if request.kind not in SENDABLE and len(request.body) != QUESTION_BYTES:
            raise Malformed
        return request

    def to_bytes(self) -> bytes:
        return _head(self.link_id, self.kind) + self.mac + self.body

    def question(self) -> dict[str, object]:
        """What a question asks; empty for a signal. Malformed where it is neither."""
        text = self.body.rstrip(b"\0") or b"{}"
        try:
            asked = json.loads(text)
        except (ValueError, RecursionError):
            raise Malformed from None
        if not isinstance(asked, dict):
            raise Malformed
        return asked


def build(link_id: bytes, kind: Kind, body: bytes, send_key: bytes) -> bytes:
    """A request, authorised."""
    return Request(link_id, kind, _mac(link_id, kind, body, send_key), body).to_bytes()


def question(asked: dict[str, object] | None = None) -> bytes:
    """The body of a question; of a signal where nothing is asked."""
    text = b"" if asked is None else json.dumps(asked).encode()
    if len(text) > QUESTION_BYTES:
        raise TooBig
    return text.ljust(QUESTION_BYTES, b"\0")


def mac_ok(request: Request, send_key: bytes) -> bool:
    """Whether the request was made with this key."""
    return hmac.compare_digest(request.mac, _mac(request.link_id, request.kind, request.body, send_key))


def answer(status: Status, raw: bytes, send_key: bytes | None, draw: Draw = token_bytes) -> bytes:
    """The answer to a send or a signal. Without a key the hash is random bytes."""
    proof = draw(32) if send_key is None else _proof(status, raw, send_key)
    return (bytes([status]) + proof).ljust(ANSWER_BYTES, b"\0")


def acknowledged(reply: bytes, raw: bytes, send_key: bytes) -> bool:
    """Whether an answer says, in the server's own hand, that this request is stored."""
    stored = len(reply) == ANSWER_BYTES and reply[0] == Status.STORED
    return stored and hmac.compare_digest(reply[1:33], _proof(Status.STORED, raw, send_key))


def _head(link_id: bytes, kind: Kind) -> bytes:
    return bytes([FORMAT]) + link_id + bytes([kind])


def _mac(link_id: bytes, kind: Kind, body: bytes, send_key: bytes) -> bytes:
    return keyed_hash(send_key, _head(link_id, kind) + body)


def _proof(status: Status, raw: bytes, send_key: bytes) -> bytes:
    return keyed_hash(send_key, b"answer" + bytes([status]) + hashlib.sha256(raw).digest())
