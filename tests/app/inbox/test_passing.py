"""What came to one service and belongs to another: sealed anew to who is on duty there, once, and said so."""

from uuid import uuid4

import pytest

from app.accounts import service as accounts
from app.entry import service as entry
from app.inbox import links, service
from app.inbox.models import What
from tests.app.inbox.conftest import SAID


def pass_on(duty, sitting, to):
    team = duty.team
    service.open_arrival(team.db, team.keys, sitting, team.reader(), team.now)
    decision = service.Decision(What.PASSED_ON, to=to)
    service.decide(team.db, team.keys, sitting, decision, team.reader(), team.now)


def test_who_is_on_duty_there_reads_every_word_and_here_it_is_done(duty, there):
    sitting = duty.arrives()
    pass_on(duty, sitting, there.team.service_id)
    [one] = there.waiting()
    assert (one.open, one.sitting.urgent) == (True, True)
    team = there.team
    opened = service.open_arrival(team.db, team.keys, one.sitting.id, team.reader(), team.now)
    [said] = opened.sittings
    assert said.shown.answer("not").text == SAID["a"]["not"]["t"]
    assert [row.open for row in duty.waiting()] == [False]
    trail = [(line.action, line.detail) for line in accounts.entries(team.db, sitting)]
    assert ("arrival passed on", str(team.service_id)) in trail


def test_nobody_of_the_first_service_can_open_what_was_passed_on(duty, there):
    pass_on(duty, duty.arrives(), there.team.service_id)
    [one] = there.waiting()
    with pytest.raises(service.NoSuchArrival):
        service.open_arrival(duty.team.db, duty.team.keys, one.sitting.id, duty.team.reader(), duty.team.now)
    facts = entry.facts_of(duty.team.keys, entry.by_id(duty.team.db, there.link_id))
    ours = accounts.group_privates(duty.team.db, duty.team.keys, duty.team.reader().privates())
    assert not {key_id for key_id, _ in ours} & {one.key_id for one in facts.recipients}


def test_nothing_goes_twice_to_the_same_service(duty, there):
    sitting = duty.arrives()
    pass_on(duty, sitting, there.team.service_id)
    with pytest.raises(service.PassedBefore):
        pass_on(duty, sitting, there.team.service_id)
    assert len(there.waiting()) == 1


@pytest.mark.parametrize("where", ["here", "nowhere", "no link there"])
def test_where_nobody_reads_nothing_goes_and_nothing_is_decided(duty, there, where):
    team, sitting = there.team, duty.arrives()
    links.end_link(team.db, team.keys, there.link_id, team.lead, team.now)
    to = {"here": duty.team.service_id, "nowhere": uuid4(), "no link there": team.service_id}[where]
    with pytest.raises(service.NobodyThere):
        pass_on(duty, sitting, to)
    assert [row.open for row in duty.waiting()] == [True]
    assert (service.places(team.db, duty.team.service_id, team.now), there.waiting()) == ([], [])


def test_the_page_offers_the_services_that_are_there_and_says_what_went_wrong(duty, there, browser_of):
    sitting, mine, to = duty.arrives(), browser_of(duty.team.idva), str(there.team.service_id)
    page = mine.post(f"/staff/inbox/{sitting}").text
    assert "To somebody who is not on this list" in page
    assert to in page
    said = {"what": "passed_on", "reference": "", "to": to}
    assert mine.post(f"/staff/inbox/{sitting}/decide", data=said).status_code == 303
    again = mine.post(f"/staff/inbox/{sitting}/decide", data=said, follow_redirects=True).text
    assert "It is there already: nothing went a second time." in again
    assert len(there.waiting()) == 1
    elsewhere = mine.post(f"/staff/inbox/{sitting}/decide", data={**said, "to": str(uuid4())})
    assert "Not a valid choice" in elsewhere.text or "Choose one of" in elsewhere.text


def test_where_no_other_service_reads_the_page_asks_nothing_more(duty, browser_of):
    sitting, mine = duty.arrives(), browser_of(duty.team.idva)
    assert "Passed on: to whom?" not in mine.post(f"/staff/inbox/{sitting}").text
    said = {"what": "passed_on", "reference": ""}
    assert mine.post(f"/staff/inbox/{sitting}/decide", data=said).status_code == 303
