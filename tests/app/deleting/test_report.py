"""How much was deleted: numbers by day and kind, each service its own, and nothing that leads to anybody."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from app import duties
from app.accounts import service as accounts
from app.deleting.counting import count, lines, month_before, month_of, next_month
from app.deleting.erasing import erase
from app.deleting.models import Kind
from app.purging import purge_cases
from safety.retention import AUDIT_DAYS
from tests.app.deleting.test_erasing import LIVE
from tests.app.desk.team import client_for, make_team

TODAY = date(2030, 6, 3)


def _said(db, services, month):
    return {(one.kind, one.many) for one in lines(db, services, month)}


def test_what_went_is_counted_where_it_belongs(db, keys, now, much):
    other = make_team(db, keys, now)
    other.send(other.open(reference="H-2030-099")[1])
    erase(db, keys, much.case_id, LIVE, much.team.idva, now)
    assert _said(db, [much.team.service_id], (2030, 6)) == {(Kind.ERASED, 4)}
    purge_cases(db, keys, now + timedelta(days=40))
    assert _said(db, [much.team.service_id], (2030, 7)) == {(Kind.CASES, 1), (Kind.LINKS, 1)}
    theirs = {(Kind.CASES, 1), (Kind.LINKS, 1), (Kind.SENDS, 1)}
    assert _said(db, [other.service_id], (2030, 7)) == theirs


def test_every_kind_of_purge_leaves_its_number(db, keys, now, much):
    for days in (3, 9, 40, 60, 300, AUDIT_DAYS + 1):
        for duty in duties.DUTIES.values():
            duty.do(db, keys, now + timedelta(days=days))
    kinds = {kind for (kind,) in db.execute(text("SELECT kind FROM deletion"))}
    assert {"translations", "replies", "cases", "arrivals", "quotes"} <= kinds
    last = now + timedelta(days=AUDIT_DAYS + 1)
    found = lines(db, [None, much.team.service_id], (last.year, last.month))
    assert [one for one in found if one.kind is Kind.EVENTS]


def test_the_files_are_rid_of_what_went_on_the_day_and_the_day_after_and_then_left_alone(db, keys, now, team):
    assert duties.rid_files(db, keys, now) == 0
    count(db, Kind.SENDS, {team.service_id: 1}, now)
    assert duties.rid_files(db, keys, now) == 1
    assert duties.rid_files(db, keys, now + timedelta(days=1)) == 1
    assert duties.rid_files(db, keys, now + timedelta(days=2)) == 0


def test_it_goes_when_the_trail_goes(db, keys, now, much):
    count(db, Kind.CASES, {much.team.service_id: 1}, now)
    duties.purge_trail(db, keys, now + timedelta(days=AUDIT_DAYS + 1))
    assert Kind.CASES not in {kind for kind, _ in _said(db, [much.team.service_id], (2030, 6))}


def test_nothing_in_it_leads_to_anybody(db, keys, now, much):
    erase(db, keys, much.case_id, LIVE, much.team.idva, now)
    rows = db.execute(text("SELECT * FROM deletion")).mappings().all()
    assert {name for row in rows for name in row} == {"id", "day", "service_id", "kind", "many"}


@pytest.mark.parametrize(
    "asked", ["", "2030-13", "2030-00", "2999-01", "x", "２０３０-06", "2030-6", "0000-01"]
)
def test_a_month_that_is_none_is_this_one(asked):
    assert month_of(asked, TODAY) == (2030, 6)


@given(st.tuples(st.integers(2000, 2099), st.integers(1, 12)))
def test_months_follow_one_another(month):
    assert next_month(month_before(month)) == month == month_before(next_month(month))


def test_a_lead_sees_and_saves_their_own_services_month_and_nobody_else_does(staff_app, db, keys, now, team):
    staff_app.config["WTF_CSRF_ENABLED"] = False
    count(db, Kind.CASES, {team.service_id: 7}, now)
    count(db, Kind.SENDS, {accounts.add_service(db, keys, f"Other {uuid4()}", "", [], now): 99}, now)
    client = client_for(staff_app, team, team.lead)
    page = client.get("/staff/deleted").text
    assert "Cases past their time, whole" in page
    assert "99" not in page
    file = client.get("/staff/deleted.csv?month=2030-06")
    assert file.text.split() == ["day,kind,number", "2030-06-03,cases,7"]
    assert 'filename="deleted-2030-06.csv"' in file.headers["Content-Disposition"]
    assert "Nothing of your service was deleted" in client.get("/staff/deleted?month=2030-05").text
    for page in ("/staff/deleted", "/staff/deleted.csv"):
        assert client_for(staff_app, team, team.idva).get(page).status_code == 403
