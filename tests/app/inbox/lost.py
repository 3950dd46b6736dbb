"""A service whose people on the rota all lost their keys, and its leads, who recover what came."""

from uuid import UUID

from app.accounts import keyring
from app.accounts import service as accounts
from app.accounts.models import OwnerKind, Role
from app.db import writing
from app.desk import recovering, recovery_asked
from app.desk.models import WhyRecover
from app.entry import service as entry
from app.inbox import recovering as given_back
from app.inbox import service
from app.inbox.models import DutyDay
from tests.app.desk.leads import Leads, lose
from tests.app.desk.team import _person
from tests.app.inbox.conftest import Duty

WAY = given_back.WAY.way


def pages_follow(duty: Duty) -> None:
    """The link out there names today's keys."""
    service.refresh(duty.team.db, duty.team.keys, duty.team.now)
    entry.turn_epoch(duty.team.db)


def opens(team, *people) -> None:
    """Their certified keys have private halves that a password opens."""
    with writing(team.db):
        for one in people:
            row = keyring.certified(team.db, team.keys, OwnerKind.STAFF, owner_id=one.id)
            row.sealed_private = b"what a password opens"


def all_lose(duty: Duty) -> None:
    """Everybody of the rota lost their key; each has a new one that a lead certified."""
    team = duty.team
    for one in (team.idva, team.other):
        keyring.lose(team.db, [one.id])
        lose(team, one)
    opens(team, team.idva, team.other)


def read(duty: Duty, sitting, who=None) -> list[str]:
    team = duty.team
    opened = service.open_arrival(team.db, team.keys, sitting, team.reader(who), team.now)
    return [one.shown.answer("known").text for one in opened.sittings]


def ask(leads: Leads):
    team = leads.team
    return recovering.ask(team.db, team.keys, wanted(leads.all[1]), leads.first, team.now, WAY)


def wanted(to: accounts.StaffView) -> recovery_asked.Wanted:
    return recovery_asked.Wanted((), None, WhyRecover.LOST, to.id)


def accept(leads: Leads, asked, by=None, way=WAY):
    team = leads.team
    return recovering.accept(team.db, team.keys, asked, by or leads.second, team.now, way)


def newcomer(duty: Duty) -> accounts.StaffView:
    """Mal, an IDVA who is not on the rota, with a key that a password opens."""
    team = duty.team
    staff_id, team.privates[staff_id] = _person(
        team.db, team.keys, team.service_id, "Mal", Role.IDVA, team.now
    )
    mal = accounts.staff(team.db, staff_id)
    opens(team, mal)
    return mal


def put(duty: Duty, staff_id: UUID) -> UUID:
    """Monday's row by hand; who stood in it."""
    with writing(duty.team.db):
        row = duty.team.db.get(DutyDay, (duty.team.service_id, 0))
        before, row.staff_id = row.staff_id, staff_id
    return before
