"""What the provider tells us: believed only where it is signed, once, and never answered."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from twilio.request_validator import RequestValidator

from app.messaging import hooks, incoming
from app.messaging.models import Copy, Incoming, State, Stopped
from app.messaging.standing import stopped_at
from tests.app.messaging.conftest import NUMBER
from tests.compiled import sharing_app
from tests.conftest import STAFF_HOST, client_of
from tests.migrations.rows import counts
from tests.twilio import TOKEN

OTHER = "+447400999999"


@pytest.fixture
def caller(house, db):
    """The provider, calling."""
    app = sharing_app(house.config, "STAFF", house.clock)
    yield client_of(app, db)
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()


def call(caller, path, fields, token=TOKEN, signature=None, **more):
    signed = signature or RequestValidator(token).compute_signature(f"https://{STAFF_HOST}{path}", fields)
    return caller.post(path, data=fields, headers={"X-Twilio-Signature": signed}, **more)


def came(words, sender=NUMBER, sid=None):
    return {"MessageSid": sid or f"SM{uuid4().hex}", "From": sender, "To": "Reminder", "Body": words}


def rows(db):
    db.rollback()
    return counts(db.connection())


@pytest.fixture
def sent(house, message):
    case_id, _ = house.case()
    key = house.send(case_id)
    house.work()
    return message(key)


def test_a_signed_status_is_written_down_and_answered_with_nothing(caller, sent, message):
    answer = call(caller, hooks.STATUS, {"MessageSid": sent.sid, "MessageStatus": "delivered"})
    assert (answer.status_code, answer.data) == (204, b"")
    assert message(sent.id).status == "delivered"


def test_a_repeat_or_a_name_that_is_not_ours_changes_nothing(caller, sent, message, db):
    told = {"MessageSid": sent.sid, "MessageStatus": "delivered"}
    call(caller, hooks.STATUS, told)
    before = rows(db)
    for fields in (
        told,
        {**told, "MessageStatus": "queued"},
        {**told, "MessageStatus": "undelivered", "ErrorCode": "30003"},
        {**told, "MessageSid": f"SM{'0' * 32}"},
        {**told, "MessageSid": "x' OR 1=1"},
        {"MessageStatus": "sent"},
        {**told, "MessageStatus": "\u202enonsense", "ErrorCode": "³"},
    ):
        assert call(caller, hooks.STATUS, fields).status_code == 204
    assert rows(db) == before
    assert message(sent.id).state is State.SENT


@pytest.mark.parametrize("path", [hooks.STATUS, hooks.CAME])
def test_what_is_not_signed_or_signed_for_other_fields_changes_nothing(caller, sent, db, message, path):
    fields = {**came("STOP"), "MessageSid": sent.sid, "MessageStatus": "delivered"}
    good = RequestValidator(TOKEN).compute_signature(f"https://{STAFF_HOST}{path}", fields)
    elsewhere = RequestValidator(TOKEN).compute_signature(f"https://days.example{path}", fields)
    before = rows(db)
    for signature in ("", "x", elsewhere, good[:-2], "é" * 20):
        assert call(caller, path, fields, signature=signature or " ").status_code == 403
    assert call(caller, path, fields, token="another").status_code == 403
    assert call(caller, path, {**fields, "Extra": "1"}, signature=good).status_code == 403
    assert caller.post(f"{path}?x=1", data=fields, headers={"X-Twilio-Signature": good}).status_code == 403
    assert caller.post(path, json=fields, headers={"X-Twilio-Signature": good}).status_code == 403
    assert caller.get(path).status_code == 405
    assert rows(db) == before
    assert message(sent.id).status != "delivered"


def test_without_a_provider_nothing_is_believed(staff, db):
    fields = came("STOP")
    signature = RequestValidator("").compute_signature(f"https://{STAFF_HOST}{hooks.CAME}", fields)
    answer = staff.post(hooks.CAME, data=fields, headers={"X-Twilio-Signature": signature})
    assert answer.status_code == 403


def test_too_much_is_refused_and_changes_nothing(caller, db, house):
    before = rows(db)
    assert call(caller, hooks.CAME, came("x" * 40_000)).status_code == 413
    assert rows(db) == before


def test_the_survivors_host_does_not_know_the_addresses(survivor):
    for path in (hooks.STATUS, hooks.CAME):
        assert survivor.post(path, data=came("STOP")).status_code in {200, 303}


@pytest.mark.parametrize("words", ["STOP", "stop.", "Stop please", "توقف", "jooji", "ALTO"])
def test_stop_holds_everything_of_that_number(caller, house, db, message, clock, words):
    case_id, _ = house.case()
    key = house.send(case_id)
    other, _ = house.case(number="+447400123457")
    assert call(caller, hooks.CAME, came(words)).status_code == 204
    assert message(key).state is State.HELD
    assert stopped_at(db, case_id) == clock()
    assert stopped_at(db, other) is None
    assert house.provider.taken == []


def test_any_other_text_is_sealed_to_those_who_work_the_case(caller, house, db):
    case_id, _ = house.case()
    call(caller, hooks.CAME, came("I am at my sister's \u0000 👍 قلت"))
    kept = db.scalars(select(Incoming)).one()
    assert b"sister" not in kept.sealed_envelope
    assert stopped_at(db, case_id) is None
    team = house.team
    opened = incoming.open_all(
        db, house.config.keys, case_id, team.idva, team.privates[team.idva.id], house.clock()
    )
    assert [each.words for each in opened] == ["I am at my sister's \u0000 👍 قلت"]
    stranger = incoming.open_all(
        db, house.config.keys, case_id, team.idva, team.privates[team.lead.id], house.clock()
    )
    assert [each.words for each in stranger] == [None]


def test_nobody_but_the_case_s_own_worker_opens_it(caller, house, db):
    from app.cases import service as cases

    case_id, _ = house.case()
    call(caller, hooks.CAME, came("hello"))
    for other in (house.team.other, house.team.lead):
        with pytest.raises((cases.NotYours, cases.covering.CoverNotRecorded)):
            incoming.open_all(db, house.config.keys, case_id, other, [], house.clock())
    assert incoming.waiting(db, case_id) == 1


def test_the_same_text_told_again_is_one_text(caller, house, db):
    case_id, _ = house.case()
    told = came("hello")
    for _ in range(3):
        call(caller, hooks.CAME, told)
    assert incoming.count(db, case_id) == 1


def test_a_text_from_a_number_that_no_open_case_has_leaves_only_its_deletion(caller, house, db):
    house.case()
    for sender in (OTHER, "SHOP", "", "+447400123456; DROP"):
        call(caller, hooks.CAME, came("STOP", sender))
    assert db.scalars(select(Incoming)).all() == []
    assert db.scalars(select(Stopped)).all() == []
    assert len(db.scalars(select(Copy)).all()) == 4


def test_contact_agreed_afresh_is_newer_than_a_stop(caller, house, clock):
    case_id, _ = house.case()
    call(caller, hooks.CAME, came("STOP"))
    clock.move(timedelta(hours=1))
    house.agree(case_id)
    house.reach(case_id)
    house.send(case_id)
    house.work()
    assert len(house.provider.taken) == 1
