"""The demonstration's cases: invented references before invented meetings, with links that can be tried.

Promise: the same secret gives the same addresses and codes on every start; whatever ended is made anew, so
that every link told is open and its meeting ahead. One case more, whose link is not told, has its meeting
behind it. Nothing here runs outside a demonstration or a test.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import meetings, opening
from app.cases.acting import By
from app.cases.drafts import Contact, Draft, save_draft
from app.cases.models import Case, CaseLink, How, Meeting, State
from app.db import writing
from app.entry import service as entry
from config import Keys
from safety.drawing import Draw, stream

AREA = "E09000012"
WEEKS_AHEAD = (2, 4, 6)
THURSDAY = 3
AT = time(10)
TOTAL = 11
BEFORE = timedelta(days=3)  # a meeting: when the case was opened whose meeting was
LATELY = timedelta(days=14)
USUAL = "plain"
SPOKE = Contact(How.SPEAKING)
NOTES = Contact(How.SPEAKING, notes=True)
NOT_AGREED = Contact()


@dataclass(frozen=True)
class Plan:
    """One case of the demonstration: whose it is, what it looks like, and in which languages."""

    word: str
    idva: int
    skin: str
    cover_locale: str
    form_locale: str
    meeting: int
    duress: bool = False
    words: bool = False
    young: bool = False
    contact: Contact = NOT_AGREED

    @property
    def looks(self) -> entry.Looks:
        """What the page shows. The usual app stands in for one that is not there in this language."""
        there = self.skin in entry.skins() and any(
            found.code == self.cover_locale for found in entry.cover_locales(self.skin)
        )
        return entry.Looks(self.skin if there else USUAL, self.cover_locale, self.form_locale)

    @property
    def codes(self) -> entry.Wanted:
        """Nobody has reviewed the lists of words yet: a demonstration may use them all the same."""
        return entry.Wanted(self.duress, self.words, drafts=True)


PLANS = (
    Plan("ALD", 0, "plain", "en", "en", 0, contact=SPOKE),
    Plan("BIR", 0, "list", "en", "ar", 0, contact=Contact(How.SPEAKING, "Interpreter on the telephone")),
    Plan("CED", 0, "recipes", "ar", "ar", 1, contact=SPOKE),
    Plan("ELD", 1, "plain", "en", "en", 0, duress=True, contact=Contact(How.IN_PERSON)),
    Plan("HAZ", 1, "calculator", "en", "en", 1, duress=True, young=True),
    Plan("ROW", 1, "list", "ar", "ar", 2, contact=Contact(How.IN_PERSON)),
    Plan("MAP", 1, "recipes", "en", "en", 2, duress=True, words=True, contact=NOTES),
)
HELD = Plan("OAK", 0, "plain", "en", "en", 0, contact=NOTES)


@dataclass(frozen=True, repr=False)
class DemoLink:
    """One link of the demonstration, with the codes that only a demonstration may tell."""

    plan: Plan
    reference: str
    idva: str
    link: entry.NewLink

    def entry(self, survivor_url: str) -> dict[str, str | None]:
        """The link as demo.json tells of it."""
        return {
            "url": f"{survivor_url}/k/{self.link.token}",
            "kind": "case",
            "code": self.link.code,
            "duress_code": self.link.duress_code,
            "cover_locale": self.plan.cover_locale,
            "locale": self.plan.form_locale,
            "skin": self.plan.looks.skin,
            "case": self.reference,
            "idva": self.idva,
        }


def make_cases(db: Session, keys: Keys, secret: bytes, service_id: UUID, now: datetime) -> list[DemoLink]:
    """The cases, each with an open link and a meeting ahead; made where they are missing or over."""
    ahead = [_meeting(db, service_id, now, weeks) for weeks in WEEKS_AHEAD]
    return [_case(db, keys, secret, service_id, plan, ahead[plan.meeting], now) for plan in PLANS]


def make_held(db: Session, keys: Keys, secret: bytes, service_id: UUID, now: datetime) -> UUID:
    """The case whose meeting was lately; another where it ended, or its meeting is long ago."""
    reference, told = _named(db, secret, HELD, now - LATELY, now)
    if entry.known(db, told.link_id) is None:
        meeting = _held_meeting(db, service_id, now)
        _open(db, keys, secret, service_id, HELD, reference, meeting.id, meeting.starts_at - BEFORE)
    return db.scalars(select(CaseLink.case_id).where(CaseLink.link_id == told.link_id)).one()


def make_meeting(db: Session, service_id: UUID, now: datetime) -> None:
    """A meeting ahead for a service without cases, at which one that is handed over to it can be heard."""
    _meeting(db, service_id, now, WEEKS_AHEAD[0])


def make_past(db: Session, held: Iterable[tuple[UUID, str, date, int | None]]) -> None:
    """Meetings that were held: whose, where, on which day, with how many cases. None is made twice."""
    there = {(row.service_id, row.area_code, row.starts_at) for row in db.scalars(select(Meeting))}
    with writing(db):
        for service_id, area, on, total in held:
            starts_at = meetings.from_london(on, AT)
            if (service_id, area, starts_at) not in there:
                cut_off = meetings.usual_cut_off(on)
                row = Meeting(service_id=service_id, area_code=area, starts_at=starts_at, cut_off_at=cut_off)
                row.agenda_total = total
                db.add(row)


def _case(
    db: Session, keys: Keys, secret: bytes, service_id: UUID, plan: Plan, meeting_id: UUID, now: datetime
) -> DemoLink:
    reference, told = _named(db, secret, plan, now, now)
    if entry.known(db, told.link_id) is None:
        told = _open(db, keys, secret, service_id, plan, reference, meeting_id, now)
    return DemoLink(plan, reference, _idvas(db, service_id)[plan.idva].email, told)


def _named(
    db: Session, secret: bytes, plan: Plan, since: datetime, now: datetime
) -> tuple[str, entry.NewLink]:
    """The first reference whose case is still to be made, or is open and meets after `since`; its link."""
    number = 1
    while _is_over(
        db, reference := f"{plan.word}-{number}", plan, _told(secret, reference, plan, now), since, now
    ):
        number += 1
    return reference, _told(secret, reference, plan, now)


def _open(
    db: Session,
    keys: Keys,
    secret: bytes,
    service_id: UUID,
    plan: Plan,
    reference: str,
    meeting_id: UUID,
    at: datetime,
) -> entry.NewLink:
    idvas = _idvas(db, service_id)
    idva, cover = idvas[plan.idva], idvas[1 - plan.idva]
    draft = Draft(
        reference=reference,
        meeting_id=meeting_id,
        form_locale=plan.form_locale,
        cover_locale=plan.cover_locale,
        skin=plan.looks.skin,
        contact=plan.contact,
        young=plan.young,
        cover_id=cover.id,
        duress=plan.duress,
        words=plan.words,
    )
    by, case_id = By(idva, keys, at, _draw(secret, reference), drafts=True), uuid4()
    version = save_draft(db, keys, case_id, idva, draft, 0, at)
    told = opening.open_from(db, case_id, draft, version, by)
    opening.settle(db, case_id, by)
    return told


def _idvas(db: Session, service_id: UUID) -> list[accounts.StaffView]:
    return sorted(accounts.idvas(db, service_id), key=lambda person: person.email)


def _is_over(
    db: Session, reference: str, plan: Plan, told: entry.NewLink, since: datetime, now: datetime
) -> bool:
    """Whether a case of this reference was made, and its told link is not what is planned, or is over."""
    case = db.scalar(select(Case).join(CaseLink).where(CaseLink.link_id == told.link_id))
    if case is None:
        return db.scalar(select(Case.id).where(Case.reference == reference).limit(1)) is not None
    link, meeting = entry.known(db, told.link_id), meetings.meeting_of(db, case.meeting_id)
    planned = link is not None and link.skin == plan.looks.skin and link.open_at(now)
    meets = meeting is not None and meeting.starts_at > since
    return not (planned and meets and case.state is State.OPEN)


def _told(secret: bytes, reference: str, plan: Plan, now: datetime) -> entry.NewLink:
    return entry.draw_names(_draw(secret, reference), plan.looks, plan.codes, now)


def _draw(secret: bytes, reference: str) -> Draw:
    return stream(secret, f"case {reference}".encode())


def _meeting(db: Session, service_id: UUID, now: datetime, weeks: int) -> UUID:
    """The first meeting within a fortnight of so many weeks ahead; a new one where there is none."""
    first = now + timedelta(weeks=weeks - 1)
    for meeting in meetings.meetings_ahead(db, service_id, first):
        if meeting.starts_at < first + timedelta(weeks=2):
            return meeting.id
    day = meetings.london(now + timedelta(weeks=weeks)).date()
    thursday = day + timedelta(days=(THURSDAY - day.weekday()) % 7)
    return meetings.add_meeting(db, service_id, meetings.NewMeeting(AREA, thursday, AT, agenda_total=TOTAL))


def _held_meeting(db: Session, service_id: UUID, now: datetime) -> Meeting:
    """The meeting of the last Thursday before today."""
    yesterday = meetings.london(now).date() - timedelta(days=1)
    thursday = yesterday - timedelta(days=(yesterday.weekday() - THURSDAY) % 7)
    make_past(db, [(service_id, AREA, thursday, TOTAL)])
    where = (Meeting.service_id == service_id, Meeting.area_code == AREA)
    return db.scalars(
        select(Meeting).where(*where, Meeting.starts_at == meetings.from_london(thursday, AT))
    ).one()
