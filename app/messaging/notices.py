"""Emails to staff: that something is new, and never what.

Promise: every email says the same few words, whatever happened and to whom. One comes at most every four
hours, in the service's own hours; only "please read this soon" comes at once, and at night only where the
service chose so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4, uuid5

from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.messaging import deciding, outbox
from app.messaging.days import holidays_around
from app.messaging.models import INVITATION, Channel, Incoming, Stopped, Told
from app.messaging.senders import look_of
from app.voice import service as voice
from app.web.current import current_config
from config import Config
from safety.contact import quiet_hours

DIGEST_EVERY = timedelta(hours=4)
ALARM_EVERY = timedelta(days=1)
READ = "views opened"  # as the desk writes it into the trail
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
NEW, SOON, BEHIND, UNCLEANED, CERTIFICATE = "new", "soon", "behind", "uncleaned", "certificate"
UNMANNED, COPIES, TRAIL = "unmanned", "copies", "trail"
ROOM, UNOPENED = "room", "unopened"
_KEYS = UUID("6d4c1f6e-6c0e-4a57-9a55-3f0f6a4f7f10")

SUBJECTS = {
    NEW: "Please sign in",
    SOON: "Please sign in soon",
    BEHIND: "Messages are late",
    UNCLEANED: "Texts could not be deleted at the provider",
    CERTIFICATE: "A certificate ends soon",
    UNMANNED: "Please look at the rota",
    COPIES: "Please look at the backups",
    TRAIL: "Please look at the audit trail",
    ROOM: "A disk runs full",
    UNOPENED: "Please look at what is stored",
}
WORDS = {
    NEW: "Something is new for you.",
    SOON: "Something is new for you, and somebody asked that it be read soon.",
    BEHIND: "Messages wait that should have gone. Look at the worker.",
    UNCLEANED: "Texts that were sent could not be deleted at the provider after many tries.",
    CERTIFICATE: "A certificate ends within fourteen days, or cannot be read.",
    UNMANNED: "Nobody is there today, or something was not looked at in time.",
    COPIES: "No backup was made for two days, or one is older than fourteen days and must be deleted.",
    TRAIL: "The audit trail was changed or cut, or was not proved for two days. Change nothing in it.",
    ROOM: "A disk runs full. Once it is, nothing that is sent to us can be kept. Make room on it.",
    UNOPENED: "Something that is stored does not open. Run beforehand doctor: it says in which table.",
}
INVITED = "Set up your account here, within three days:"
ALONE = "You need a number with it, which you are told by voice. This email says no more on purpose.\n"
REST = "Sign in to see what: %s\n\nThis email says no more on purpose. Please do not answer it.\n"


@dataclass(frozen=True)
class News:
    """When something last happened that a person should see, and whether it was asked to be read soon."""

    at: datetime
    soon_at: datetime | None


def tell_staff(db: Session, config: Config, now: datetime) -> int:
    """Put in the emails that are due; how many."""
    return sum(
        _tell(db, config, person, now)
        for service in accounts.services(db)
        for person in (*accounts.idvas(db, service.id), *accounts.leads(db, service.id))
    )


def _tell(db: Session, config: Config, person: accounts.StaffView, now: datetime) -> bool:
    return tell(db, config, person, _news(db, config, person, now), now)


def tell(db: Session, config: Config, person: accounts.StaffView, news: News | None, now: datetime) -> bool:
    """Tell one person of what is new, in the service's hours; whether an email was put in."""
    assert person.service_id is not None
    if news is None or news.at <= max(_told(db, person.id, NEW), _told(db, person.id, SOON)):
        return False
    look = look_of(db, config, person.service_id)
    quiet = quiet_hours(now, look.opens, look.closes, holidays_around(now))
    if news.soon_at and not (quiet and not look.soon) and _put(db, config, person, SOON, news.soon_at, now):
        return True
    return not quiet and _put(db, config, person, NEW, news.at, now)


def _news(db: Session, config: Config, person: accounts.StaffView, now: datetime) -> News | None:
    """What came over the links of cases that they act in since they read it, from a phone, or to a stop."""
    own = cases.covering.acted_in(person, now)
    came = _unread(db, config, person, own)
    moments = [at for each in came for at in (each.last_at, each.feedback_at, each.held_at) if at]
    moments += _from_phones(db, own)
    moments += [each.status_at or each.made_at for each in deciding.stuck_in(db, own)]
    soon = [each.last_at for each in came if each.urgent and each.last_at]
    return News(max(moments), max(soon, default=None)) if moments else None


def _unread(
    db: Session, config: Config, person: accounts.StaffView, own: Select[UUID]
) -> list[voice.Arrived]:
    """What arrived, less what this person has opened since: nothing is new that was read."""
    links = cases.links_by_case(db, own)
    arrived = voice.latest(db, config.keys, links)
    read = accounts.audit.last_by(db, person.id, READ, list(links.values()))
    return [_since(each, read.get(str(links[link_id]))) for link_id, each in arrived.items()]


def _since(each: voice.Arrived, read_at: datetime | None) -> voice.Arrived:
    if read_at is None:
        return each
    views, feedback = (at if at and at > read_at else None for at in (each.last_at, each.feedback_at))
    return replace(each, last_at=views, feedback_at=feedback, urgent=each.urgent and views is not None)


def _from_phones(db: Session, own: Select[UUID]) -> Iterator[datetime]:
    for query in (
        select(func.max(Incoming.came_at)).where(Incoming.case_id.in_(own)),
        select(func.max(Stopped.at)).where(Stopped.case_id.in_(own)),
    ):
        latest = db.scalar(query)
        if latest:
            yield latest


def alarm(db: Session, config: Config, kind: str, now: datetime) -> int:
    """Tell every technician, once a day."""
    return _alarmed(db, config, kind, accounts.technicians(db), now)


def alarm_leads_too(
    db: Session,
    config: Config,
    kind: str,
    now: datetime,
    *,
    every: timedelta = ALARM_EVERY,
    since: datetime = NEVER,
) -> int:
    """Tell every technician and every lead of every service, once a day or as seldom as said, and at once of
    what is so `since` they were last told; how many.
    """
    leads = [lead for service in accounts.services(db) for lead in accounts.leads(db, service.id)]
    people = [*accounts.technicians(db), *leads]
    return _alarmed(db, config, kind, people, now, every, since)


def tell_leads(db: Session, config: Config, service_id: UUID, now: datetime) -> int:
    """Tell a service's leads, once a day, to look at who is on duty; how many."""
    return _alarmed(db, config, UNMANNED, accounts.leads(db, service_id), now)


def carry_invitation(db: Session, person: accounts.StaffView, url: str, now: datetime) -> bool:
    """Send somebody the link of their invitation; False where no email goes from here."""
    config = current_config()
    if not config.demo and not config.providers.mail_host:
        return False
    words = f"{INVITED}\n\n{url}\n\n{ALONE}"
    content = {"to": person.email, "subject": SUBJECTS[NEW], "text": words}
    letter = outbox.Message(Channel.EMAIL, INVITATION, content, due_at=now, staff_id=person.id)
    with writing(db):
        outbox.put(db, config.keys, uuid4(), person.service_id, letter, now)
    return True


def _alarmed(
    db: Session,
    config: Config,
    kind: str,
    people: Iterable[accounts.StaffView],
    now: datetime,
    every: timedelta = ALARM_EVERY,
    since: datetime = NEVER,
) -> int:
    told = {each: _told(db, each.id, kind) for each in people}
    late = [each for each, at in told.items() if at < since or now - at >= every]
    return sum(_put(db, config, each, kind, now, now) for each in late)


def _told(db: Session, staff_id: UUID, kind: str) -> datetime:
    row = db.get(Told, (staff_id, kind), populate_existing=True)
    return row.happened if row else NEVER


def _put(
    db: Session, config: Config, person: accounts.StaffView, kind: str, happened: datetime, now: datetime
) -> bool:
    """One email about what happened by then; none where this person knows of it, or was told just now."""
    key = uuid5(_KEYS, f"{person.id} {kind} {happened.isoformat()}")
    try:
        with writing(db):
            row = db.get(Told, (person.id, kind), populate_existing=True)
            if row and (happened <= row.happened or now - row.at < DIGEST_EVERY):
                return False
            db.merge(Told(staff_id=person.id, kind=kind, happened=happened, at=now))
            outbox.put(db, config.keys, key, person.service_id, _letter(config, person, kind, now), now)
    except IntegrityError:  # another worker told of the same
        return False
    return True


def _letter(config: Config, person: accounts.StaffView, kind: str, now: datetime) -> outbox.Message:
    words = f"{WORDS[kind]}\n{REST % f'{config.staff_url}/staff/'}"
    content = {"to": person.email, "subject": SUBJECTS[kind], "text": words}
    return outbox.Message(Channel.EMAIL, kind, content, due_at=now, staff_id=person.id)
