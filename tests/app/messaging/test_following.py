"""How far a text is only moves forward; after its last status nothing of it stays at the provider."""

from datetime import timedelta

from app.messaging import deciding, following, sending
from app.messaging.models import State

HOUR = timedelta(hours=1)


def test_a_status_only_moves_forward_and_only_for_what_is_ours(house, db, clock, message):
    case_id, _ = house.case()
    key = house.send(case_id)
    house.work()
    sid = message(key).sid
    assert following.note_status(db, sid, "sent", None, clock())
    for status in ("queued", "sent", "accepted", "nonsense", ""):
        assert not following.note_status(db, sid, status, None, clock())
    assert following.note_status(db, sid, "delivered", None, clock())
    assert not following.note_status(db, sid, "failed", 30003, clock())
    assert not following.note_status(db, f"SM{'9' * 32}", "delivered", None, clock())
    assert message(key).status == "delivered"


def test_one_that_did_not_arrive_says_why_and_can_be_chosen_again(house, db, clock, message):
    case_id, _ = house.case()
    key = house.send(case_id)
    house.work()
    following.note_status(db, message(key).sid, "undelivered", 30006, clock())
    assert (message(key).state, message(key).error) == (State.FAILED, 30006)
    deciding.retry(db, house.config.keys, key, house.team.idva, clock())
    house.work()
    assert len(house.provider.taken) == 2
    assert message(key).sid == house.provider.taken[1].sid


def test_a_status_that_nobody_told_us_of_is_asked_for(house, db, clock, message):
    case_id, _ = house.case()
    key = house.send(case_id)
    house.work()
    house.provider.taken[0].status = "delivered"
    assert sending.follow_one(db, house.hands()) == 0
    clock.move(following.ASK_AFTER)
    assert sending.follow_one(db, house.hands()) == 1
    assert message(key).status == "delivered"


def test_after_its_last_status_it_is_deleted_at_the_provider_until_that_is_so(house, db, clock, message):
    case_id, _ = house.case()
    key = house.send(case_id)
    house.work()
    assert sending.clean_one(db, house.hands()) == 0
    following.note_status(db, message(key).sid, "delivered", None, clock())
    house.provider.away = True
    assert sending.clean_one(db, house.hands()) == 1
    assert not house.provider.taken[0].gone
    house.provider.away = False
    clock.move(HOUR)
    assert sending.clean_one(db, house.hands()) == 1
    assert (house.provider.taken[0].gone, house.provider.taken[0].body) == (True, "")
    clock.move(HOUR)
    assert sending.clean_one(db, house.hands()) == 0


def test_what_cannot_be_deleted_there_is_shown_to_the_lead(house, db, clock, message):
    case_id, _ = house.case()
    key = house.send(case_id)
    house.work()
    following.note_status(db, message(key).sid, "delivered", None, clock())
    house.provider.away = True
    for _ in range(deciding.CLEAN_TRIES):
        sending.clean_one(db, house.hands())
        clock.move(HOUR)
    assert deciding.counts(db, clock()).not_cleaned == 1


def test_the_outbox_says_how_it_stands(house, db, clock):
    case_id, _ = house.case()
    house.send(case_id)
    assert deciding.counts(db, clock()).waiting == 1
    assert not deciding.behind(db, clock())
    assert deciding.behind(db, clock() + deciding.BEHIND + timedelta(seconds=1))
    house.work()
    found = deciding.counts(db, clock(), house.team.service_id)
    assert (found.waiting, found.sent, found.failed, found.oldest) == (0, 1, 0, None)
