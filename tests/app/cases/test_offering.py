"""V1 of the standard: a safe offer, or the reason why not, from a closed list."""

import pytest
from flask import Flask

from app.cases import service as cases
from app.cases.offering import offers
from app.cases.service import CaseChanged, NotYours, Offered, record_offer
from safety.standard import WhyNot
from tests.app.desk.team import Team, client_for


def standing(team: Team, case_id) -> Offered:
    return cases.listed(team.db, [case_id])[0].offered


def test_nothing_is_taken_for_an_offer_until_the_code_was_said(team: Team) -> None:
    case_id, _ = team.open()
    assert standing(team, case_id) == Offered()
    cases.settle(team.db, case_id, team.by())
    assert standing(team, case_id) == Offered(made=True)


def test_a_link_that_was_handed_over_outweighs_an_earlier_reason_also_after_a_new_link(team: Team) -> None:
    case_id, _ = team.open()
    version = cases.get(team.db, case_id).version
    record_offer(team.db, case_id, version, WhyNot.NOT_REACHED, team.by())
    assert standing(team, case_id) == Offered(why=WhyNot.NOT_REACHED)
    cases.settle(team.db, case_id, team.by())
    cases.new_link(team.db, case_id, version + 1, team.by())
    assert standing(team, case_id) == Offered(made=True)


def test_an_offer_in_another_way_is_written_down_and_can_be_put_right(team: Team) -> None:
    case_id, _ = team.open()
    for why, stands in ((None, Offered(made=True)), (WhyNot.DECLINED, Offered(why=WhyNot.DECLINED))):
        record_offer(team.db, case_id, cases.get(team.db, case_id).version, why, team.by())
        assert standing(team, case_id) == stands


def test_two_windows_at_once_lose_nothing_and_the_second_is_told(team: Team) -> None:
    case_id, _ = team.open()
    version = cases.get(team.db, case_id).version
    record_offer(team.db, case_id, version, WhyNot.TOO_LATE, team.by())
    with pytest.raises(CaseChanged):
        record_offer(team.db, case_id, version, WhyNot.CAPACITY, team.by())
    assert standing(team, case_id) == Offered(why=WhyNot.TOO_LATE)


def test_only_her_idva_writes_it_down(team: Team) -> None:
    case_id, _ = team.open()
    for other in (team.other, team.lead):
        with pytest.raises(NotYours):
            record_offer(team.db, case_id, cases.get(team.db, case_id).version, None, team.by(other))
    assert standing(team, case_id) == Offered()


def test_it_goes_with_its_case(team: Team) -> None:
    case_id, _ = team.open()
    record_offer(team.db, case_id, cases.get(team.db, case_id).version, WhyNot.UNAWARE, team.by())
    cases.purge(team.db, [case_id])
    assert offers(team.db, [case_id], {}) == {}


def test_it_takes_one_press_and_the_caseload_and_the_case_say_it(browser, team: Team) -> None:
    case_id, _ = team.open()
    assert "no offer yet, and no reason" in browser.get("/staff/cases").text
    version = str(cases.get(team.db, case_id).version)
    data = {"version": version, "why": "no_channel"}
    page = browser.post(f"/staff/cases/{case_id}/offer", data=data, follow_redirects=True).text
    assert "not offered: No safe way to reach her" in page
    assert "No safe way to reach her" in browser.get(f"/staff/cases/{case_id}").text
    again = browser.post(f"/staff/cases/{case_id}/offer", data=data)
    assert again.status_code == 409
    assert "Nothing was overwritten" in again.text


@pytest.mark.parametrize("why", ["", "because", "made\x00"])
def test_what_is_no_answer_of_the_list_is_refused_and_nothing_is_written(
    browser, team: Team, why: str
) -> None:
    case_id, _ = team.open()
    data = {"version": "2", "why": why}
    assert "Please put this right" in browser.post(f"/staff/cases/{case_id}/offer", data=data).text
    assert standing(team, case_id) == Offered()


def test_a_lead_sees_the_reason_and_no_way_to_change_it(staff_app: Flask, team: Team) -> None:
    case_id, _ = team.open()
    record_offer(team.db, case_id, cases.get(team.db, case_id).version, WhyNot.LANGUAGE, team.by())
    lead = client_for(staff_app, team, team.lead)
    page = lead.get("/staff/cases").text
    assert "No interpreter, or no BSL" in page
    assert "/offer" not in page + lead.get(f"/staff/cases/{case_id}").text
    assert lead.get(f"/staff/cases/{case_id}/offer").status_code == 403
