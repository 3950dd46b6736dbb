"""Sending her words to a translator: the texts of one version, and nothing else of the case.

Promise: only who may read them sends them, to a vetted translator of the service who may see the case; it is
in the trail before anything is opened; her own words stay as they are.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.desk import service
from app.desk.language import language_of_all
from app.desk.reading import Said
from app.entry import service as entry
from app.translating import service as translating
from config import Keys


@dataclass(frozen=True)
class English:
    """The English of one text, who wrote it, and when."""

    text: str
    translator_id: UUID
    at: datetime


def english_of(opened: service.Opened) -> dict[tuple[str, str], English]:
    """The English of her texts, by what a text is called and the text: the same words have it everywhere."""
    found: dict[tuple[str, str], English] = {}
    for said in every_version(opened):
        there = opened.english.get(said.send_id)
        for name, text in said.texts.items() if there else ():
            if there and name in there.texts:
                found[name, text] = English(there.texts[name], there.translator_id, there.at)
    return found


def every_version(opened: service.Opened) -> list[Said]:
    """All that was opened, version by version."""
    return [one for each in (*opened.sittings, *opened.after) for one in (each.shown, *each.others)]


def numbered(opened: service.Opened) -> dict[UUID, int]:
    """The number of each version over the whole case, the oldest 1: two that came in one minute differ."""
    return {one.send_id: number for number, one in enumerate(sorted(every_version(opened), key=_came), 1)}


def _came(said: Said) -> tuple[datetime, int, int]:
    return said.received_at, said.sequence, said.version


def translators(db: Session, case: cases.Case) -> list[tuple[UUID, str]]:
    """Who may be sent this case's words."""
    barred = cases.conflicts_of(db, case.id)
    there = translating.translators(db, case.service_id)
    return [(person.id, person.display_name) for person in there if person.id not in barred]


def send(
    db: Session,
    keys: Keys,
    case_id: UUID,
    send_id: UUID,
    translator_id: UUID,
    reader: service.Reader,
    now: datetime,
) -> None:
    """Seal the texts of one version to a translator.

    Raises NoTranslator, AlreadyAsked, NothingArrived where there is no text, and what `open_views` raises;
    then nothing was sent.
    """
    case = cases.get(db, case_id)
    if translator_id not in dict(translators(db, case)):
        raise translating.NoTranslator
    opened = service.open_views(db, keys, case_id, reader, now, service.VIEWS, "for a translator")
    said = _version(opened, send_id)
    texts = said.texts if said else {}
    if said is None or not texts or case.link_id is None:
        raise service.NothingArrived
    readers = entry.facts_ahead(keys, entry.by_id(db, case.link_id)).recipients
    back = translating.Back(tuple(texts), readers)
    language = language_of_all(texts.values(), said.lang).name
    asked = translating.Asked(send_id, language, tuple(texts.values()), back)
    with writing(db):
        translating.ask(db, keys, asked, translator_id, reader.staff, now)
        accounts.audit.append(db, keys, reader.staff.id, "words sent to a translator", case_id, now)


def _version(opened: service.Opened, send_id: UUID) -> Said | None:
    return next((one for one in every_version(opened) if one.send_id == send_id), None)
