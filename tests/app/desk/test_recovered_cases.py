"""What two leads give: which cases, to whom, and who has no part in it."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts import keyring, staffing
from app.accounts.models import OwnerKind
from app.cases import service as cases
from app.cases.models import Why
from app.db import writing
from app.desk import handover, recovering
from app.desk.models import HandOver, Recovery, Step, WhyRecover
from app.desk.recovery_asked import (
    ReaderChanged,
)
from app.desk.referring import NoSuchReference
from app.desk.restoring import CannotRecover
from app.desk.service import record_cover
from tests.app.desk.leads import REFERENCE, Leads, key_ids, lose, read, with_views
from tests.app.desk.team import make_team


@pytest.mark.parametrize("who", ["first", "second", "reader"])
def test_whoever_must_not_see_a_case_has_no_part_in_it(leads: Leads, who: str) -> None:
    team = leads.team
    barred = {"first": leads.all[0], "second": leads.all[1], "reader": team.other}[who]
    _, link = team.open(conflicts=frozenset({barred.id}), cover_id=leads.all[2].id)
    team.send(link)
    with pytest.raises(CannotRecover if who == "reader" else NoSuchReference):
        leads.ask(reader_id=team.other.id if who == "reader" else team.idva.id)
    assert team.db.scalars(select(HandOver)).all() == []


@pytest.mark.parametrize("who", ["first", "second", "reader"])
def test_a_conflict_declared_in_between_keeps_the_case_back(leads: Leads, who: str) -> None:
    team = leads.team
    case_id, link = team.open(cover_id=leads.all[2].id)
    team.send(link)
    asked = leads.ask(reader_id=team.other.id)
    late = {"first": leads.all[0], "second": leads.all[1], "reader": team.other}[who]
    cases.declare_conflict(team.db, REFERENCE, team.by(late))
    before = key_ids(team, case_id)
    with pytest.raises(CannotRecover):
        leads.accept(asked)
    assert key_ids(team, case_id) == before
    assert handover.on_offer(team.db, case_id) is None


def test_of_several_cases_those_that_are_gone_are_left_out(leads: Leads) -> None:
    team = leads.team
    case_id = with_views(team)
    other_id, _ = team.open(reference="H-2030-099")
    asked = leads.ask(references=(REFERENCE, "h 2030 099"))
    with writing(team.db):
        cases.purge(team.db, [other_id])
    given = leads.accept(asked)
    assert (given.whole, given.left_out) == (1, 1)
    assert len(read(team, case_id, team.idva)) == 1


def test_a_reference_that_there_is_not_is_said_and_nothing_is_asked(leads: Leads) -> None:
    team = leads.team
    with_views(team)
    far = make_team(team.db, team.keys, team.now)
    far.open(reference="F-1")
    for missing in ("H-9", "F-1", " ", "H-2030-0140"):
        with pytest.raises(NoSuchReference) as said:
            leads.ask(references=(REFERENCE, missing))
        assert said.value.references == (missing,)
    assert team.db.scalars(select(Recovery)).all() == []


def test_a_case_changed_by_hand_is_given_to_nobody(leads: Leads) -> None:
    team = leads.team
    case_id = with_views(team)
    asked = leads.ask()
    with writing(team.db):
        cases.get(team.db, case_id).cover_id = leads.all[2].id
    with pytest.raises(CannotRecover):
        leads.accept(asked)


def test_a_reader_whose_key_is_another_by_then_has_to_be_asked_for_again(leads: Leads) -> None:
    team = leads.team
    with_views(team)
    asked = leads.ask()
    lose(team, team.idva)
    with pytest.raises(ReaderChanged):
        leads.accept(asked)


def _renewed(team, who):
    """A month is over: their next key, made in their own session; the older one opens still."""
    old = keyring.certified(team.db, team.keys, OwnerKind.STAFF, owner_id=who.id)
    held = team.privates[who.id]
    lose(team, who)
    with writing(team.db):
        old.sealed_private = b"what a password opens"
    team.privates[who.id] = [*held, *team.privates[who.id]]
    return old.id.bytes


@pytest.mark.parametrize("offered", [False, True])
def test_a_reader_whose_key_gave_way_to_the_next_is_given_it_for_the_key_that_was_named(
    leads: Leads, offered: bool
) -> None:
    team = leads.team
    reader = team.other if offered else team.idva
    case_id, link = team.open(cover_id=leads.all[2].id)
    team.send(link)
    if not offered:
        lose(team, reader)
    asked = leads.ask(reader_id=reader.id)
    named = _renewed(team, reader)
    assert leads.accept(asked).things == 1
    if offered:
        offer, taking = handover.on_offer(team.db, case_id), cases.Taking(leads.all[2].id)
        handover.accept(team.db, team.keys, offer.id, taking, team.reader(reader), team.now)
    else:
        assert all(named in ids for ids in key_ids(team, case_id))
    assert len(read(team, case_id, reader)) == 1


def test_a_key_that_a_reset_took_is_not_given_it_whatever_else_is_written_about_it(leads: Leads) -> None:
    """Nor a key of somebody else's, one that was never certified, or one whose row was changed by hand."""
    team = leads.team
    with_views(team)
    asked = leads.ask()
    old = keyring.certified(team.db, team.keys, OwnerKind.STAFF, owner_id=team.idva.id)
    _renewed(team, team.idva)
    for changed in ({"sealed_private": None}, {"owner_id": team.other.id}, {"certified_at": None}):
        before = {name: getattr(old, name) for name in changed}
        with writing(team.db):
            for name, value in changed.items():
                setattr(old, name, value)
        with pytest.raises(ReaderChanged):
            leads.accept(asked)
        with writing(team.db):
            for name, value in before.items():
                setattr(old, name, value)
    assert leads.accept(asked).whole == 1


def test_a_key_that_a_reset_took_is_not_given_it_where_its_private_half_was_put_back(leads: Leads) -> None:
    """From a copy of the database from before: the trail says that it was taken."""
    team = leads.team
    old = keyring.certified(team.db, team.keys, OwnerKind.STAFF, owner_id=team.idva.id)
    named = _renewed(team, team.idva)
    copied = old.sealed_private
    assert keyring.earlier_recipient(team.db, team.keys, team.idva.id, named) is not None
    staffing.reset(team.db, team.keys, team.idva.id, team.lead.id, team.now)
    with writing(team.db):
        team.db.refresh(old)
        assert old.sealed_private is None
        old.sealed_private = copied
    assert keyring.earlier_recipient(team.db, team.keys, team.idva.id, named) is None


def test_a_lead_reads_by_it_only_as_the_cover_that_is_recorded(leads: Leads) -> None:
    team = leads.team
    case_id, link = team.open(cover_id=leads.all[0].id)
    team.send(link)
    lose(team, leads.all[0])
    for reader in (leads.all[0], leads.all[1], leads.all[2]):
        with pytest.raises(CannotRecover):
            leads.ask(reader_id=reader.id)
    until = team.now + timedelta(days=2)
    record_cover(team.db, team.keys, case_id, Why.SICK, until, leads.all[2], team.now)
    third = team.reader(leads.all[2])
    wanted = leads.wanted(reader_id=leads.all[0].id)
    asked = recovering.ask(team.db, team.keys, wanted, third, team.now)
    leads.accept(asked)
    assert len(read(team, case_id, leads.all[0])) == 1


def test_another_idva_is_offered_the_case_and_reads_what_came_before_once_it_is_theirs(leads: Leads) -> None:
    team = leads.team
    case_id, link = team.open(cover_id=leads.all[2].id)
    team.send(link)
    staffing.suspend(team.db, team.keys, team.idva.id, leads.all[0].id, team.now)
    asked = leads.ask(reader_id=team.other.id, why=WhyRecover.LEFT)
    leads.accept(asked)
    with pytest.raises(cases.NotYours):
        read(team, case_id, team.other)
    row = handover.on_offer(team.db, case_id)
    assert row.recovered and row.step is Step.OFFERED
    taking = cases.Taking(leads.all[2].id)
    handover.accept(team.db, team.keys, row.id, taking, team.reader(team.other), team.now)
    (sitting,) = read(team, case_id, team.other)
    assert sitting.shown.answer("want").text == "I want a door that locks."
