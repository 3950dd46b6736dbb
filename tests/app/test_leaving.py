"""Whoever is suspended reads nothing from that moment, of what is there and of what comes."""

from datetime import timedelta

import pytest
from flask import Flask

from app.accounts import service as accounts
from app.accounts import staffing
from app.cases import service as cases
from app.desk.service import Why, open_views, record_cover
from app.desk.things import sealed_things
from app.duties import DUTIES
from app.entry import service as entry
from app.entry.found import epoch_number
from app.leaving import keep_from_leavers
from tests.app.desk.conftest import team
from tests.app.desk.team import Team, client_for
from tests.signing_in import post

__all__ = ["team"]


def readers(team: Team, case_id) -> list[frozenset[bytes]]:
    return [frozenset(thing.envelope.key_ids()) for thing in sealed_things(team.db, team.keys, case_id)]


@pytest.mark.parametrize("who", ["idva", "other"])
def test_suspended_on_the_page_they_are_off_what_is_there_and_off_the_link(
    staff_app: Flask, team: Team, who: str
) -> None:
    case_id, link = team.open()
    team.send(link)
    entry.settle_code(team.db, link.link_id)
    team.db.commit()
    gone = getattr(team, who)
    key = accounts.recipient_for(team.db, team.keys, gone.id)
    epoch = epoch_number(team.db)
    assert all(key.key_id in ids for ids in readers(team, case_id))
    lead = client_for(staff_app, team, team.lead)
    assert post(lead, f"/staff/people/{gone.id}/suspend").location == "/staff/people"
    team.db.expire_all()
    assert all(key.key_id not in ids and len(ids) == 2 for ids in readers(team, case_id))
    served = entry.facts_of(team.keys, entry.by_id(team.db, link.link_id))
    assert key.key_id not in {one.key_id for one in served.recipients}
    assert epoch_number(team.db) == epoch + 1
    team.send(link)
    assert all(key.key_id not in ids for ids in readers(team, case_id))


def test_who_covers_reads_on_and_is_named(team: Team, staff_app: Flask) -> None:
    case_id, link = team.open()
    team.send(link)
    post(client_for(staff_app, team, team.lead), f"/staff/people/{team.idva.id}/suspend")
    team.db.expire_all()
    until = team.now + timedelta(days=1)
    record_cover(team.db, team.keys, case_id, Why.LEFT, until, team.lead, team.now)
    assert len(open_views(team.db, team.keys, case_id, team.reader(team.other), team.now).sittings) == 1
    assert entry.facts_of(team.keys, entry.by_id(team.db, link.link_id)).worker == team.other.display_name


def test_what_comes_later_from_a_page_that_was_open_is_taken_from_them_within_a_day(team: Team) -> None:
    case_id, link = team.open()
    key = accounts.recipient_for(team.db, team.keys, team.idva.id)
    staffing.suspend(team.db, team.keys, team.idva.id, team.lead.id, team.now)
    team.send(link)
    assert all(key.key_id in ids for ids in readers(team, case_id))
    assert keep_from_leavers in [duty.do for duty in DUTIES.values()]
    assert keep_from_leavers(team.db, team.keys, team.now) == 1
    assert keep_from_leavers(team.db, team.keys, team.now) == 0
    assert all(key.key_id not in ids for ids in readers(team, case_id))


def test_where_taking_them_off_fails_they_are_not_suspended(team: Team) -> None:
    case_id, _ = team.open()

    def fails(*told) -> None:
        raise cases.NoSuchCase

    with pytest.raises(cases.NoSuchCase):
        staffing.suspend(team.db, team.keys, team.idva.id, team.lead.id, team.now, fails)
    assert accounts.at_work(team.db, team.keys, team.idva.id) is not None
    assert cases.get(team.db, case_id).idva_id == team.idva.id
