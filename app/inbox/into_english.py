"""What came over a link that many people hold, to a translator and back.

Promise: only who is on duty sends it, and only her texts go, to a vetted translator of the service; it is in
the trail before anything is opened. The English is sealed to whoever may read what came.
"""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.db import writing
from app.desk import service as desk
from app.entry import service as entry
from app.inbox.opening import NoSuchArrival, open_arrival
from app.translating import service as translating
from config import Keys

SENT = "words sent to a translator"


def translators(db: Session, service_id: UUID) -> list[tuple[UUID, str]]:
    """Who may be sent what came to this service."""
    return [(person.id, person.display_name) for person in translating.translators(db, service_id)]


def send(
    db: Session,
    keys: Keys,
    sitting_id: UUID,
    send_id: UUID,
    translator_id: UUID,
    reader: desk.Reader,
    now: datetime,
) -> None:
    """Seal the texts of what is shown to a translator.

    Raises NoTranslator, AlreadyAsked, NoSuchArrival where there is no text, NotOnRota; then nothing was sent.
    """
    assert reader.staff.service_id is not None
    if translator_id not in dict(translators(db, reader.staff.service_id)):
        raise translating.NoTranslator
    opened = open_arrival(db, keys, sitting_id, reader, now)
    said = next((one.shown for one in opened.sittings if one.shown.send_id == send_id), None)
    if said is None or not said.texts:
        raise NoSuchArrival
    link = entry.by_id(db, opened.waiting.sitting.link_id)
    back = translating.Back(tuple(said.texts), entry.facts_ahead(keys, link).recipients)
    found = desk.guess(said)
    asked = translating.Asked(send_id, found.name if found else said.lang, tuple(said.texts.values()), back)
    with writing(db):
        translating.ask(db, keys, asked, translator_id, reader.staff, now)
        accounts.append(db, keys, reader.staff.id, SENT, sitting_id, now)


def english_of(
    db: Session, keys: Keys, send_ids: Iterable[UUID], reader: desk.Reader
) -> dict[UUID, translating.Translated]:
    """The English of what is shown, where it came back and the reader's keys open it."""
    ids = list(send_ids)
    if not translating.came_back(db, ids):
        return {}
    privates = accounts.group_privates(db, keys, reader.privates())
    return translating.translated(db, keys, ids, privates)
