"""One's own caseload beside the benchmark, and the service's for its lead where three or more work there."""

from datetime import timedelta

import pytest
from flask import Flask

from app.accounts import service as accounts
from app.accounts import staffing
from app.accounts.errors import NotALead
from app.desk import workload
from safety.workload import Benchmark, Load
from tests.app.desk.team import Team, client_for


def again(team: Team, who: accounts.StaffView) -> accounts.StaffView:
    found = accounts.staff(team.db, who.id)
    assert found
    return found


def test_it_counts_what_was_opened_in_a_year_also_after_the_cases_went(team: Team) -> None:
    team.open()
    team.open(reference="H-2")
    own = workload.own(team.db, team.idva, team.now)
    assert (own.opened, own.ahead, own.load) == (2, 2, Load.UNDER)
    later = team.now + timedelta(days=300)
    assert (
        workload.own(team.db, team.idva, later).opened,
        workload.own(team.db, team.idva, later).ahead,
    ) == (2, 0)
    assert workload.own(team.db, team.idva, team.now + timedelta(days=366)).opened == 0
    assert workload.own(team.db, team.other, team.now).opened == 0


def test_a_share_of_full_time_that_the_lead_wrote_down_is_what_it_is_held_against(team: Team) -> None:
    staffing.record_working_time(team.db, team.keys, team.idva.id, 60, team.lead.id, team.now)
    own = workload.own(team.db, again(team, team.idva), team.now)
    assert own.held_against == Benchmark(36, 48)
    with pytest.raises(NotALead):
        staffing.record_working_time(team.db, team.keys, team.other.id, 60, team.idva.id, team.now)


def test_fewer_than_three_idvas_give_a_lead_no_figure(team: Team) -> None:
    team.open()
    assert workload.of_service(team.db, team.lead, team.now) == workload.Service((), None)


def test_three_give_the_lead_each_one_s_numbers_and_the_service_s(team: Team) -> None:
    staffing.invite(team.db, team.keys, role=accounts.Role.IDVA, email="dee@example.org", name="Dee",
                    service_id=team.service_id, actor_id=team.lead.id, now=team.now)  # fmt: skip
    assert workload.of_service(team.db, team.lead, team.now).people == ()  # invited is not yet at work
    found = accounts.people(team.db, team.service_id)
    dee = next(one for one in found if one.display_name == "Dee")
    _make_active(team, dee)
    team.open()
    service = workload.of_service(team.db, team.lead, team.now)
    assert [(one.who.display_name, one.opened) for one in service.people] == [
        ("Amal", 1),
        ("Bea", 0),
        ("Dee", 0),
    ]
    assert service.each == 0.3


def _make_active(team: Team, who: accounts.StaffView) -> None:
    from app.accounts.models import Staff, StaffState
    from app.accounts.staff import row_mac
    from app.db import writing

    with writing(team.db):
        row = team.db.get_one(Staff, who.id)
        row.state = StaffState.ACTIVE
        row.mac = row_mac(team.keys, row)


def test_the_page_says_it_kindly_and_to_each_only_what_is_theirs(staff_app: Flask, team: Team) -> None:
    team.open()
    page = client_for(staff_app, team, team.idva).get("/staff/workload").text
    assert "1 case" in page
    assert "60 to 80" in page
    assert "116 123" in page
    assert "check before release" not in page  # it is said where it is checked: in care.csv
    assert "Bea" not in page
    shown = client_for(staff_app, team, team.lead).get("/staff/workload").text
    assert "Fewer than three IDVAs" in shown
    assert "Amal" not in shown


def test_a_lead_writes_hours_down_under_people(staff_app: Flask, team: Team) -> None:
    staff_app.config["WTF_CSRF_ENABLED"] = False
    lead, url = client_for(staff_app, team, team.lead), f"/staff/people/{team.idva.id}/hours"
    assert "from 10 to 100" in lead.post(url, data={"per_cent": "400"}).text
    assert "60 % of full time" in lead.post(url, data={"per_cent": "60"}, follow_redirects=True).text
    assert client_for(staff_app, team, team.idva).get(url).status_code == 403
    assert again(team, team.idva).working_time == 60
