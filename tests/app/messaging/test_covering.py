"""Who covers texts as the IDVA would: by the same rules, under their own name, while it is recorded."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from app import Face, create_app
from app.accounts import service as accounts
from app.cases import service as cases
from app.cases.opening import agree_contact
from app.desk import notes
from app.desk.service import CoverNotRecorded, Why, end_cover, record_cover
from app.messaging import choosing, deciding, incoming, reach
from app.messaging.choosing import By
from app.messaging.models import Outgoing, State
from app.messaging.refusing import Held
from tests.app.desk.team import client_for
from tests.app.messaging.conftest import ALWAYS, NUMBER, RING

DAY = timedelta(days=1)


def cover(house, case_id):
    team = house.team
    record_cover(team.db, team.keys, case_id, Why.SICK, house.clock() + DAY, team.other, house.clock())


def colleague(house):
    return By(house.team.other, house.config, house.clock())


def agree(house, case_id, contact):
    agree_contact(
        house.team.db, case_id, contact, replace(house.team.by(house.team.other), now=house.clock())
    )


def test_without_recorded_cover_a_colleague_sends_opens_and_writes_down_nothing(house):
    case_id, _ = house.case()
    key = house.send(case_id)
    team, now = house.team, house.clock()
    for attempt in (
        lambda: choosing.send(team.db, uuid4(), case_id, RING, colleague(house)),
        lambda: choosing.to_copy(team.db, case_id, RING, colleague(house)),
        lambda: deciding.cancel(team.db, team.keys, key, team.other, now),
        lambda: incoming.open_all(team.db, team.keys, case_id, team.other, [], now),
        lambda: reach.record(team.db, team.keys, case_id, reach.Agreed(), team.other, now),
        lambda: notes.leave(team.db, team.keys, case_id, [], team.other, now),
        lambda: agree(house, case_id, cases.Contact()),
    ):
        with pytest.raises(CoverNotRecorded):
            attempt()
    assert [row.made_by for row in team.db.query(Outgoing)] == [team.idva.id]


def test_who_covers_sends_by_what_the_idva_agreed_under_their_own_name(house, message):
    case_id, _ = house.case()
    cover(house, case_id)
    key = uuid4()
    choosing.send(house.team.db, key, case_id, RING, colleague(house))
    house.work()
    assert [text.to for text in house.provider.taken] == [NUMBER]
    assert (message(key).made_by, message(key).state) == (house.team.other.id, State.SENT)
    chosen = [
        one.actor_id for one in accounts.audit.entries(house.team.db, case_id) if one.action == "text chosen"
    ]
    assert chosen == [house.team.other.id]


def test_when_cover_ends_the_next_text_is_the_idva_s_again(house, clock):
    case_id, _ = house.case()
    cover(house, case_id)
    end_cover(house.team.db, house.team.keys, case_id, house.team.idva, clock.move(timedelta(minutes=1)))
    with pytest.raises(CoverNotRecorded):
        choosing.send(house.team.db, uuid4(), case_id, RING, colleague(house))
    house.send(case_id)


def test_a_no_that_the_colleague_heard_holds_what_waits(house, clock):
    case_id, _ = house.case()
    key = house.send(case_id)
    cover(house, case_id)
    clock.move(timedelta(minutes=1))
    agree(house, case_id, cases.Contact())
    house.work()
    assert house.provider.taken == []
    house.team.db.rollback()
    assert house.team.db.get(Outgoing, key).state is State.HELD


def test_a_yes_that_the_colleague_heard_stands_for_the_idva_until_the_case_is_another_s(house, clock):
    case_id, _ = house.case()
    cover(house, case_id)
    clock.move(timedelta(minutes=1))
    agree(house, case_id, cases.Contact(cases.How.SPEAKING))
    agreed = reach.Agreed(number=NUMBER, texts=True, windows=ALWAYS)
    reach.record(house.team.db, house.team.keys, case_id, agreed, house.team.other, clock())
    house.send(case_id)
    house.work()
    assert len(house.provider.taken) == 1
    clock.move(timedelta(minutes=1))
    by = replace(house.team.by(house.team.other), now=clock())
    cases.take_over(house.team.db, case_id, cases.Taking(house.team.lead.id), by)
    with pytest.raises(Held):
        choosing.send(house.team.db, uuid4(), case_id, RING, colleague(house))


def test_her_idva_sees_who_wrote_down_the_no_and_who_chose_the_text(house, clock):
    app = create_app(house.config, Face.STAFF, house.clock)
    case_id, _ = house.case()
    cover(house, case_id)
    choosing.send(house.team.db, uuid4(), case_id, RING, colleague(house))
    clock.move(timedelta(minutes=1))
    agree(house, case_id, cases.Contact())
    own, name = client_for(app, house.team, house.team.idva), house.team.other.display_name
    assert f"chosen by {name} on" in own.get(f"/staff/cases/{case_id}/texts").text
    case = own.get(f"/staff/cases/{case_id}").text
    assert "She said no, on" in case
    assert f"Written down by {name}." in case
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()


def test_the_pages_open_under_cover_and_say_for_whom(house):
    app = create_app(house.config, Face.STAFF, house.clock)
    app.config["WTF_CSRF_ENABLED"] = False
    case_id, _ = house.case()
    browser = client_for(app, house.team, house.team.other)
    paths = ("texts", "reach", "contact")
    for path in paths:
        refused = browser.get(f"/staff/cases/{case_id}/{path}")
        assert (refused.status_code, "Record cover" in refused.text) == (403, True), path
    assert "Number, times and texts" not in browser.get(f"/staff/cases/{case_id}").text
    cover(house, case_id)
    for path in paths:
        assert browser.get(f"/staff/cases/{case_id}/{path}").status_code == 200, path
    assert "You act for Amal" in browser.get(f"/staff/cases/{case_id}/texts").text
    assert "Number, times and texts" in browser.get(f"/staff/cases/{case_id}").text
    own = client_for(app, house.team, house.team.idva)
    assert "You act for" not in own.get(f"/staff/cases/{case_id}/texts").text
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()
