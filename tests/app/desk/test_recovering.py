"""Two leads give keys back, and neither alone; a request opens only as what was asked."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from app.accounts import keyring, recovery, staffing
from app.accounts import service as accounts
from app.accounts.errors import NotALead
from app.accounts.halves import RecoveryBroken
from app.accounts.models import OwnerKind, RecoveryHalf
from app.cases import service as cases
from app.db import writing
from app.desk import recovering, wording
from app.desk.models import Recovery, WhyRecover
from app.desk.recovery_asked import (
    NotTheSecond,
    RecoveryOver,
    RecoveryStands,
    lapse,
    refuse,
    said_by,
    withdraw,
)
from app.desk.things import sealed_things
from safety import sealing
from tests.app.desk.leads import Leads, hold_halves, key_ids, lose, read, with_views
from tests.app.desk.team import Team, make_team


def test_two_leads_give_an_idva_who_lost_her_key_all_of_the_case(leads: Leads) -> None:
    team = leads.team
    case_id = with_views(team)
    before = {thing.name: thing.envelope.ciphertext for thing in sealed_things(team.db, team.keys, case_id)}
    asked = leads.ask()
    assert read(team, case_id, team.idva) == []
    given = leads.accept(asked)
    assert (given.things, given.whole, given.left_out) == (2, 1, 0)
    (sitting,) = read(team, case_id, team.idva)
    assert sitting.shown.answer("want").text == "I want a door that locks."
    kept = wording.read(team.db, team.keys, case_id, team.reader().privates)
    assert kept.wording.say == {"want": "Locks."}
    after = {thing.name: thing.envelope.ciphertext for thing in sealed_things(team.db, team.keys, case_id)}
    assert after == before
    for lead in leads.all:
        with pytest.raises(cases.NotYours):
            read(team, case_id, lead)
        own = accounts.recipient_for(team.db, team.keys, lead.id)
        assert all(own.key_id not in ids for ids in key_ids(team, case_id))
    assert leads.team.db.get(Recovery, asked).sealed is None
    trail = [line.action for line in accounts.audit.entries(team.db, case_id)]
    assert [one for one in trail if "recover" in one] == [
        "recovery asked",
        "recovery accepted",
        "given by recovery",
    ]


def test_what_came_before_the_leads_changed_opens_as_well(leads: Leads) -> None:
    team = leads.team
    case_id, link = team.open()
    team.send(link)
    staffing.suspend(team.db, team.keys, leads.all[2].id, leads.all[0].id, team.now)
    lose(team, team.idva)
    leads.accept(leads.ask())
    assert len(read(team, case_id, team.idva)) == 1


def test_neither_lead_has_the_key_while_it_waits(leads: Leads) -> None:
    team = leads.team
    case_id = with_views(team)
    asked = team.db.get(Recovery, leads.ask())
    halves = said_by(team.keys, asked).halves
    for lead in (leads.all[0], leads.all[2]):
        with pytest.raises(RecoveryBroken):
            accounts.join_halves(
                team.db, team.keys, team.service_id, halves, team.privates[lead.id], b"recovery:"
            )
    assert read(team, case_id, team.idva) == []


@pytest.mark.parametrize("column", ["from_id", "to_id", "reader_id", "why", "asked_at"])
def test_a_request_that_was_changed_by_hand_opens_nothing(leads: Leads, column: str) -> None:
    team = leads.team
    with_views(team)
    row = team.db.get(Recovery, leads.ask())
    changed = {
        "from_id": leads.all[2].id,
        "to_id": leads.all[2].id,
        "reader_id": team.other.id,
        "why": WhyRecover.LEFT,
        "asked_at": team.now + timedelta(hours=1),
    }[column]
    with writing(team.db):
        setattr(row, column, changed)
    with pytest.raises(RecoveryOver):
        leads.accept(row.id, team.reader(leads.all[2]) if column == "to_id" else None)


def test_only_the_second_lead_answers_and_once_within_a_day(leads: Leads) -> None:
    team = leads.team
    with_views(team)
    asked = leads.ask()
    for other in (leads.first, team.reader(leads.all[2]), team.reader(team.idva)):
        with pytest.raises(cases.NotYours):
            leads.accept(asked, other)
    with pytest.raises(RecoveryOver):
        leads.accept(asked, later=timedelta(hours=24))
    leads.accept(asked, later=timedelta(hours=23, minutes=59))
    with pytest.raises(RecoveryOver):
        leads.accept(asked)


def test_it_lapses_is_refused_or_is_taken_back_and_then_opens_nothing(leads: Leads) -> None:
    team = leads.team
    case_id = with_views(team)
    first = leads.ask()
    with pytest.raises(RecoveryStands):
        leads.ask()
    with pytest.raises(cases.NotYours):
        withdraw(team.db, team.keys, first, leads.all[1], team.now)
    withdraw(team.db, team.keys, first, leads.all[0], team.now)
    second = leads.ask()
    with pytest.raises(cases.NotYours):
        refuse(team.db, team.keys, second, leads.all[0], team.now)
    refuse(team.db, team.keys, second, leads.all[1], team.now)
    third = leads.ask()
    assert lapse(team.db, team.keys, team.now + timedelta(hours=23)) == 0
    assert lapse(team.db, team.keys, team.now + timedelta(hours=24)) == 1
    for one in (first, second, third):
        assert team.db.get(Recovery, one).sealed is None
        with pytest.raises(RecoveryOver):
            leads.accept(one)
    assert read(team, case_id, team.idva) == []
    lapse(team.db, team.keys, team.now + timedelta(days=40))
    assert team.db.scalars(select(Recovery)).all() == []


def test_the_second_lead_is_another_one_who_works_here(leads: Leads) -> None:
    team = leads.team
    with_views(team)
    far = make_team(team.db, team.keys, team.now)
    for to_id in (leads.all[0].id, team.idva.id, far.lead.id):
        with pytest.raises(NotTheSecond):
            leads.ask(to_id=to_id)
    with pytest.raises(NotALead):
        recovering.ask(team.db, team.keys, leads.wanted(), team.reader(team.idva), team.now)


@pytest.mark.parametrize("who", [0, 1])
def test_a_lead_suspended_in_between_takes_the_request_with_them(leads: Leads, who: int) -> None:
    team = leads.team
    with_views(team)
    asked = leads.ask()
    staffing.suspend(team.db, team.keys, leads.all[who].id, leads.all[2].id, team.now)
    with pytest.raises(NotALead):
        leads.accept(asked)


def test_a_swapped_half_makes_no_key_and_opens_nothing(leads: Leads) -> None:
    team = leads.team
    case_id = with_views(team)
    asked = leads.ask()
    row = team.db.get(Recovery, asked)
    half = team.db.get(RecoveryHalf, UUID(next(iter(said_by(team.keys, row).halves))))
    with writing(team.db):
        own = team.privates[leads.all[1].id][0][0]
        public = keyring.certified(team.db, team.keys, OwnerKind.STAFF, owner_id=leads.all[1].id).public
        context = recovery.half_context(half.id)
        forged = team.keys.data.seal(sealing.seal_small(public, bytes(31) + b"1", context), context)
        if half.key_a.bytes == own:
            half.sealed_r = forged
        else:
            half.sealed_rest = forged
    with pytest.raises(RecoveryBroken):
        leads.accept(asked)
    assert read(team, case_id, team.idva) == []


@pytest.mark.parametrize("when", ["before it is asked", "before it is accepted"])
def test_a_damaged_half_of_one_recovery_key_leaves_the_others(leads: Leads, when: str) -> None:
    """Only where none is left that opens is anything refused."""
    team, two = leads.team, leads.all[:2]
    older = keyring.certified(team.db, team.keys, OwnerKind.RECOVERY, service_id=team.service_id)
    hold_halves(team, two)
    newer = keyring.certified(team.db, team.keys, OwnerKind.RECOVERY, service_id=team.service_id)
    case_id = with_views(team)
    if when == "before it is accepted":
        asked = leads.ask()
    damage(team, older.id)
    if when == "before it is asked":
        asked = leads.ask()
    assert leads.accept(asked).things > 0
    assert len(read(team, case_id, team.idva)) == 1
    damage(team, newer.id)
    with pytest.raises(NotTheSecond):
        leads.ask()


def damage(team: Team, key_id: UUID) -> None:
    """One bit is another in each half of this recovery key."""
    with writing(team.db):
        for half in team.db.scalars(select(RecoveryHalf).where(RecoveryHalf.recovery_key_id == key_id)):
            half.sealed_r = flipped(half.sealed_r)
            half.sealed_rest = flipped(half.sealed_rest)


def flipped(value: bytes) -> bytes:
    return value[:-1] + bytes([value[-1] ^ 1])
