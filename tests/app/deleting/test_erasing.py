"""At her wish everything that she sent goes at once, with all that was made of it."""

from datetime import timedelta

import pytest

from app.accounts import service as accounts
from app.accounts.models import Role
from app.cases import holding
from app.cases import service as cases
from app.cases.models import HoldWhy
from app.deleting.erasing import ERASED, LawHolds, Wish, erase
from app.purging import purge_cases
from tests.app.desk.team import _person, client_for
from tests.migrations.rows import counts

LIVE = Wish(cases.How.SPEAKING)
GOES = {
    *("send", "reading", "spoken", "case_themes", "printed", "taking", "waiting_quote"),
    *("translation_job", "reply", "outbox", "incoming", "arrival", "arrival_passed"),
}


def _rows(db):
    found = counts(db.connection())
    db.rollback()
    return found


def _hold(much, db, keys, now):
    lead, _ = _person(db, keys, much.team.service_id, "Esme", Role.LEAD, now)
    until = cases.london(now).date() + timedelta(days=100)
    hold_id = holding.ask(db, much.case_id, HoldWhy.COURT, until, much.team.by(much.team.lead))
    return hold_id, much.team.by(accounts.staff(db, lead))


def test_all_that_she_sent_and_all_that_was_made_of_it_goes_at_once(db, keys, now, much):
    before = _rows(db)
    assert {one for one in GOES if not before[one]} == set()
    assert erase(db, keys, much.case_id, LIVE, much.team.idva, now) == 3
    after = _rows(db)
    assert {one for one in GOES if after[one]} == set()
    assert after["reach"] == before["reach"] == 1
    more = {"audit_entry", "deletion", "provider_copy", "given"}
    less = {one for one in before if after[one] < before[one]}
    assert (less, {one for one in before if after[one] > before[one]}) == (GOES, more)


def test_the_trail_says_that_and_how_and_not_a_word_more(db, keys, now, much):
    erase(db, keys, much.case_id, LIVE, much.team.idva, now)
    line = accounts.entries(db, much.case_id)[-1]
    assert (line.actor_id, line.action, line.detail) == (much.team.idva.id, ERASED, "speaking")
    erase(db, keys, much.case_id, LIVE, much.team.idva, now)
    assert purge_cases(db, keys, now + timedelta(days=40)) == 1


def test_her_number_goes_where_she_says_so(db, keys, now, much):
    erase(db, keys, much.case_id, Wish(cases.How.BSL, reach_too=True), much.team.idva, now)
    assert _rows(db)["reach"] == 0


def test_nobody_but_her_idva_erases_and_then_nothing_is_changed(db, keys, now, much):
    before = _rows(db)
    for who in (much.team.other, much.team.lead, much.team.translator):
        with pytest.raises(cases.NotYours):
            erase(db, keys, much.case_id, LIVE, who, now)
    assert _rows(db) == before


def test_what_law_holds_is_not_erased_asked_for_or_agreed_and_is_when_it_ended(db, keys, now, much):
    hold_id, second = _hold(much, db, keys, now)
    before = _rows(db)
    for agreed in (False, True):
        if agreed:
            holding.agree(db, hold_id, second)
            before = _rows(db)
        with pytest.raises(LawHolds):
            erase(db, keys, much.case_id, LIVE, much.team.idva, now)
        assert _rows(db) == before
    holding.end(db, hold_id, second)
    assert erase(db, keys, much.case_id, LIVE, much.team.idva, now)


def test_a_case_beside_it_keeps_everything(db, keys, now, much):
    case_id, link = much.team.open(reference="H-2030-015")
    much.team.send(link)
    erase(db, keys, much.case_id, LIVE, much.team.idva, now)
    assert _rows(db)["send"] == 1
    assert cases.get(db, case_id)


def test_the_page_says_what_goes_what_stays_and_until_when_backups_hold_it(staff_app, db, now, much):
    staff_app.config["WTF_CSRF_ENABLED"] = False
    client = client_for(staff_app, much.team, much.team.idva)
    address = f"/staff/cases/{much.case_id}/erase"
    page = client.get(address).text
    last = (cases.london(now).date() + timedelta(days=14)).strftime("%a %d %b %Y")
    assert f"gone after {last}" in page
    assert "Please put this right" in client.post(address, data={}).text
    assert _rows(db)["send"] == 4
    done = client.post(address, data={"how": "speaking"}, follow_redirects=True).text
    assert "Erased. Tell her" in done
    assert "Nothing has arrived" in done
    assert _rows(db)["send"] == 0
    for other in (much.team.other, much.team.lead):
        assert client_for(staff_app, much.team, other).get(address).status_code == 403


def test_under_a_hold_the_page_gives_words_that_she_can_be_told(staff_app, db, keys, now, much):
    staff_app.config["WTF_CSRF_ENABLED"] = False
    _hold(much, db, keys, now)
    client = client_for(staff_app, much.team, much.team.idva)
    address = f"/staff/cases/{much.case_id}/erase"
    said = "The law makes us keep it for now."
    assert said in client.get(address).text
    refused = client.post(address, data={"how": "speaking"})
    assert (refused.status_code, said in refused.text) == (409, True)
