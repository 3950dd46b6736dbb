"""Questions that a device answers: drawn here, kept by their hash, gone with the first answer.

Promise: one question takes one answer, whichever process gets it and whether or not it is right; after a few
minutes it takes none.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Self
from urllib.parse import urlsplit
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app.accounts.errors import NoPasskey
from app.accounts.models import PasskeyChallenge
from app.db import writing

ANSWER_WITHIN = timedelta(minutes=5)
CHALLENGE_BYTES = 32
LONGEST_ANSWER = 16_000


@dataclass(frozen=True)
class Site:
    """Where a passkey counts: the origin of the staff host, and its name."""

    origin: str
    name: str

    @classmethod
    def at(cls, url: str) -> Self:
        """The site of an address."""
        return cls(url, urlsplit(url).hostname or "")


@dataclass(frozen=True)
class Asked:
    """A question for a device: what the page's script hands over, and what the session keeps of it."""

    options: str
    challenge: bytes


@dataclass(frozen=True, repr=False)
class Answer:
    """What a device said to which question."""

    challenge: bytes
    text: str


def draw(db: Session, staff_id: UUID, now: datetime) -> bytes:
    """A new question for one person; those that nobody answered in time go."""
    challenge = secrets.token_bytes(CHALLENGE_BYTES)
    with writing(db):
        db.execute(delete(PasskeyChallenge).where(PasskeyChallenge.made_at < now - ANSWER_WITHIN))
        db.add(PasskeyChallenge(digest=sha256(challenge).digest(), staff_id=staff_id, made_at=now))
    return challenge


def spend(db: Session, staff_id: UUID, answer: Answer, now: datetime) -> None:
    """The question is answered, rightly or not: it is gone before the answer is looked at.

    Raises NoPasskey where it was not asked of this person, is over, or was answered before.
    """
    asked = delete(PasskeyChallenge).where(
        PasskeyChallenge.digest == sha256(answer.challenge).digest(),
        PasskeyChallenge.staff_id == staff_id,
    )
    with writing(db):
        made_at = db.scalar(asked.returning(PasskeyChallenge.made_at))
    if made_at is None or now - made_at > ANSWER_WITHIN or len(answer.text) > LONGEST_ANSWER:
        raise NoPasskey
