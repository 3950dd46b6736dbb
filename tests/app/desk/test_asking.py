"""A lead has a case handed over without reading it: they ask whoever reads it, who offers it or does not."""

from datetime import timedelta
from urllib.parse import unquote

import pytest
from flask import Flask

from app.accounts.entering import PROOF_COUNTS
from app.accounts.models import Staff, StaffState
from app.cases import service as cases
from app.db import writing
from app.desk import asking, handover_news
from app.desk.asking import NobodyToAsk
from app.desk.handover import CannotTake
from app.desk.models import HandOver, Step
from tests.app.desk.team import Team, client_for
from tests.app.desk.test_pages import quiet


def leaves(team: Team, who) -> None:
    with writing(team.db):
        team.db.get(Staff, who.id).state = StaffState.SUSPENDED


def test_a_lead_asks_and_her_idva_offers_it(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open(cover_id=team.lead.id)
    team.send(link)
    lead, idva = (client_for(quiet(staff_app), team, who) for who in (team.lead, team.idva))
    assert f"/staff/cases/{case_id}/ask-to-hand" in lead.get(f"/staff/cases/{case_id}").text
    lead.post(f"/staff/cases/{case_id}/ask-to-hand", data={"to_id": str(team.other.id)})
    assert "Amal was asked on" in lead.get(f"/staff/cases/{case_id}").text
    assert handover_news.shown_to(team.db, team.keys, team.other, team.now) == []
    assert "Your lead asks you to hand a case over." in idva.get("/staff/cases").text
    way = f"/staff/cases/{case_id}/hand-to?to={team.other.id}"
    assert way in idva.get("/staff/handovers").text
    assert f'selected value="{team.other.id}"' in idva.get(way).text
    idva.post(way, data={"to_id": str(team.other.id)})
    (row,) = team.db.query(HandOver).all()
    assert (row.step, row.to_id) == (Step.OFFERED, team.other.id)


def test_a_laptop_that_was_left_open_sends_no_case_away_and_a_page_keeps_what_is_chosen(
    staff_app: Flask, team: Team, clock
) -> None:
    case_id, _ = team.open(cover_id=team.lead.id)
    client, way = client_for(quiet(staff_app), team, team.idva), f"/staff/cases/{case_id}/hand-to"
    assert "data-stays" in client.get(way).text, "the script holds it, though nothing in it is typed"
    clock.move(PROOF_COUNTS + timedelta(seconds=1))
    asked = client.get(f"{way}?to={team.other.id}")
    assert unquote(asked.location).endswith(f"/staff/prove?next={way}?to={team.other.id}")
    chosen = {"to_id": str(team.other.id)}
    assert client.post(way, data=chosen, headers={"X-Stays": "1"}).status_code == 403
    assert client.post(way, data=chosen).location.startswith("/staff/prove")
    assert team.db.query(HandOver).count() == 0
    version = cases.get(team.db, case_id).version
    late = client.post(f"/staff/cases/{case_id}/new-link", data={"version": str(version)})
    assert late.location.startswith("/staff/prove")
    assert cases.get(team.db, case_id).version == version, "her link is the one that she has"


def test_where_her_idva_left_who_covers_is_asked_and_else_it_is_said(team: Team) -> None:
    case_id, _ = team.open(cover_id=team.lead.id)
    leaves(team, team.idva)
    asking.ask(team.db, team.keys, case_id, team.other.id, team.lead, team.now)
    assert asking.asked(team.db, case_id).from_id == team.lead.id
    asking.take_back(team.db, team.keys, case_id, team.lead, team.now)
    leaves(team, team.lead)
    with pytest.raises(NobodyToAsk):
        asking.ask(team.db, team.keys, case_id, team.other.id, team.lead, team.now)
    assert asking.asked(team.db, case_id) is None


def test_only_a_lead_of_the_service_asks_and_not_for_who_must_not_see_it(
    staff_app: Flask, team: Team
) -> None:
    case_id, _ = team.open(cover_id=team.lead.id, conflicts=frozenset({team.other.id}))
    for who in (team.idva, team.other):
        client = client_for(quiet(staff_app), team, who)
        assert client.get(f"/staff/cases/{case_id}/ask-to-hand").status_code == 403
        with pytest.raises(cases.NotYours):
            asking.ask(team.db, team.keys, case_id, team.idva.id, who, team.now)
    with pytest.raises(CannotTake):
        asking.ask(team.db, team.keys, case_id, team.other.id, team.lead, team.now)
    assert team.db.query(HandOver).count() == 0
