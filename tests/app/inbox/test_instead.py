"""Somebody else reads on one day: who may ask for it, which days; no key and no link changes by it."""

from datetime import date, timedelta

import pytest

from app.accounts import service as accounts
from app.entry import service as entry
from app.inbox import instead, rota
from app.inbox.models import DutyInstead

DAY = timedelta(days=1)
MONDAY = date(2030, 6, 10)  # the clock of the tests stands on a Monday a week before


def on(duty, day):
    found = rota.on_duty(duty.team.db, duty.team.keys, duty.team.service_id, day)
    return found.id if found else None


def ask(duty, day, who, by=None, now=None):
    team = duty.team
    instead.stand_in(team.db, team.keys, day, who, by or team.lead, now or team.now)


def coming(duty, now=None):
    return instead.coming(duty.team.db, duty.team.service_id, now or duty.team.now)


def test_that_day_and_no_other_is_somebody_else_s_and_no_key_changes(duty):
    team = duty.team
    key = accounts.group_recipient(team.db, team.keys, team.service_id)
    readers = entry.facts_of(team.keys, entry.by_id(team.db, duty.link_id)).recipients
    ask(duty, MONDAY, team.other.id, by=team.idva)
    assert [on(duty, MONDAY), on(duty, MONDAY + 7 * DAY)] == [team.other.id, team.idva.id]
    assert coming(duty) == [instead.Instead(MONDAY, team.other.id, team.idva.id)]
    assert accounts.group_recipient(team.db, team.keys, team.service_id) == key
    assert entry.facts_of(team.keys, entry.by_id(team.db, duty.link_id)).recipients == readers
    assert [one.action for one in accounts.entries(team.db, team.service_id)][-1] == "duty day changed"


def test_asked_for_twice_the_last_one_holds_and_whose_day_it_is_ends_it(duty):
    team = duty.team
    ask(duty, MONDAY, team.other.id)
    ask(duty, MONDAY, team.other.id)
    assert len(coming(duty)) == 1
    ask(duty, MONDAY, team.idva.id)
    assert (coming(duty), on(duty, MONDAY)) == ([], team.idva.id)
    ask(duty, MONDAY, team.other.id)
    instead.as_usual(team.db, team.keys, MONDAY, team.idva, team.now)
    assert (coming(duty), on(duty, MONDAY)) == ([], team.idva.id)


@pytest.mark.parametrize(
    "day",
    [MONDAY - 8 * DAY, MONDAY + 5 * DAY, date(2030, 8, 26), MONDAY + 380 * DAY],
    ids=["over", "Saturday", "bank holiday", "too far"],
)
def test_a_day_that_cannot_change_is_refused(duty, day):
    with pytest.raises(instead.NotThatDay):
        ask(duty, day, duty.team.other.id)
    assert coming(duty) == []


def test_only_who_is_on_the_rota_stands_in_and_only_they_or_a_lead_ask(duty):
    team = duty.team
    with pytest.raises(rota.NotOnRota):
        ask(duty, MONDAY, team.lead.id)
    with pytest.raises(rota.NotOnRota):
        ask(duty, MONDAY, team.other.id, by=team.translator)
    with pytest.raises(rota.NotOnRota):
        instead.as_usual(team.db, team.keys, MONDAY, team.translator, team.now)
    assert coming(duty) == []


def test_who_left_the_rota_stands_in_no_more(duty):
    team = duty.team
    ask(duty, MONDAY, team.other.id)
    team.db.query(DutyInstead).update({"staff_id": team.lead.id})
    team.db.commit()
    assert on(duty, MONDAY) == team.idva.id


def test_days_that_are_over_are_not_shown_and_go_with_the_next_change(duty):
    team = duty.team
    ask(duty, MONDAY, team.other.id)
    later = team.now + 14 * DAY
    assert coming(duty, later) == []
    ask(duty, MONDAY + 21 * DAY, team.other.id, now=later)
    assert [row.day for row in team.db.query(DutyInstead)] == [MONDAY + 21 * DAY]


def test_the_page_shows_them_refuses_in_words_and_takes_them_back(duty, browser_of):
    team = duty.team
    mine = browser_of(team.idva)
    assert "The rota holds on every day." in mine.get("/staff/inbox/days").text
    bad = {"day": "2030-06-15", "who": str(team.other.id)}
    assert "Give a working day from today on" in mine.post("/staff/inbox/days", data=bad).text
    assert "Choose" in mine.post("/staff/inbox/days", data={**bad, "who": str(team.lead.id)}).text
    good = {**bad, "day": MONDAY.isoformat()}
    assert mine.post("/staff/inbox/days", data=good).status_code == 303
    assert (
        f"Mon 10 Jun 2030: {team.other.display_name}, not {team.idva.display_name}"
        in mine.get("/staff/inbox").text
    )
    assert browser_of(team.lead).post(f"/staff/inbox/days/{MONDAY}").status_code == 303
    assert "Mon 10 Jun 2030" not in mine.get("/staff/inbox/days").text
    assert mine.post("/staff/inbox/days/never").status_code == 409
