"""A case while it is being filled in: kept as it is typed, by one person in one window at a time."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases.binding import bind, choose_codes, has_duress, has_words, require_bound
from app.cases.models import (
    INTERPRETER_MAX,
    REFERENCE_MAX,
    Case,
    CaseConflict,
    ContactAgreement,
    How,
    State,
)
from app.db import writing
from config import Keys
from safety.errors import SafetyRefusal


class CaseChanged(SafetyRefusal):
    """The case was changed elsewhere after this page was opened. Nothing was overwritten."""

    code = "case_changed"


class NotYours(SafetyRefusal):
    """The case belongs to someone else, or this person must not see it."""

    code = "not_yours"


class NoSuchCase(SafetyRefusal):
    """There is no such case, or it is gone."""

    code = "no_such_case"


@dataclass(frozen=True)
class Contact:
    """What was agreed live. `how` is None where nothing was agreed: silence is a no.

    `notes`: notes may wait behind her code.
    """

    how: How | None = None
    interpreter: str = ""
    notes: bool = False


@dataclass(frozen=True)
class Draft:
    """Everything that the opening page asks, each with its safe default."""

    reference: str = ""
    meeting_id: UUID | None = None
    form_locale: str = "en"
    contact: Contact = Contact()
    young: bool = False
    cover_locale: str = "en"
    skin: str = "plain"
    cover_id: UUID | None = None
    duress: bool = False
    words: bool = False
    conflicts: frozenset[UUID] = frozenset()


def locked(db: Session, case_id: UUID, version: int | None = None) -> Case:
    """The case, held for this transaction. Raises NoSuchCase, and CaseChanged where the version is older."""
    case = db.scalar(
        select(Case).where(Case.id == case_id).with_for_update().execution_options(populate_existing=True)
    )
    if case is None:
        raise NoSuchCase
    if version is not None and case.version != version:
        raise CaseChanged
    return case


def locked_own(db: Session, case_id: UUID, owner_id: UUID, version: int | None = None) -> Case:
    """The same of whoever's it is; others hear that first. Raises NoSuchCase, NotYours, CaseChanged."""
    case = locked(db, case_id)
    if case.idva_id != owner_id:
        raise NotYours
    if version is not None and case.version != version:
        raise CaseChanged
    return case


def save_draft(
    db: Session,
    keys: Keys,
    case_id: UUID,
    owner: accounts.StaffView,
    draft: Draft,
    version: int,
    now: datetime,
) -> int:
    """Keep what is typed so far; the first save makes the row. Answers the new version.

    Raises CaseChanged where another window saved in between, NotYours on someone else's case,
    CaseNotBelieved where the row was changed by hand.
    """
    with writing(db):
        if version == 0 and db.get(Case, case_id, populate_existing=True) is None:
            case = _new(db, keys, case_id, owner, now)
        else:
            case = locked_own(db, case_id, owner.id, version)
        if case.state is not State.DRAFT:
            raise CaseChanged
        require_bound(keys, case)
        _write(db, keys, case, draft, owner, now)
        bind(keys, case)
    return case.version


def _new(db: Session, keys: Keys, case_id: UUID, owner: accounts.StaffView, now: datetime) -> Case:
    assert owner.service_id is not None
    case = Case(
        id=case_id,
        service_id=owner.service_id,
        idva_id=owner.id,
        form_locale="en",
        cover_locale="en",
        skin="plain",
        created_at=now,
        changed_at=now,
        version=0,
    )
    bind(keys, case)
    choose_codes(keys, case, duress=False, words=False)
    db.add(case)
    db.flush()
    return case


def _write(db: Session, keys: Keys, case: Case, draft: Draft, by: accounts.StaffView, now: datetime) -> None:
    case.reference = draft.reference[:REFERENCE_MAX]
    case.meeting_id, case.cover_id = draft.meeting_id, draft.cover_id
    case.form_locale, case.cover_locale, case.skin = draft.form_locale, draft.cover_locale, draft.skin
    case.young = draft.young
    choose_codes(keys, case, duress=draft.duress, words=draft.words)
    case.version, case.changed_at = case.version + 1, now
    if agreed(db, case.id) != draft.contact:
        db.execute(delete(ContactAgreement).where(ContactAgreement.case_id == case.id))
        add_agreement(db, case, draft.contact, by.id, now)
    db.execute(delete(CaseConflict).where(CaseConflict.case_id == case.id))
    db.add_all(CaseConflict(case_id=case.id, staff_id=staff_id) for staff_id in draft.conflicts)


def add_agreement(db: Session, case: Case, contact: Contact, by: UUID, now: datetime) -> None:
    """Write down what was agreed, at this moment; earlier agreements of an open case stay beside it."""
    db.add(
        ContactAgreement(
            case_id=case.id,
            idva_id=case.idva_id,
            may_contact=contact.how is not None,
            may_reply=contact.how is not None and contact.notes,
            how=contact.how,
            interpreter=contact.interpreter[:INTERPRETER_MAX],
            agreed_at=now,
            recorded_by=by,
        )
    )


def agreement_of(db: Session, case_id: UUID) -> ContactAgreement | None:
    """The newest agreement about reaching her."""
    newest = select(ContactAgreement).where(ContactAgreement.case_id == case_id)
    return db.scalar(newest.order_by(ContactAgreement.agreed_at.desc()).limit(1))


def agreed(db: Session, case_id: UUID) -> Contact:
    """The newest agreement as it is typed; none is a no."""
    found = agreement_of(db, case_id)
    return Contact(found.how, found.interpreter, found.may_reply) if found else Contact()


def all_conflicts(db: Session) -> list[tuple[UUID, UUID]]:
    """Every case and person who must not see it."""
    return [(row.case_id, row.staff_id) for row in db.scalars(select(CaseConflict))]


def conflicts_of(db: Session, case_id: UUID) -> frozenset[UUID]:
    """Who must not see this case."""
    rows = select(CaseConflict.staff_id).where(CaseConflict.case_id == case_id)
    return frozenset(db.scalars(rows))


def draft_of(db: Session, keys: Keys, case: Case) -> Draft:
    """A case as the opening page shows it."""
    return Draft(
        reference=case.reference,
        meeting_id=case.meeting_id,
        form_locale=case.form_locale,
        contact=agreed(db, case.id),
        young=case.young,
        cover_locale=case.cover_locale,
        skin=case.skin,
        cover_id=case.cover_id,
        duress=has_duress(keys, case),
        words=has_words(keys, case),
        conflicts=conflicts_of(db, case.id),
    )
