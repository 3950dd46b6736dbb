"""Links: made, found, changed for everyone on the same day, and deleted. The only writer of its tables."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.db import writing
from app.entry.aloud import Aloud, Both, Spoken, Step, aloud
from app.entry.answers import more_answer, more_bytes, reply_answer
from app.entry.bodies import chosen_encoding
from app.entry.build import worker_script
from app.entry.changes import Changes, changes_told
from app.entry.codes import Wanted, has_box, words_in
from app.entry.definition import VERSION as FORM_VERSION
from app.entry.definition import Critical, marked
from app.entry.document import (
    Document,
    document,
    everyday,
    everyday_looks,
    form_shown,
    locales,
    plain_page,
    searched,
)
from app.entry.facts import Facts
from app.entry.forms import form_of
from app.entry.found import (
    EPOCH_ROW,
    AnyLink,
    Found,
    Looks,
    epoch_number,
    facts_ahead,
    facts_context,
    facts_of,
    find,
    hold,
    is_case,
    known,
    known_row,
    known_token,
    likeness,
    oldest_made,
    open_at,
    real,
    reply_public,
    send_keys,
    settled,
    shown_since,
    token_mac,
)
from app.entry.installed import ICON_SIZES, ICON_TYPE, MANIFEST_TYPE, Called, called, icon, manifest
from app.entry.local import Local, bring_back, keep_page, local_of, local_told, versions
from app.entry.making import (
    CodeSettled,
    NewLink,
    by_id,
    create_link,
    draw_names,
    mark_shown,
    redraw,
    reopen,
    settle_code,
    shown_token,
)
from app.entry.models import Epoch, Kind, Link, LinkState
from app.entry.preview import Preview, Trial, preview
from app.entry.put_in import NotPut, put_recordings
from app.entry.recipes import Recipe
from app.entry.sentences import MOST_SAID, Sentence, reply_words, sentences
from app.entry.skins import MANIFEST, cover_locales, lasting, skins, tongue
from app.entry.skins import data as skin_data
from app.entry.sound import faults as recording_faults
from app.entry.sound import offered as recorded
from app.entry.texting import LINK, NoSuchText, Wording, wording, wordings
from app.entry.texts import Texts, texts
from app.entry.to_record import MOST_OF_A_FORM, MOST_OF_A_SCREEN, to_record
from app.entry.tongue import Tongue
from app.entry.tries import unlock
from app.entry.what_to_say import HandOver, Look, if_someone_else, look, script, to_copy
from config import Keys

__all__ = [
    "FORM_VERSION",
    "ICON_SIZES",
    "ICON_TYPE",
    "LINK",
    "MANIFEST",
    "MANIFEST_TYPE",
    "MOST_OF_A_FORM",
    "MOST_OF_A_SCREEN",
    "MOST_SAID",
    "Aloud",
    "AnyLink",
    "Both",
    "Called",
    "Changes",
    "CodeSettled",
    "Critical",
    "Document",
    "Facts",
    "Found",
    "HandOver",
    "Kind",
    "Link",
    "Local",
    "Look",
    "Looks",
    "NewLink",
    "NoSuchText",
    "NotPut",
    "Preview",
    "Recipe",
    "Sentence",
    "Spoken",
    "Step",
    "Texts",
    "Tongue",
    "Trial",
    "Wanted",
    "Wording",
    "aloud",
    "bring_back",
    "by_id",
    "called",
    "changes_told",
    "chosen_encoding",
    "close",
    "cover_locales",
    "create_link",
    "document",
    "draw_names",
    "everyday",
    "everyday_looks",
    "facts_ahead",
    "facts_of",
    "find",
    "form_of",
    "form_shown",
    "has_box",
    "hold",
    "icon",
    "if_someone_else",
    "is_case",
    "keep_open",
    "keep_page",
    "known",
    "known_row",
    "known_token",
    "lasting",
    "likeness",
    "local_of",
    "local_told",
    "locales",
    "look",
    "manifest",
    "mark_shown",
    "marked",
    "more_answer",
    "more_bytes",
    "oldest_made",
    "open_at",
    "plain_page",
    "preview",
    "purge",
    "put_recordings",
    "real",
    "recorded",
    "recording_faults",
    "redraw",
    "reopen",
    "replace_facts",
    "reply_answer",
    "reply_public",
    "reply_words",
    "script",
    "searched",
    "send_keys",
    "sentences",
    "settle_code",
    "settled",
    "shown_since",
    "shown_token",
    "skin_data",
    "skins",
    "texts",
    "to_copy",
    "to_record",
    "token_mac",
    "tongue",
    "turn_epoch",
    "unlock",
    "versions",
    "wording",
    "wordings",
    "words_in",
    "worker_script",
]


def close(db: Session, link_id: UUID, now: datetime) -> None:
    """The link opens no form from now on; what is sent to it within retention is still kept."""
    with writing(db):
        link = by_id(db, link_id)
        link.state = LinkState.CLOSED
        link.closes_at = min(link.closes_at, now)


def keep_open(db: Session, link_id: UUID, until: datetime) -> None:
    """The link opens its form until then; never shorter than it would have."""
    with writing(db):
        link = by_id(db, link_id)
        link.closes_at = max(link.closes_at, until)


def replace_facts(db: Session, keys: Keys, link_id: UUID, facts: Facts) -> None:
    """Other facts or keys: at once while nobody was told the code, else with the next epoch."""
    sealed = keys.data.seal(facts.to_bytes(), facts_context(link_id))
    with writing(db):
        link = by_id(db, link_id)
        if link.code_settled:
            link.sealed_next = sealed
        else:
            link.sealed_facts, link.sealed_next = sealed, None


def turn_epoch(db: Session) -> int:
    """Let all waiting facts take effect on one day, and change every token's page with them.

    Returns how many links changed; where none waited, nothing changes for anyone.
    """
    with writing(db):
        waiting = db.scalars(select(Link).where(Link.sealed_next.is_not(None))).all()
        if not waiting:
            return 0
        for link in waiting:
            link.sealed_facts, link.sealed_next = link.sealed_next or link.sealed_facts, None
        db.merge(Epoch(id=EPOCH_ROW, number=epoch_number(db) + 1))
    return len(waiting)


def purge(db: Session, link_ids: Iterable[UUID]) -> int:
    """Delete links. From then on their tokens are unknown."""
    with writing(db):
        return len(db.scalars(delete(Link).where(Link.id.in_(list(link_ids))).returning(Link.id)).all())
