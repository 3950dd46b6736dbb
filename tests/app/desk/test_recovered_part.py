"""What a recovery cannot open is said, and what an offer opens already is never taken away by it."""

from uuid import UUID

import pytest
from flask import Flask

from app.accounts import keyring, recovery, staffing
from app.accounts import service as accounts
from app.accounts.models import OwnerKind, Role
from app.cases import service as cases
from app.db import writing
from app.desk import handover
from app.desk.restoring import CannotRecover
from tests.app.desk.leads import Leads, hold_halves, lose, read
from tests.app.desk.team import Team, _person, client_for
from tests.signing_in import post


def another(team: Team, name: str, role: Role = Role.IDVA) -> accounts.StaffView:
    staff_id, team.privates[staff_id] = _person(team.db, team.keys, team.service_id, name, role, team.now)
    with writing(team.db):
        row = keyring.certified(team.db, team.keys, OwnerKind.STAFF, owner_id=staff_id)
        row.sealed_private = b"what a password opens"
    return accounts.staff(team.db, staff_id)


@pytest.fixture
def changed(team: Team) -> tuple[Leads, accounts.StaffView, UUID]:
    """Sent while two leads held recovery, offered to Gus; one of the leads left, and another came."""
    gone = another(team, "Ebo", Role.LEAD)
    hold_halves(team, [team.lead, gone])
    case_id, link = team.open()
    team.send(link)
    gus = another(team, "Gus")
    staffing.suspend(team.db, team.keys, gone.id, team.lead.id, team.now)
    fay = another(team, "Fay", Role.LEAD)
    recovery.remake(team.db, team.keys, team.service_id, None, team.now)
    return Leads(team, [team.lead, fay]), gus, case_id


@pytest.mark.parametrize("to_the_same", [True, False])
def test_an_offer_that_opens_more_stands(changed, to_the_same: bool) -> None:
    leads, gus, case_id = changed
    team = leads.team
    handover.offer(team.db, team.keys, case_id, gus.id, team.reader(), team.now)
    hal = another(team, "Hal")
    asked = leads.ask(reader_id=gus.id if to_the_same else hal.id)
    if to_the_same:
        assert (leads.accept(asked).things, handover.on_offer(team.db, case_id).to_id) == (0, gus.id)
    else:
        with pytest.raises(CannotRecover):
            leads.accept(asked)
    offer = handover.on_offer(team.db, case_id)
    handover.accept(team.db, team.keys, offer.id, cases.Taking(hal.id), team.reader(gus), team.now)
    assert len(read(team, case_id, gus)) == 1


def test_an_offer_whose_taker_lost_their_key_gives_way(changed) -> None:
    leads, gus, case_id = changed
    team = leads.team
    handover.offer(team.db, team.keys, case_id, gus.id, team.reader(), team.now)
    keyring.lose(team.db, [gus.id])
    hal = another(team, "Hal")
    assert leads.accept(leads.ask(reader_id=hal.id)).shut == 1
    assert handover.on_offer(team.db, case_id).to_id == hal.id


def test_what_does_not_open_is_counted_and_the_page_says_so(staff_app: Flask, changed) -> None:
    leads, _, _ = changed
    team = leads.team
    lose(team, team.idva)
    asked = leads.ask()
    on = f"/staff/recovery/{asked}"
    second = client_for(staff_app, team, leads.all[1])
    assert post(second, f"{on}/accept", on=on).location == "/staff/recovery"
    told = second.get("/staff/recovery").text
    assert "1 thing could not be opened" in told
    assert "Nothing had to be given" not in told
    assert "1 thing could not be opened." in second.get("/staff/recovery").text
    assert "not opened=1" in [line.detail for line in accounts.entries(team.db, team.idva.id)][-1]
