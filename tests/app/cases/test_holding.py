"""A legal hold takes two leads, a reason and a last day; while it holds, nothing of the case is purged."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from app.accounts import service as accounts
from app.accounts import staffing
from app.accounts.models import Role
from app.cases import holding
from app.cases import service as cases
from app.cases.models import CaseConflict, HoldWhy
from app.cases.refusals import HoldThere, HoldTooLong, NotThisHold, SecondLead
from app.db import writing
from app.desk import service as desk
from app.duties import purge_cases, purge_replies
from app.entry import service as entry
from app.voice import service as voice
from tests.app.desk.team import _person, client_for
from tests.links import QUICK
from tests.migrations.rows import counts

COURT = HoldWhy.COURT
GONE = timedelta(days=40)  # the meeting is ten days ahead and views stay for 28 days after it


@pytest.fixture
def second(db, keys, team, now):
    return _lead(db, keys, team, now, "Esme")


def _lead(db, keys, team, now, name):
    staff_id, team.privates[staff_id] = _person(db, keys, team.service_id, name, Role.LEAD, now)
    return accounts.staff(db, staff_id)


def _by(team, who, at=None):
    return cases.By(who, team.keys, at or team.now, rounds=QUICK)


def _day(now, days):
    return cases.london(now).date() + timedelta(days=days)


def _hold(db, team, case_id, second, days=100):
    hold_id = holding.ask(db, case_id, COURT, _day(team.now, days), _by(team, team.lead))
    holding.agree(db, hold_id, _by(team, second))
    return hold_id


def _rows(db):
    found = counts(db.connection())
    db.rollback()
    return {table: count for table, count in found.items() if table not in {"audit_entry", "deletion"}}


def test_a_held_case_keeps_everything_until_its_last_day_and_then_goes_whole(db, keys, team, second, now):
    case_id, link = team.open()
    team.send(link)
    desk.open_views(db, keys, case_id, team.reader(), now)
    voice.leave_reply(db, keys, link.link_id, b'{"say": ["told"]}', now)
    _hold(db, team, case_id, second)
    before = _rows(db)
    last = now + timedelta(days=100)
    for at in (now + GONE, last):
        assert purge_cases(db, keys, at) == 0
        assert purge_replies(db, keys, at) == 0
        assert _rows(db) == before
    assert purge_cases(db, keys, last + timedelta(days=1)) == 1
    assert not {"legal_hold", "case", "send", "reply"} & {one for one, many in _rows(db).items() if many}


def test_a_case_beside_a_held_one_goes_in_its_time(db, keys, team, second, now):
    held_id, _ = team.open()
    other_id, _ = team.open(reference="H-2030-015")
    _hold(db, team, held_id, second)
    assert purge_cases(db, keys, now + GONE) == 1
    assert cases.get(db, held_id)
    with pytest.raises(cases.NoSuchCase):
        cases.get(db, other_id)


def test_views_of_a_case_that_stays_for_what_comes_after_are_held_too(db, keys, team, second, now):
    case_id, link = team.open()
    team.send(link)
    with writing(db):
        cases.get(db, case_id).invited_at = now
    _hold(db, team, case_id, second)
    purge_cases(db, keys, now + GONE)
    assert voice.views_of(db, [link.link_id])


def test_what_one_lead_asked_for_keeps_it_a_week_and_lapses(db, keys, team, second, now):
    case_id, _ = team.open()
    asked_at = now + timedelta(days=37)
    until = _day(asked_at, 60)
    hold_id = holding.ask(db, case_id, COURT, until, _by(team, team.lead, asked_at))
    assert purge_cases(db, keys, asked_at + timedelta(days=7)) == 0
    late = asked_at + timedelta(days=8)
    with pytest.raises(NotThisHold):
        holding.agree(db, hold_id, _by(team, second, late))
    assert purge_cases(db, keys, late) == 1


def test_asking_again_and_again_never_keeps_it_over_ninety_days_alone(db, keys, team, now):
    case_id, _ = team.open()
    kept = 0
    for days in range(38, 130):
        by = _by(team, team.lead, now + timedelta(days=days))
        for row in holding.of_case(db, case_id, by.now):
            holding.end(db, row.id, by)
        holding.ask(db, case_id, COURT, _day(by.now, 300), by)
        if purge_cases(db, keys, by.now):
            break
        kept = days
    assert kept == 100  # ninety days after the meeting


def test_it_takes_another_lead_who_may_see_the_case(db, keys, team, second, now):
    case_id, _ = team.open()
    barred = _lead(db, keys, team, now, "Fay")
    with writing(db):
        db.add(CaseConflict(case_id=case_id, staff_id=barred.id))
    for who in (team.idva, team.translator, barred):
        with pytest.raises(cases.NotYours):
            holding.ask(db, case_id, COURT, _day(now, 50), _by(team, who))
    hold_id = holding.ask(db, case_id, COURT, _day(now, 50), _by(team, team.lead))
    with pytest.raises(HoldThere):
        holding.ask(db, case_id, HoldWhy.POLICE, _day(now, 60), _by(team, second))
    with pytest.raises(SecondLead):
        holding.agree(db, hold_id, _by(team, team.lead))
    for who in (team.idva, barred):
        with pytest.raises(cases.NotYours):
            holding.agree(db, hold_id, _by(team, who))
    assert not cases.held(db, now)[case_id].agreed
    assert holding.listed_for(db, _by(team, barred)) == []


def test_a_row_of_an_agenda_that_they_declared_is_shown_to_no_lead(staff_app, db, keys, team, second, now):
    case_id = uuid4()
    cases.save_draft(db, keys, case_id, team.idva, team.draft(), 0, now)
    hold_id = holding.ask(db, case_id, COURT, _day(now, 40), _by(team, team.lead))
    client = client_for(staff_app, team, second)
    assert "H-2030-014" in client.get("/staff/holds").text
    cases.remember(db, "h 2030 014", _by(team, second))
    assert "H-2030-014" not in client.get("/staff/holds").text
    assert client.get(f"/staff/cases/{case_id}/hold").status_code == 403
    for step in (holding.agree, holding.end):
        with pytest.raises(cases.NotYours):
            step(db, hold_id, _by(team, second))


def test_it_ends_within_a_year_and_can_be_asked_for_again(db, keys, team, second, now):
    case_id, _ = team.open()
    for wrong in (_day(now, -1), _day(now, 0), _day(now, 366), date(9999, 12, 31)):
        with pytest.raises(HoldTooLong):
            holding.ask(db, case_id, COURT, wrong, _by(team, team.lead))
    _hold(db, team, case_id, second, days=365)
    later = now + timedelta(days=360)
    again = holding.ask(db, case_id, COURT, _day(later, 365), _by(team, second, later))
    assert [row.id for row, _ in holding.listed_for(db, _by(team, team.lead, later))][1] == again
    holding.agree(db, again, _by(team, team.lead, later))
    assert purge_cases(db, keys, now + timedelta(days=500)) == 0


def test_either_of_the_two_ends_it_and_a_third_only_when_both_left(db, keys, team, second, now):
    case_id, _ = team.open()
    hold_id = _hold(db, team, case_id, second)
    third = _lead(db, keys, team, now, "Gwen")
    with pytest.raises(cases.NotYours):
        holding.end(db, hold_id, _by(team, third))
    staffing.suspend(db, keys, team.lead.id, third.id, now)
    with pytest.raises(cases.NotYours):
        holding.end(db, hold_id, _by(team, third))
    staffing.suspend(db, keys, second.id, third.id, now)
    holding.end(db, hold_id, _by(team, third))
    assert purge_cases(db, keys, now + GONE) == 1


def test_ended_it_is_purged_and_nothing_is_done_twice(db, keys, team, second, now):
    case_id, _ = team.open()
    hold_id = _hold(db, team, case_id, second)
    with pytest.raises(NotThisHold):
        holding.agree(db, hold_id, _by(team, second))
    holding.end(db, hold_id, _by(team, second))
    with pytest.raises(NotThisHold):
        holding.end(db, hold_id, _by(team, team.lead))
    said = [(line.actor_id, line.action, line.detail) for line in accounts.entries(db, case_id)]
    until = f"court, until {_day(now, 100)}"
    assert said[-3:] == [
        (team.lead.id, "legal hold asked for", until),
        (second.id, "legal hold agreed", until),
        (second.id, "legal hold ended", until),
    ]
    assert purge_cases(db, keys, now + GONE) == 1


def test_she_is_told_the_longer_time_on_her_link_from_the_next_day_on(db, keys, team, second, now):
    case_id, link = team.open()
    hold_id = _hold(db, team, case_id, second)
    told = {}
    for step in ("held", "ended"):
        cases.refresh_facts(db, keys, now)
        told[step] = entry.facts_ahead(keys, entry.by_id(db, link.link_id)).days
        if step == "held":
            holding.end(db, hold_id, _by(team, team.lead))
    assert told == {"held": 90 + 14, "ended": 28 + 14}


def test_two_leads_do_it_by_pages_and_the_case_says_so(staff_app, db, team, second, now):
    staff_app.config["WTF_CSRF_ENABLED"] = False
    one, two, idva = (client_for(staff_app, team, who) for who in (team.lead, second, team.idva))
    case_id, _ = team.open()
    until = _day(now, 200)
    page = one.get(f"/staff/cases/{case_id}/hold").text
    assert "Esme" in page
    for wrong in ({}, {"why": "x", "until": str(until)}, {"why": "court", "until": str(_day(now, 366))}):
        assert "Please put this right" in one.post(f"/staff/cases/{case_id}/hold", data=wrong).text
    good = {"why": "court", "until": str(until)}
    assert one.post(f"/staff/cases/{case_id}/hold", data=good).status_code == 303
    hold_id = holding.of_case(db, case_id, now)[0].id
    assert one.post(f"/staff/holds/{hold_id}/agree").status_code == 403
    assert "legal hold asked for" in idva.get("/staff/cases").text
    assert "Agree: it must stay" in two.get("/staff/holds").text
    assert two.post(f"/staff/holds/{hold_id}/agree").status_code == 303
    said = until.strftime("%d %b %Y")
    assert f"legal hold until {said}" in idva.get("/staff/cases").text
    assert (
        f"keeps all of it until the end of {until.strftime('%a %d %b %Y')}"
        in idva.get(f"/staff/cases/{case_id}").text
    )
    assert idva.get(f"/staff/cases/{case_id}/hold").status_code == 403
    assert two.post(f"/staff/holds/{hold_id}/agree").status_code == 409
    assert one.post(f"/staff/holds/{hold_id}/end").status_code == 303
    assert "No case is held" in one.get("/staff/holds").text


def test_asking_agreeing_and_ending_need_a_proof_of_a_short_while_ago(staff_app, team, second, clock, now):
    staff_app.config["WTF_CSRF_ENABLED"] = False
    client = client_for(staff_app, team, team.lead)
    case_id, _ = team.open()
    clock.move(timedelta(minutes=20))
    answer = client.get(f"/staff/cases/{case_id}/hold")
    assert answer.status_code == 303
    assert "/staff/prove" in answer.location
    for step in ("agree", "end"):
        assert "/staff/prove" in client.post(f"/staff/holds/{case_id}/{step}").location
