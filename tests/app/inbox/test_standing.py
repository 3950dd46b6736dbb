"""Two who decide about the same thing: nothing goes to two cases, and the second is told what stands."""

import re
import threading

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cases import service as cases
from app.inbox import service
from app.inbox.models import ArrivalPassed, What
from tests.app.desk.team import make_team
from tests.app.desk.test_handover import offered, take
from tests.app.inbox.conftest import SAID
from tests.app.inbox.test_returning import sends
from tests.app.inbox.test_service import DAY, decide


class Tab:
    """One page of something that came, as it was when it was opened."""

    def __init__(self, client, sitting):
        self.client, self.url = client, f"/staff/inbox/{sitting}"
        self.look(client.post(self.url))

    def look(self, answer):
        self.answer, self.text = answer, answer.text
        for name in ("seen", "sure"):
            if found := re.search(rf'name="{name}"[^>]*value="([^"]*)"', self.text):
                setattr(self, name, found[1])
        return self.text

    def press(self, what, reference="", **more):
        said = {"what": what, "reference": reference, "seen": self.seen, "sure": getattr(self, "sure", "")}
        return self.look(self.client.post(f"{self.url}/decide", data=said | more, follow_redirects=True))


@pytest.fixture
def two(duty):
    """Two open cases, and something that came."""
    first, second = duty.team.open(reference="BIR-1")[0], duty.team.open(reference="ALD-1")[0]
    return first, second, duty.arrives()


def test_two_tabs_match_it_to_one_case_and_the_second_is_told_to_which(duty, two, browser_of):
    first, second, sitting = two
    team = duty.team
    a, b = Tab(browser_of(team.idva), sitting), Tab(browser_of(team.other), sitting)
    assert "BIR-1 is the case of" in a.press("matched", "BIR-1")
    assert "ALD-1 is the case of" in b.press("matched", "ALD-1")
    assert "Written down." in a.press("matched", "BIR-1")
    refused = b.press("matched", "ALD-1")
    assert f"{team.idva.display_name} matched it to BIR-1 already" in refused
    assert 'value="ALD-1"' in refused, "what was typed is kept"
    assert "Decided already: Matched to a case" in refused
    assert "matched it to BIR-1 already" in b.press("matched", "ALD-1")
    assert "matched it to BIR-1 already" in b.press("duplicate")
    assert (len(sends(team, first)), len(sends(team, second))) == (1, 0)
    assert "You matched it to BIR-1 already" in Tab(a.client, sitting).press("matched", "ALD-1")


def test_nobody_is_asked_whose_case_it_is_when_it_stands_with_another(duty, two, browser_of):
    _, _, sitting = two
    b = Tab(browser_of(duty.team.other), sitting)
    decide(duty, sitting, What.MATCHED, reference="BIR-1")
    refused = b.press("matched", "ALD-1")
    assert "ALD-1 is the case of" not in refused
    assert "matched it to BIR-1 already" in refused
    assert "It is there already" in Tab(b.client, sitting).press("matched", "BIR-1")


def test_a_reference_is_found_however_it_is_typed(duty, two, browser_of):
    first, _, sitting = two
    tab = Tab(browser_of(duty.team.idva), sitting)
    assert "BIR-1 is the case of" in tab.press("matched", " bir-1 ")
    assert "Written down." in tab.press("matched", " bir-1 ")
    assert len(sends(duty.team, first)) == 1


def test_the_reference_is_kept_from_whoever_must_not_see_that_case(duty, browser_of):
    team, sitting = duty.team, duty.arrives()
    team.open(reference="BIR-1", conflicts=frozenset({team.other.id}), cover_id=team.lead.id)
    team.open(reference="ALD-1")
    b = Tab(browser_of(team.other), sitting)
    decide(duty, sitting, What.MATCHED, reference="BIR-1")
    refused = b.press("matched", "ALD-1")
    assert f"{team.idva.display_name} matched it to a case already" in refused
    assert "BIR-1" not in refused


def test_nor_is_it_told_who_declared_it_once_it_is_another_service_s(duty, browser_of):
    team, sitting = duty.team, duty.arrives()
    case_id, _ = team.open(reference="BIR-1", cover_id=team.lead.id)
    team.open(reference="ALD-1")
    b = Tab(browser_of(team.other), sitting)
    decide(duty, sitting, What.MATCHED, reference="BIR-1")
    far = make_team(team.db, team.keys, team.now)
    taking = {"cover_id": far.other.id, "meeting_id": far.meeting_id}
    take(far, offered(team, case_id, far.idva), far.idva, far.reader(), **taking)
    assert "matched it to BIR-1 already" in b.press("matched", "ALD-1")
    cases.remember(team.db, "bir 1", team.by(team.other))
    refused = b.press("matched", "ALD-1")
    assert f"{team.idva.display_name} matched it to a case already" in refused
    assert "BIR-1" not in refused


def test_taken_back_or_with_more_that_came_it_is_decided_about_again(duty, two, browser_of):
    first, second, sitting = two
    team = duty.team
    decide(duty, sitting, What.MATCHED, reference="BIR-1")
    service.take_back(team.db, team.keys, sitting, team.idva, team.now)
    decide(duty, sitting, What.MATCHED, reference="ALD-1")
    assert (len(sends(team, first)), len(sends(team, second))) == (0, 1)
    duty.arrives({**SAID, "lang": "ar"}, at=team.now + DAY, sitting=sitting)
    service.open_arrival(team.db, team.keys, sitting, team.reader(), team.now + DAY)
    again = service.Decision(What.MATCHED, "ALD-1")
    service.decide(team.db, team.keys, sitting, again, team.reader(), team.now + DAY)
    assert len(sends(team, second)) == 2
    assert [row.open for row in duty.waiting()] == [False]


def test_nothing_is_decided_before_what_came_was_shown(duty, browser_of):
    page = Tab(browser_of(duty.team.idva), duty.arrives()).text
    behind = page[page.index('<details class="curtain">') : page.rindex("</details>")]
    assert page.count("/decide") == behind.count("/decide") == 1
    assert behind.index("Amal") < behind.index("/decide")


def test_what_was_decided_unseen_is_told_once_and_then_may_be_decided_anew(duty, browser_of):
    team, sitting = duty.team, duty.arrives()
    a, b = Tab(browser_of(team.idva), sitting), Tab(browser_of(team.other), sitting)
    assert "Written down." in a.press("duplicate")
    refused = b.press("new_case")
    assert f"{team.idva.display_name} wrote down meanwhile" in refused
    assert "The same again" in refused
    assert [row.decided.what for row in duty.waiting()] == [What.DUPLICATE]
    b.press("new_case")
    team.db.expire_all()
    assert [row.decided.what for row in duty.waiting()] == [What.NEW_CASE]


def test_a_second_look_at_a_page_that_was_open_before_still_counts(duty, browser_of):
    team, sitting = duty.team, duty.arrives()
    a, b = Tab(browser_of(team.idva), sitting), Tab(browser_of(team.other), sitting)
    a.press("not_real")
    b.press("not_real")
    assert [(row.open, row.decided.second_id) for row in duty.waiting()] == [(False, team.other.id)]


def test_what_goes_to_two_services_from_two_tabs_goes_to_the_first(duty, there, db, keys, now):
    sitting, team = duty.arrives(), duty.team
    decide(duty, sitting, What.PASSED_ON, to=there.team.service_id)
    team.open(reference="BIR-1")
    with pytest.raises(service.DecidedBefore):
        decide(duty, sitting, What.MATCHED, reference="BIR-1")
    duty.arrives({**SAID, "lang": "ar"}, at=now + DAY, sitting=sitting)
    service.open_arrival(db, keys, sitting, team.reader(), now + DAY)
    again = service.Decision(What.PASSED_ON, to=there.team.service_id)
    service.decide(db, keys, sitting, again, team.reader(), now + DAY)
    assert len(there.waiting()) == 2, "what came later goes there as well"


def test_of_two_at_the_same_moment_one_is_refused(duty, two, engine):
    first, second, sitting = two
    team, refused, ready = duty.team, [], threading.Barrier(2)
    for who in (team.idva, team.other):
        service.open_arrival(team.db, team.keys, sitting, team.reader(who), team.now)
    team.db.commit()

    def work(who, reference):
        with Session(engine, expire_on_commit=False) as own:
            service.waiting(own, team.service_id)
            ready.wait(5)
            try:
                decision = service.Decision(What.MATCHED, reference)
                service.decide(own, team.keys, sitting, decision, team.reader(who), team.now)
            except service.DecidedBefore as stands:
                refused.append(stands.reference)

    people = ((team.idva, "BIR-1"), (team.other, "ALD-1"))
    workers = [threading.Thread(target=work, args=one) for one in people]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    team.db.rollback()
    assert len(refused) == 1
    assert refused[0] in ("BIR-1", "ALD-1")
    assert len(sends(team, first)) + len(sends(team, second)) == 1
    assert len(team.db.scalars(select(ArrivalPassed)).all()) == 1
