"""Whoever must not see a case is kept from it: refused, taken off what was sealed, its cover no more."""

from datetime import timedelta

import pytest
from flask import Flask

from app.accounts import service as accounts
from app.cases import service as cases
from app.cases.models import CoverRecord
from app.desk.service import Why, cover_ahead, open_views, record_cover
from app.desk.things import keep_from, keep_from_conflicts
from app.entry import service as entry
from tests.app.desk.team import Team, client_for
from tests.app.desk.test_handover import key_ids


def test_who_keeps_themself_from_a_case_is_kept_and_nobody_is_put_there(staff_app: Flask, team: Team) -> None:
    staff_app.config["WTF_CSRF_ENABLED"] = False
    case_id, link = team.open()
    team.send(link)
    record_cover(team.db, team.keys, case_id, Why.SICK, team.now + timedelta(days=1), team.idva, team.now)
    client = client_for(staff_app, team, team.other)
    said = client.post("/staff/conflict", data={"reference": " h-2030-014 "}, follow_redirects=True).text
    nothing = client.post("/staff/conflict", data={"reference": "NO-2030-999"}, follow_redirects=True).text
    assert "has such a case, you are kept from it" in said
    assert said.count('role="status"') == nothing.count('role="status"')
    case = cases.get_bound(team.db, team.keys, case_id)
    assert case.cover_id is None  # not a lead either, whom no IDVA named
    assert "nobody covers" in client_for(staff_app, team, team.idva).get("/staff/cases").text
    assert cover_ahead(team.db, case, team.now) is None  # what stood for them fell with them
    assert team.db.query(CoverRecord).count() == 0
    assert (
        "is recorded from" not in client_for(staff_app, team, team.idva).get(f"/staff/cases/{case_id}").text
    )
    theirs = accounts.recipient_for(team.db, team.keys, team.other.id)
    assert all(theirs.key_id not in ids for ids in key_ids(team, case_id))
    with pytest.raises(cases.NotYours):
        open_views(team.db, team.keys, case_id, team.reader(team.other), team.now)
    assert "H-2030-014" not in client.get("/staff/cases").text
    team.send(link, at=team.now + timedelta(minutes=1))
    assert keep_from_conflicts(team.db, team.keys) <= 1
    assert all(theirs.key_id not in ids for ids in key_ids(team, case_id))
    assert open_views(team.db, team.keys, case_id, team.reader(), team.now).unread == []


def test_of_an_own_case_it_says_what_is_true(staff_app: Flask, team: Team) -> None:
    staff_app.config["WTF_CSRF_ENABLED"] = False
    case_id, _ = team.open()
    client = client_for(staff_app, team, team.idva)
    said = client.post("/staff/conflict", data={"reference": "H-2030-014"}, follow_redirects=True).text
    assert "You are not kept from it" in said
    assert "has such a case, you are kept from it" in said
    assert client.get(f"/staff/cases/{case_id}").status_code == 200


def test_an_own_case_is_handed_over_not_left_alone(team: Team) -> None:
    case_id, _ = team.open()
    said = cases.declare_conflict(team.db, "H-2030-014", team.by())
    assert (said.case_ids, said.own) == ((), True)
    assert cases.conflicts_of(team.db, case_id) == frozenset()


def test_where_nobody_covers_the_links_seal_to_her_idva_and_recovery(team: Team) -> None:
    case_id, link = team.open(conflicts=frozenset({team.lead.id}))
    entry.settle_code(team.db, link.link_id)
    team.db.commit()
    cases.declare_conflict(team.db, "H-2030-014", team.by(team.other))
    assert cases.get_bound(team.db, team.keys, case_id).cover_id is None
    ahead = entry.facts_ahead(team.keys, entry.by_id(team.db, link.link_id))
    assert len(ahead.recipients) == 2
    assert keep_from(team.db, team.keys, case_id, frozenset()) == 0
