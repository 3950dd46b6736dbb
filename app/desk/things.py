"""Everything of a case that lies sealed to its readers: what she sent, its English, texts, staff's notes."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.desk.models import HandOver, Outcome, Spoken, Step
from app.desk.reading import belongs
from app.desk.sealed import Note, Privates, taken_out, wrap
from app.messaging import service as messaging
from app.translating import service as translating
from app.voice import service as voice
from config import Keys
from safety import sealing
from safety.errors import Malformed, NotOpened
from safety.sealing import Envelope


@dataclass(frozen=True)
class Thing:
    """One sealed thing by a name that stays, and how it is kept for other readers."""

    name: str
    envelope: Envelope
    keep: Callable[[bytes], None]


def sealed_things(db: Session, keys: Keys, case_id: UUID) -> list[Thing]:
    """All of them. What is no envelope by its shape, or was sealed for another link, is left as it is."""
    links = cases.link_ids(db, case_id)
    sends = [send for link_id in links for send in voice.sends_of(db, keys, link_id)]
    return [*sent_things(db, keys, sends), *_texts(db, keys, case_id), *_notes(db, keys, case_id)]


def sent_things(db: Session, keys: Keys, sends: Iterable[voice.StoredSend]) -> list[Thing]:
    """These sends, and the English that was made of them; not what was sealed for another link or send."""
    things, ids = [], []
    for send in sends:
        try:
            envelope = sealing.parse(send.envelope)
        except Malformed:
            continue
        if not belongs(envelope.header, send, frozenset({send.link_id})):
            continue
        ids.append(send.id)
        things.append(Thing(f"send {send.id}", envelope, partial(voice.share, db, keys, send.id)))
    return [*things, *_english(db, keys, ids)]


def _english(db: Session, keys: Keys, send_ids: list[UUID]) -> list[Thing]:
    return [
        Thing(f"english {row_id}", envelope, partial(translating.share, db, keys, row_id))
        for row_id, envelope in translating.kept(db, keys, send_ids)
        if UUID(bytes=envelope.header.link_id) in send_ids
    ]


def _texts(db: Session, keys: Keys, case_id: UUID) -> list[Thing]:
    return [
        Thing(f"text {row_id}", envelope, partial(messaging.share, db, keys, row_id))
        for row_id, envelope in messaging.kept(db, keys, case_id)
    ]


def content_key_of(envelope: Envelope, privates: Privates) -> bytes | None:
    """Its content key, where one of these keys opens it."""
    named = set(envelope.key_ids())
    for key_id, private in privates:
        if key_id in named:
            try:
                return sealing.content_key(envelope, key_id, private)
            except NotOpened:
                continue
    return None


def keep_from(
    db: Session, keys: Keys, case_id: UUID, key_ids: frozenset[bytes], beside: Collection[bytes] = frozenset()
) -> int:
    """Take these keys off everything of a case; of how many things. What only they open stays as it is.

    With `beside`, so does what none of those opens.
    """
    taken = 0
    with writing(db):
        for thing in sealed_things(db, keys, case_id):
            named = set(thing.envelope.key_ids())
            rest = named - key_ids
            if named & key_ids and (rest.intersection(beside) if beside else rest):
                thing.keep(sealing.take_from(thing.envelope, key_ids))
                taken += 1
    return taken


def keep_from_conflicts(db: Session, keys: Keys) -> int:
    """Take whoever must not see a case off what was sealed to them before that was known; how many things.

    What came late to a former IDVA stays until they gave it on: nobody else could.
    """
    taken = 0
    for case_id, staff_id in cases.all_conflicts(db):
        beside = given_to(db, case_id, staff_id)
        taken += keep_from(db, keys, case_id, accounts.key_ids(db, staff_id), beside)
    return taken


def given_to(db: Session, case_id: UUID, giver_id: UUID) -> frozenset[bytes]:
    """The keys of its IDVA, to whom this person has to give on what comes late; none where they need not."""
    gave = (HandOver.case_id == case_id, HandOver.from_id == giver_id, HandOver.step == Step.ACCEPTED)
    if db.scalar(select(func.count()).where(*gave)) == 0:
        return frozenset()
    return accounts.key_ids(db, cases.get(db, case_id).idva_id)


def keep_from_leaver(db: Session, keys: Keys, staff_id: UUID) -> int:
    """Take whoever was suspended off everything of the cases that are or were theirs; of how many things."""
    ids = accounts.key_ids(db, staff_id)
    handed = db.scalars(select(HandOver.case_id).where(HandOver.from_id == staff_id))
    own = {*cases.read_by(db, staff_id), *handed}
    return sum(keep_from(db, keys, case_id, ids) for case_id in own)


def keep_from_leavers(db: Session, keys: Keys) -> int:
    """The same for everybody who was: pages that were open before may have sealed to them since."""
    people = {one.id for service in accounts.services(db) for one in accounts.people(db, service.id)}
    return sum(keep_from_leaver(db, keys, one) for one in people if accounts.was_suspended(db, keys, one))


def _notes(db: Session, keys: Keys, case_id: UUID) -> list[Thing]:
    rows: tuple[tuple[Note, Spoken | Outcome | None], ...] = (
        (Note.SPOKEN, db.get(Spoken, case_id, populate_existing=True)),
        (Note.OUTCOME, db.get(Outcome, case_id, populate_existing=True)),
    )
    return [
        Thing(
            f"{note.name} {row.version}",
            taken_out(keys, case_id, note, row.sealed),
            partial(_keep_note, db, keys, case_id, note, row),
        )
        for note, row in rows
        if row is not None and row.sealed is not None
    ]


def _keep_note(
    db: Session, keys: Keys, case_id: UUID, note: Note, row: Spoken | Outcome, blob: bytes
) -> None:
    with writing(db):
        row.sealed = wrap(keys, case_id, note, blob)
