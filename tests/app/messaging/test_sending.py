"""Whatever the provider does, and whichever worker is lost, a text goes once."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.accounts import service as accounts
from app.messaging import choosing, deciding, outbox, sending
from app.messaging.models import Outgoing, State
from tests.app.messaging.conftest import NUMBER, RING_NOW
from tests.twilio import BROKEN, BUSY, LOST, NONSENSE, TAKEN_AND_BROKEN, TAKEN_AND_LOST

SAID = "Please ring me when you have a moment."
HOUR = timedelta(hours=1)


def faults(house, *in_turn):
    """What the provider does to the next hand-overs; afterwards all is well."""
    waiting = list(in_turn)
    house.provider.faults = lambda: waiting.pop(0) if waiting else "ok"


def test_a_text_goes_once_with_exactly_the_words_that_were_shown(house, message):
    case_id, _ = house.case()
    shown = choosing.ready(house.team.db, case_id, RING_NOW, house.by())
    key = house.send(case_id, RING_NOW)
    house.work()
    assert [(each.to, each.body, each.sender) for each in house.provider.taken] == [
        (NUMBER, SAID, "Reminder")
    ]
    assert shown.text == SAID
    assert (shown.parts.count, shown.parts.alphabet) == (1, "GSM-7")
    assert message(key).state is State.SENT


def test_it_is_logged_without_number_or_words(house, db):
    case_id, _ = house.case()
    house.send(case_id)
    house.work()
    lines = accounts.entries(db, str(case_id))
    assert [line.action for line in lines][-2:] == ["text chosen", "text handed over"]
    told = " ".join(f"{line.action} {line.detail}" for line in lines)
    assert "7400" not in told
    assert SAID not in told


def test_a_page_that_is_sent_twice_sends_one_text(house):
    case_id, _ = house.case()
    key = house.send(case_id)
    house.send(case_id, key=key)
    house.work()
    house.send(case_id, key=key)
    house.work()
    assert len(house.provider.taken) == 1


def test_neither_number_nor_words_stand_in_the_table(house, db):
    case_id, _ = house.case()
    house.send(case_id)
    row = db.execute(select(Outgoing.__table__)).one()
    told = " ".join(map(str, row))
    assert "7400" not in told
    assert "ring me" not in told


@pytest.mark.parametrize("fault", [BUSY, BROKEN, TAKEN_AND_BROKEN, LOST, TAKEN_AND_LOST, NONSENSE])
def test_whatever_the_provider_does_it_goes_once(house, clock, message, fault):
    case_id, _ = house.case()
    key = house.send(case_id)
    faults(house, fault)
    for _ in range(6):
        house.work()
        clock.move(timedelta(minutes=3))
    assert len(house.provider.taken) == 1
    assert message(key).state is State.SENT
    assert message(key).sid == house.provider.taken[0].sid


def test_one_of_uncertain_fate_is_never_sent_again_before_the_provider_answers(house, clock, message):
    case_id, _ = house.case()
    key = house.send(case_id)
    faults(house, TAKEN_AND_LOST)
    house.work()
    house.provider.away = True
    for _ in range(4):
        clock.move(HOUR)
        house.work()
    assert message(key).state is State.SENDING
    assert len(house.provider.taken) == 1
    house.provider.away = False
    clock.move(HOUR)
    house.work()
    assert message(key).state is State.SENT
    assert len(house.provider.taken) == 1


def test_after_too_many_questions_a_person_decides_and_trying_again_asks_first(house, clock, message):
    case_id, _ = house.case()
    key = house.send(case_id)
    faults(house, TAKEN_AND_LOST)
    house.work()
    house.provider.away = True
    for _ in range(2 * outbox.MOST_TRIES):
        clock.move(HOUR)
        house.work()
    assert (message(key).state, message(key).reason) == (State.FAILED, "uncertain")
    house.provider.away = False
    deciding.retry(house.team.db, house.config.keys, key, house.team.idva, clock())
    house.work()
    assert message(key).state is State.SENT
    assert len(house.provider.taken) == 1


def test_two_texts_with_the_same_words_to_one_number_are_told_apart(house, clock, message):
    case_id, _ = house.case()
    first, second = house.send(case_id), house.send(case_id)
    faults(house, TAKEN_AND_LOST, TAKEN_AND_BROKEN)
    for _ in range(6):
        house.work()
        clock.move(timedelta(minutes=3))
    assert len(house.provider.taken) == 2
    assert {message(first).sid, message(second).sid} == {each.sid for each in house.provider.taken}


def test_one_number_has_one_text_on_its_way_and_holds_up_no_other(house, db, clock):
    case_id, _ = house.case()
    house.send(case_id)
    house.send(case_id)
    other, _ = house.case(number="+447400123457")
    clock.move(timedelta(minutes=1))
    key = house.send(other)
    assert outbox.claim(db, house.config.keys, clock()).id != key
    assert outbox.claim(db, house.config.keys, clock()).id == key
    assert outbox.claim(db, house.config.keys, clock()) is False


def test_a_worker_that_lost_its_claim_changes_nothing(house, db, clock, message):
    case_id, _ = house.case()
    key = house.send(case_id)
    mine = outbox.claim(db, house.config.keys, clock())
    clock.move(outbox.LEASE)
    theirs = outbox.claim_uncertain(db, house.config.keys, clock())
    assert theirs.claim != mine.claim
    outbox.accepted(db, house.config.keys, mine, f"SM{'1' * 32}", clock())
    outbox.refused(db, mine, 21211)
    outbox.not_taken(db, mine, clock())
    assert message(key).state is State.SENDING
    assert message(key).claim == theirs.claim


def test_a_worker_that_slept_between_claim_and_hand_over_does_not_send(house, db, clock, message):
    case_id, _ = house.case()
    key = house.send(case_id)
    hands = house.hands()
    mine = outbox.claim(db, house.config.keys, clock())
    clock.move(sending.STALE + timedelta(seconds=1))
    sending._hand_over(db, hands, mine, sending.look_of(db, house.config, house.team.service_id))
    assert house.provider.taken == []
    assert message(key).state is State.WAITING


def test_what_the_provider_refuses_waits_for_a_person(house, clock, message):
    case_id, _ = house.case()
    house.provider.refuses[NUMBER] = 21211
    key = house.send(case_id)
    house.work()
    seen = deciding.stuck_of(house.team.db, house.team.idva, house.clock())
    assert [(each.id, each.error) for each in seen] == [(key, 21211)]
    assert deciding.stuck_of(house.team.db, house.team.other, house.clock()) == []
    house.provider.refuses.clear()
    deciding.retry(house.team.db, house.config.keys, key, house.team.idva, clock())
    house.work()
    assert len(house.provider.taken) == 1


def test_a_row_that_was_changed_by_hand_is_kept_back_and_holds_up_no_other(house, db, message):
    from app.db import writing

    case_id, _ = house.case()
    key, other = house.send(case_id), house.send(case_id)
    with writing(db):
        db.get(Outgoing, key).sealed = db.get(Outgoing, other).sealed
    house.work()
    assert message(key).state is State.HELD
    assert message(other).state is State.SENT
