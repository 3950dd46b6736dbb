"""The worker's part: one message at a time is claimed, handed over, and written down.

Promise: no transaction is open while a provider is spoken to. Between the last look at the rules and handing
over no more than STALE passes, which is less than the quiet end of any window.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.messaging import following, outbox
from app.messaging.carriers import Carrier, Letter, NotTaken, Post, Refused, Taken, Text, Unsure
from app.messaging.models import Channel
from app.messaging.senders import Look, look_of
from config import Config

STALE = timedelta(seconds=30)


@dataclass(frozen=True)
class Hands:
    """Everything that a worker sends with. A carrier of None is not set up."""

    config: Config
    texts: Carrier | None
    post: Post | None
    clock: Callable[[], datetime]


def send_one(db: Session, hands: Hands) -> int:
    """Claim the message that is due first and hand it over; 1 where anything was done."""
    mine = outbox.claim(db, hands.config.keys, hands.clock())
    if isinstance(mine, bool):
        return int(mine)
    look = look_of(db, hands.config, mine.service_id)
    db.rollback()
    _hand_over(db, hands, mine, look)
    return 1


def _hand_over(db: Session, hands: Hands, mine: outbox.Claimed, look: Look) -> None:
    try:
        taken = _given(hands, mine, look)
    except Refused as fault:
        outbox.refused(db, mine, fault.error)
        following.heed(db, mine.id, fault.error, hands.clock())
    except NotTaken as fault:
        outbox.not_taken(db, mine, hands.clock(), fault.error)
    except Unsure:
        outbox.unsure(db, mine, hands.clock())
    else:
        _accepted(db, hands, mine, taken)


def _accepted(db: Session, hands: Hands, mine: outbox.Claimed, taken: Taken | None) -> None:
    now = hands.clock()
    outbox.accepted(db, hands.config.keys, mine, taken.sid if taken else None, now)
    if taken:
        following.note_status(db, taken.sid, taken.status, taken.error, now)


def _given(hands: Hands, mine: outbox.Claimed, look: Look) -> Taken | None:
    if hands.clock() - mine.handed_at > STALE:
        raise NotTaken
    if mine.channel is Channel.EMAIL:
        _posted(hands, mine)
        return None
    if hands.texts is None or not look.ready:
        raise NotTaken
    return hands.texts.hand_over(text_of(mine, look))


def _posted(hands: Hands, mine: outbox.Claimed) -> None:
    if hands.post is None:
        raise NotTaken
    content = mine.content
    hands.post.deliver(Letter(mine.id, content["to"], content["subject"], content["text"]))


def text_of(mine: outbox.Claimed, look: Look) -> Text:
    """The text as a carrier takes it."""
    return Text(mine.id, mine.content["to"], mine.content["text"], look.name, look.messaging_service)


def settle_one(db: Session, hands: Hands) -> int:
    """Ask what became of a message whose worker was lost or heard nothing; 1 where one was asked about.

    An email cannot be asked about: it goes again, under the same Message-ID.
    """
    mine = outbox.claim_uncertain(db, hands.config.keys, hands.clock())
    if mine is None:
        return 0
    look = look_of(db, hands.config, mine.service_id)
    db.rollback()
    if mine.channel is Channel.EMAIL:
        outbox.not_taken(db, mine, hands.clock())
        return 1
    try:
        _settle(db, hands, mine, look)
    except Unsure:
        outbox.unsure(db, mine, hands.clock(), asked=True)
    return 1


def _settle(db: Session, hands: Hands, mine: outbox.Claimed, look: Look) -> None:
    if hands.texts is None:
        raise Unsure
    there = hands.texts.taken(text_of(mine, look), mine.handed_at)
    others = outbox.known_sids(db, [each.sid for each in there])
    db.rollback()
    found = next((each for each in there if each.sid not in others), None)
    if found is None:
        outbox.not_taken(db, mine, hands.clock())
    else:
        _accepted(db, hands, mine, found)


def follow_one(db: Session, hands: Hands) -> int:
    """Ask how far one text is that nobody told us of for a while; 1 where one was asked about."""
    sid = following.due(db, hands.clock())
    if sid is None or hands.texts is None:
        return 0
    db.rollback()
    try:
        found = hands.texts.status(sid)
    except Unsure:
        return 1
    if found is not None:
        following.note_status(db, sid, found.status, found.error, hands.clock())
    return 1


def clean_one(db: Session, hands: Hands) -> int:
    """Empty and delete one text at the provider; 1 where one was tried."""
    sid = following.to_clean(db, hands.clock())
    if sid is None or hands.texts is None:
        return 0
    db.rollback()
    try:
        hands.texts.redact(sid)
        hands.texts.delete(sid)
        still = hands.texts.status(sid)
    except Unsure:
        return 1
    if still is None or hands.config.demo:
        following.gone(db, sid, hands.clock())
    return 1
