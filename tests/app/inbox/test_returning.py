"""What went to the wrong place is taken back while nobody opened it there, and never after."""

import pytest

from app.accounts import service as accounts
from app.cases import service as cases
from app.desk import service as desk
from app.inbox import rota, service
from app.inbox.models import ArrivalPassed, What
from app.voice import service as voice
from tests.app.inbox.conftest import SAID
from tests.app.inbox.test_service import DAY, actions, decide

REFERENCE = "H-2030-014"


def take_back(duty, sitting, who=None):
    team = duty.team
    service.take_back(team.db, team.keys, sitting, who or team.idva, team.now)


def sends(team, case_id):
    return [
        one for link in cases.link_ids(team.db, case_id) for one in voice.sends_of(team.db, team.keys, link)
    ]


def test_a_match_that_nobody_opened_is_taken_back_by_a_colleague_and_both_trails_say_so(duty):
    team, sitting = duty.team, duty.arrives()
    case_id, _ = team.open()
    decide(duty, sitting, What.MATCHED, team.idva, REFERENCE)
    assert len(sends(team, case_id)) == 1
    take_back(duty, sitting, team.other)
    assert sends(team, case_id) == []
    [row] = duty.waiting()
    assert (row.open, row.decided) == (True, None)
    assert actions(team, sitting)[-1] == "arrival taken back"
    assert actions(team, case_id)[-2:] == ["arrival matched", "match taken back"]
    decide(duty, sitting, What.MATCHED, team.idva, REFERENCE)
    assert len(sends(team, case_id)) == 1


def test_what_the_case_s_reader_opened_stays_and_the_page_offers_nothing(duty, browser_of):
    team, sitting = duty.team, duty.arrives()
    case_id, _ = team.open()
    decide(duty, sitting, What.MATCHED, team.other, REFERENCE)
    mine = browser_of(team.other)
    assert "Take back" in mine.get("/staff/inbox").text
    desk.open_views(team.db, team.keys, case_id, team.reader(), team.now)
    assert "Take back" not in mine.get("/staff/inbox").text
    before = actions(team, sitting)
    refused = mine.post(f"/staff/inbox/{sitting}/take-back")
    assert refused.status_code == 409
    assert "cannot be taken back any more" in refused.text
    assert actions(team, sitting) == before
    assert len(sends(team, case_id)) == 1


def test_two_that_went_to_one_case_are_taken_back_each_by_itself(duty):
    team, one, two = duty.team, duty.arrives(), duty.arrives()
    case_id, _ = team.open()
    for sitting in (one, two):
        decide(duty, sitting, What.MATCHED, team.idva, REFERENCE)
    take_back(duty, one)
    take_back(duty, two)
    assert sends(team, case_id) == []
    with pytest.raises(service.TouchedThere):
        take_back(duty, two)


def test_what_was_passed_on_is_taken_back_until_it_was_opened_there_and_may_go_again(duty, there):
    sitting = duty.arrives()
    for _ in range(2):
        decide(duty, sitting, What.PASSED_ON, to=there.team.service_id)
        assert len(there.waiting()) == 1
        take_back(duty, sitting)
        assert there.waiting() == []
    decide(duty, sitting, What.PASSED_ON, to=there.team.service_id)
    [one] = there.waiting()
    team = there.team
    service.open_arrival(team.db, team.keys, one.sitting.id, team.reader(), team.now)
    with pytest.raises(service.TouchedThere):
        take_back(duty, sitting)


@pytest.mark.parametrize("name", ["lead", "translator"])
def test_nobody_off_the_rota_takes_anything_back(duty, name):
    team, sitting = duty.team, duty.arrives()
    case_id, _ = team.open()
    decide(duty, sitting, What.MATCHED, team.idva, REFERENCE)
    with pytest.raises(rota.NotOnRota):
        take_back(duty, sitting, getattr(team, name))
    assert len(sends(team, case_id)) == 1


def test_where_it_went_is_forgotten_with_what_came(duty):
    team, sitting = duty.team, duty.arrives()
    team.open()
    decide(duty, sitting, What.MATCHED, team.idva, REFERENCE)
    service.purge(team.db, team.now + 29 * DAY)
    assert team.db.query(ArrivalPassed).count() == 0


def test_no_list_says_please_call_where_she_asked_not_to_be_contacted(duty, browser_of):
    team = duty.team
    said = {**SAID, "a": {**SAID["a"], "how": {"c": ["none"], "t": ""}}, "send": {"call": True}}
    sitting = duty.arrives(said, call=True)
    page = browser_of(team.idva).get("/staff/inbox").text
    assert "read before you ring" in page
    assert "please call" not in page.lower()
    case_id, _ = team.open()
    decide(duty, sitting, What.MATCHED, team.idva, REFERENCE)
    arrived = voice.latest(team.db, team.keys, cases.link_ids(team.db, case_id))
    assert [each.wants_call for each in arrived.values()] == [False]
    assert accounts.entries(team.db, case_id)


def not_hers(duty, case_id, who=None):
    team = duty.team
    (send,) = sends(team, case_id)
    service.not_hers(team.db, team.keys, case_id, send.id, who or team.idva, team.now)


def test_the_case_s_worker_who_opened_it_gives_back_what_is_not_hers(duty, browser_of):
    team, sitting = duty.team, duty.arrives()
    case_id, _ = team.open()
    decide(duty, sitting, What.MATCHED, team.other, REFERENCE)
    mine = browser_of(team.idva)
    page = mine.post(f"/staff/cases/{case_id}/views").text
    assert "This is not from her" in page
    (send,) = sends(team, case_id)
    gone = mine.post(f"/staff/cases/{case_id}/not-hers/{send.id}", follow_redirects=True).text
    assert "waits in the duty inbox again" in gone
    assert sends(team, case_id) == []
    [row] = duty.waiting()
    assert (row.open, row.decided) == (True, None)
    assert actions(team, case_id)[-1] == "match given back: not hers"
    assert actions(team, sitting)[-1] == "arrival taken back"
    opened = browser_of(team.other).post(f"/staff/inbox/{sitting}").text
    assert "its worker says that it is not hers" in opened
    decide(duty, sitting, What.MATCHED, team.other, REFERENCE)
    assert len(sends(team, case_id)) == 1


def test_nobody_else_gives_it_back_and_nothing_else_goes_there(duty):
    team, sitting = duty.team, duty.arrives()
    case_id, link = team.open()
    decide(duty, sitting, What.MATCHED, team.other, REFERENCE)
    with pytest.raises(desk.CoverNotRecorded):
        not_hers(duty, case_id, team.other)
    with pytest.raises(cases.NotYours):
        not_hers(duty, case_id, team.lead)
    (matched,) = sends(team, case_id)
    team.send(link)
    own = next(one for one in sends(team, case_id) if one.id != matched.id)
    before = actions(team, case_id)
    with pytest.raises(service.NothingBehind):
        service.not_hers(team.db, team.keys, case_id, own.id, team.idva, team.now)
    assert len(sends(team, case_id)) == 2
    assert actions(team, case_id) == before


def test_what_was_confirmed_live_or_is_no_longer_kept_stays_with_the_case(duty):
    team, kept, old = duty.team, duty.arrives(), duty.arrives()
    case_id, _ = team.open()
    decide(duty, kept, What.MATCHED, team.other, REFERENCE)
    desk.open_views(team.db, team.keys, case_id, team.reader(), team.now)
    (send,) = sends(team, case_id)
    live = desk.Live(cases.How.SPEAKING)
    desk.confirm(team.db, team.keys, case_id, send.id, live, team.reader(), team.now)
    with pytest.raises(service.ConfirmedHere):
        not_hers(duty, case_id)
    other_id, _ = team.open(reference="H-2030-015")
    decide(duty, old, What.MATCHED, team.other, "H-2030-015")
    voice.purge_sittings(team.db, [old])
    with pytest.raises(service.NothingBehind):
        not_hers(duty, other_id)
    assert (len(sends(team, case_id)), len(sends(team, other_id))) == (1, 1)
