"""What staff keep of a case, in the same seal as what she sent: for the case's readers and nobody else.

Promise: a note opens only as what it is, for its own case, in its own version. It is kept in no other form.
"""

import json
from collections.abc import Iterable
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from app.cases import service as cases
from config import Keys
from safety import sealing
from safety.errors import Malformed, NotOpened
from safety.sealing import Header, Kind

Privates = Iterable[tuple[bytes, bytes]]


class Note(Enum):
    """The kinds of notes; each has a name of its own inside the seal."""

    SPOKEN = b"spoken".ljust(16, b".")
    OUTCOME = b"outcome".ljust(16, b".")


def seal(db: Session, keys: Keys, case: cases.Case, note: Note, version: int, content: Any) -> bytes:
    """Seal it to who reads the case now. Raises KeyNotCertified, CoverMissing, RecoveryMissing, TooBig."""
    header = Header(case.id.bytes, note.value, version, Kind.NOTE)
    text = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
    blob = sealing.seal(header, text, cases.recipients_left(db, case, keys))
    return wrap(keys, case.id, note, blob)


def open_note(
    keys: Keys, case_id: UUID, note: Note, version: int, sealed: bytes, privates: Privates
) -> dict[str, Any]:
    """What it says. Raises NotOpened for whom it is not, and where it is not this one."""
    envelope = taken_out(keys, case_id, note, sealed)
    if envelope.header != Header(case_id.bytes, note.value, version, Kind.NOTE):
        raise NotOpened
    content = json.loads(opened_with(envelope, privates))
    if not isinstance(content, dict):
        raise Malformed
    return content


def opened_with(envelope: sealing.Envelope, privates: Privates) -> bytes:
    """The content, with whichever of these keys it names; else NotOpened."""
    named = set(envelope.key_ids())
    for key_id, private in privates:
        if key_id in named:
            return sealing.open_with(envelope, key_id, private)
    raise NotOpened


def wrap(keys: Keys, case_id: UUID, note: Note, blob: bytes) -> bytes:
    """An envelope as it lies in its row."""
    return keys.data.seal(blob, note.value + case_id.bytes)


def taken_out(keys: Keys, case_id: UUID, note: Note, sealed: bytes) -> sealing.Envelope:
    """The envelope of a row, still sealed to its readers."""
    return sealing.parse(keys.data.open(sealed, note.value + case_id.bytes))
