"""The duty inbox: what came over links that many people hold, opened by who is on duty, and decided about.

Promise: each opening is written down before any key is touched; nothing that was opened is kept but where it
is matched or passed on, and then sealed anew to those who read there, before the answer. What came stays as
it came until its 28 days are over. Nobody decides about what they never opened, and "no way to reach her" and
"not real" count only once a second person has opened it and says the same.
"""

from collections import Counter
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.desk import service as desk
from app.entry import service as entry
from app.inbox.links import kit_ids, make_link, opens_any, past, refresh
from app.inbox.models import SEEN_TWICE, Arrival, ArrivalPassed, CommunityLink
from app.inbox.opening import OPENED, NoSuchArrival, Opened, Waiting, one_of, open_arrival, waiting
from app.inbox.passing import (
    MatchedBefore,
    NobodyThere,
    PassedBefore,
    places,
    refuse_twice,
    send_on,
    way_on,
    whose,
)
from app.inbox.returning import (
    ConfirmedHere,
    NothingBehind,
    TouchedThere,
    given_back,
    not_hers,
    returnable,
    take_back,
)
from app.inbox.rota import on_duty, rotas_standing, save_rota, works
from app.inbox.standing import DECIDED, DecidedBefore, Decision, number, refuse_over, take_turn
from app.messaging import service as messaging
from app.translating import service as translating
from app.voice import service as voice
from config import Config, Keys
from safety import retention
from safety.errors import SafetyRefusal

__all__ = [
    "ConfirmedHere",
    "DecidedBefore",
    "Decision",
    "MatchedBefore",
    "NoSuchArrival",
    "NobodyThere",
    "NothingBehind",
    "Opened",
    "PassedBefore",
    "TouchedThere",
    "Waiting",
    "alarm",
    "decide",
    "erase",
    "given_back",
    "kit_ids",
    "make_link",
    "not_hers",
    "number",
    "open_arrival",
    "places",
    "purge",
    "refresh",
    "returnable",
    "rotas_standing",
    "save_rota",
    "take_back",
    "tell",
    "waiting",
    "whose",
]


class NotLooked(SafetyRefusal):
    """Nobody decides about what they never opened, nor about what came since."""

    code = "not_looked"


def decide(
    db: Session, keys: Keys, sitting_id: UUID, decision: Decision, reader: desk.Reader, now: datetime
) -> bool:
    """Write down what becomes of it; matched it goes to its case, passed on to whoever is on duty there.

    Returns whether a second person has to say the same before it counts. What two said stands if one of them
    repeats it; what somebody said before more came counts for nothing.
    Raises NoSuchArrival, NotOnRota, NotLooked, NoSuchCase, NobodyThere, MatchedBefore, PassedBefore,
    DecidedBefore; then nothing is written down.
    """
    what, staff, found = decision.what, reader.staff, one_of(db, sitting_id, reader.staff)
    last_at = found.sitting.last_at
    if not any(
        line.action == OPENED and line.actor_id == staff.id and line.at >= last_at
        for line in accounts.entries(db, sitting_id)
    ):
        raise NotLooked
    assert staff.service_id is not None
    way = way_on(db, keys, sitting_id, decision, reader, now)
    with writing(db):
        take_turn(db, staff.service_id)
        refuse_twice(db, found, way)
        refuse_over(db, found, decision, cases.By(staff, keys, now))
        if way is not None:
            send_on(db, keys, found, way, reader, now)
        accounts.append(db, keys, staff.id, DECIDED, sitting_id, now, what)
        before = db.get(Arrival, sitting_id, populate_existing=True)
        row = Arrival(sitting_id=sitting_id, what=what, by_id=staff.id, at=now, second_id=None)
        if before is not None and before.what is what and what in SEEN_TWICE and before.at >= last_at:
            another = staff.id if before.by_id != staff.id else None
            row.by_id, row.second_id = before.by_id, before.second_id or another
        db.merge(row)
        return what in SEEN_TWICE and row.second_id is None


def tell(db: Session, config: Config, now: datetime) -> int:
    """Tell whoever is on duty that something came; how many emails."""
    return sum(_told(db, config, service.id, now) for service in accounts.services(db))


def _told(db: Session, config: Config, service_id: UUID, now: datetime) -> bool:
    came = [one.sitting for one in waiting(db, service_id) if one.open]
    person = on_duty(db, config.keys, service_id, _today(now)) if came and works(_today(now)) else None
    if person is None:
        return False
    soon = max((one.last_at for one in came if one.urgent), default=None)
    return messaging.tell(db, config, person, messaging.News(max(one.last_at for one in came), soon), now)


def alarm(db: Session, config: Config, now: datetime) -> int:
    """Tell the leads where nobody is on duty on a working day, or something was not looked at in time."""
    return sum(
        messaging.tell_leads(db, config, service.id, now)
        for service in accounts.services(db)
        if unmanned(db, config.keys, service.id, now) or any(one.late(now) for one in waiting(db, service.id))
    )


def unmanned(db: Session, keys: Keys, service_id: UUID, now: datetime) -> bool:
    """Whether today something could come that nobody is there to read."""
    today = _today(now)
    return works(today) and opens_any(db, service_id, now) and on_duty(db, keys, service_id, today) is None


def purge(db: Session, now: datetime) -> Counter[UUID]:
    """What came 28 days ago goes, with what was decided; links that ended so long ago too.

    How many things and links went, by service.
    """
    before = now - timedelta(days=retention.VIEWS_DAYS)
    with writing(db):
        every = dict(db.execute(select(CommunityLink.link_id, CommunityLink.service_id)).all())
        past_it = [one for one in voice.sittings(db, every) if one.last_at < before]
        over = [one.id for one in past_it]
        db.execute(delete(Arrival).where(Arrival.sitting_id.in_(over)))
        db.execute(delete(ArrivalPassed).where(ArrivalPassed.sitting_id.in_(over)))
        ended = past(db, now)
        translating.forget(db, [*voice.sends_in(db, over), *voice.came_over(db, ended)])
        voice.purge_sittings(db, over)
        voice.purge(db, ended, now)
        db.execute(delete(CommunityLink).where(CommunityLink.link_id.in_(ended)))
        entry.purge(db, ended)
    return Counter(every[one] for one in (*(each.link_id for each in past_it), *ended))


def erase(db: Session, case_id: UUID) -> int:
    """At her wish: what a case got from here goes here too, before its 28 days; how many sends went."""
    with writing(db):
        went = select(ArrivalPassed).where(ArrivalPassed.subject_id == case_id)
        sittings = [row.sitting_id for row in db.scalars(went)]
        translating.forget(db, voice.sends_in(db, sittings))
        db.execute(delete(ArrivalPassed).where(ArrivalPassed.sitting_id.in_(sittings)))
        db.execute(delete(Arrival).where(Arrival.sitting_id.in_(sittings)))
        return voice.purge_sittings(db, sittings)


def _today(now: datetime) -> date:
    return cases.london(now).date()
