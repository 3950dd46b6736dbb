"""A worker chooses a text, for now or for her next time: what it says, what it costs, when it would go."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.entry import service as entry
from app.messaging import outbox
from app.messaging.models import Channel
from app.messaging.reach import acted_in
from app.messaging.refusing import Held, Hold, NotNow, NoWindow, Unfit
from app.messaging.senders import Look, look_of
from app.messaging.standing import Standing, standing
from config import Config
from safety.unlocking import show_token
from safety.wording import Parts, parts, unfit

NOW_FOR = timedelta(minutes=30)  # a text for now that could not go by then waits for its worker instead


class When(StrEnum):
    """When a text is to go."""

    NOW = "now"
    NEXT = "next"


@dataclass(frozen=True)
class Choice:
    """Which text, in which language, and when."""

    template: str
    locale: str
    when: When


@dataclass(frozen=True)
class Ready:
    """A text as it would go: exactly these letters, from this sender, then."""

    text: str
    english: str
    parts: Parts
    look: Look
    goes_at: datetime
    standing: Standing


@dataclass(frozen=True)
class By:
    """Who sends, and what it stands on."""

    staff: accounts.StaffView
    config: Config
    now: datetime


def address(db: Session, config: Config, case: cases.Case, now: datetime) -> str:
    """The address of the case's link; empty where it is closed."""
    if case.link_id is None or not cases.link_state(db, case, now).open:
        return ""
    token = entry.shown_token(config.keys, entry.by_id(db, case.link_id))
    return f"{config.survivor_url}/k/{show_token(token)}"


def ready(db: Session, case_id: UUID, choice: Choice, by: By) -> Ready:
    """The text as it would go now, all rules asked.

    Raises NotYours, CoverNotRecorded, Held, NotNow, NoWindow, NoSuchText, Unfit.
    """
    case = acted_in(db, by.config.keys, case_id, by.staff, by.now)
    stands = standing(db, by.config.keys, case, by.now)
    if stands.hold is not None:
        raise Held(stands.hold)
    goes_at = _goes_at(stands, choice.when, by.now)
    look = look_of(db, by.config, case.service_id)
    if not look.ready:
        raise Held(Hold.SENDER_TELLS if look.tells else Hold.NOT_SET_UP)
    said = worded(db, case, choice, by)
    return Ready(said.hers, said.english, parts(said.hers), look, goes_at, stands)


def to_copy(db: Session, case_id: UUID, choice: Choice, by: By) -> str:
    """The text for the worker's own phone: by the same rule, and only inside one of her times.

    Raises NotYours, CoverNotRecorded, Held, NotNow, NoSuchText, Unfit. The trail says that it was shown.
    """
    with writing(db):
        case = acted_in(db, by.config.keys, case_id, by.staff, by.now)
        stands = standing(db, by.config.keys, case, by.now)
        if stands.hold is not None:
            raise Held(stands.hold)
        if not stands.may_go(by.now):
            raise NotNow
        said = worded(db, case, choice, by)
        detail = choice.template
        accounts.append(db, by.config.keys, by.staff.id, "text shown to copy", case_id, by.now, detail)
    return said.hers


def worded(db: Session, case: cases.Case, choice: Choice, by: By) -> entry.Wording:
    """The letters themselves. Raises NoSuchText, Unfit."""
    if choice.locale not in (case.form_locale, case.cover_locale):
        raise entry.NoSuchText
    link = address(db, by.config, case, by.now)
    said = entry.wording(choice.locale, case.skin, choice.template, link, drafts=by.config.demo)
    chosen = link if choice.template == entry.LINK else ""
    if unfit(said.hers, names(db, case), chosen):
        raise Unfit
    return said


def names(db: Session, case: cases.Case) -> list[str]:
    """What a text must never say: the service, and whoever works in it."""
    of_service = accounts.service_of(db, case.service_id)
    people = [person.display_name for person in accounts.people(db, case.service_id)]
    return [*([of_service.name] if of_service else []), *people]


def send(db: Session, key: UUID, case_id: UUID, choice: Choice, by: By, shown: str = "") -> None:
    """Put a text into the outbox, once, however often the page is sent.

    Raises what `ready` does, and Held where number and times are no longer those that were `shown`.
    """
    with writing(db):
        if outbox.known(db, key):
            return
        found = ready(db, case_id, choice, by)
        assert found.standing.known is not None
        if shown and shown != str(found.standing.known.id):
            raise Held(Hold.CHANGED)
        message = outbox.Message(
            channel=Channel.TEXT,
            case_id=case_id,
            known=found.standing.known,
            made_by=by.staff.id,
            template=choice.template,
            content={"to": found.standing.known.agreed.number, "text": found.text},
            due_at=found.goes_at,
            last_at=by.now + NOW_FOR if choice.when is When.NOW else None,
        )
        service_id = cases.get(db, case_id).service_id
        outbox.put(db, by.config.keys, key, service_id, message, by.now)
        detail = f"{choice.template} {choice.when}"
        accounts.append(db, by.config.keys, by.staff.id, "text chosen", case_id, by.now, detail)


def _goes_at(stands: Standing, when: When, now: datetime) -> datetime:
    if when is When.NOW:
        if not stands.may_go(now):
            raise NotNow
        return now
    found = stands.next_at(now)
    if found is None:
        raise NoWindow
    return found
