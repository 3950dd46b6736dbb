"""What goes, goes inside her times; what may not go is kept back and says why."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.cases import service as cases
from app.db import writing
from app.messaging import choosing, deciding, following, outbox
from app.messaging.choosing import Choice, When
from app.messaging.models import State
from app.messaging.refusing import Held, Hold, NotNow, NoWindow, TooLate
from app.voice import service as voice
from safety.contact import Window
from tests.app.messaging.conftest import MONDAY_NOON, NUMBER, RING, RING_NOW

HOUR = timedelta(hours=1)


def test_for_now_is_only_inside_a_window(house, clock):
    case_id, _ = house.case(windows=MONDAY_NOON)
    clock.move(HOUR)
    with pytest.raises(NotNow):
        house.send(case_id, RING_NOW)
    assert house.provider.taken == []


def test_for_her_next_time_it_waits_until_then(house, clock, message):
    case_id, _ = house.case(windows=frozenset({Window(1, 10 * 60, 11 * 60)}))
    key = house.send(case_id)
    house.work()
    assert message(key).state is State.WAITING
    clock.now = message(key).due_at - timedelta(seconds=1)
    house.work()
    assert house.provider.taken == []
    clock.move(timedelta(seconds=1))
    house.work()
    assert len(house.provider.taken) == 1


def test_a_worker_that_comes_too_late_waits_for_the_next_window(house, clock, message):
    case_id, _ = house.case(windows=frozenset({Window(1, 600, 660), Window(2, 600, 660)}))
    key = house.send(case_id)
    clock.now = message(key).due_at + timedelta(minutes=56)
    house.work()
    assert house.provider.taken == []
    assert message(key).due_at - clock.now == timedelta(hours=23, minutes=4)


def test_one_for_now_that_could_not_go_in_time_is_kept_for_its_worker(house, clock, message):
    case_id, _ = house.case()
    key = house.send(case_id, RING_NOW)
    clock.move(choosing.NOW_FOR + timedelta(seconds=1))
    house.work()
    assert (message(key).state, message(key).reason) == (State.HELD, Hold.MISSED)
    assert house.provider.taken == []


def test_one_for_now_still_goes_in_its_last_moment(house, clock):
    case_id, _ = house.case()
    house.send(case_id, RING_NOW)
    clock.move(choosing.NOW_FOR)
    house.work()
    assert len(house.provider.taken) == 1


def test_without_a_window_before_the_end_nothing_is_taken_in(house, clock):
    case_id, _ = house.case(windows=frozenset({Window(0, 840, 900)}))
    clock.move(timedelta(days=13))
    with pytest.raises(NoWindow):
        house.send(case_id)


def _second_code(house, case_id, link, clock):
    house.team.send(link, duress=True, at=clock())


def _expires(house, case_id, link, clock):
    clock.move(timedelta(days=14))


def _stops(house, case_id, link, clock):
    from app.messaging.incoming import Came, receive

    receive(house.team.db, house.config.keys, Came(f"SM{uuid4().hex}", NUMBER, "STOP"), clock())


def _another_number(house, case_id, link, clock):
    clock.move(timedelta(minutes=1))
    house.reach(case_id, number="+447400123457")


def _no_more_texts(house, case_id, link, clock):
    clock.move(timedelta(minutes=1))
    house.reach(case_id, texts=False)


def _closes(house, case_id, link, clock):
    from app.cases import service as cases

    cases.close_case(house.team.db, case_id, cases.get(house.team.db, case_id).version, house.team.by())


@pytest.mark.parametrize(
    ("happens", "hold"),
    [
        (_second_code, Hold.DURESS),
        (_expires, Hold.EXPIRED),
        (_stops, Hold.STOPPED),
        (_another_number, Hold.CHANGED),
        (_no_more_texts, Hold.NO_TEXTS),
        (_closes, Hold.CLOSED),
    ],
)
def test_what_happens_after_it_was_chosen_keeps_it_back(house, clock, message, happens, hold):
    case_id, link = house.case()
    key = house.send(case_id)
    happens(house, case_id, link, clock)
    house.work()
    assert (message(key).state, message(key).reason) == (State.HELD, hold)
    assert house.provider.taken == []
    if hold is not Hold.CHANGED:
        with pytest.raises(Held):
            house.send(case_id)
    with pytest.raises(Held):
        deciding.retry(house.team.db, house.config.keys, key, house.team.idva, clock())


def test_what_keeps_one_case_s_texts_back_keeps_back_no_other_s(house, db, message):
    first, _ = house.case()
    second, _ = house.case(number="+447400123457")
    held, waits = house.send(first), house.send(second)
    with writing(db):
        outbox.hold_waiting(db, first, Hold.HANDED_OVER)
    assert [message(key).state for key in (held, waits)] == [State.HELD, State.WAITING]


def test_agreed_afresh_nothing_goes_until_number_and_times_were_said_again(house, clock, message):
    case_id, link = house.case()
    held = house.send(case_id)
    house.team.send(link, duress=True, at=clock())
    clock.move(HOUR)
    house.agree(case_id)
    assert voice.held(house.team.db, house.config.keys, link.link_id)
    with pytest.raises(Held) as refused:
        house.send(case_id)
    assert refused.value.hold is Hold.NOT_AGREED
    house.reach(case_id)
    house.send(case_id)
    house.work()
    assert len(house.provider.taken) == 1
    assert message(held).state is State.HELD


def test_stop_said_to_the_provider_holds_the_case_as_if_said_to_us(house, db):
    case_id, _ = house.case()
    house.provider.refuses[NUMBER] = following.OPTED_OUT
    house.send(case_id)
    house.work()
    with pytest.raises(Held) as refused:
        house.send(case_id)
    assert refused.value.hold is Hold.STOPPED


def test_it_can_be_cancelled_until_it_goes(house, clock, message):
    case_id, _ = house.case()
    key = house.send(case_id)
    deciding.cancel(house.team.db, house.config.keys, key, house.team.idva, clock())
    house.work()
    assert house.provider.taken == []
    with pytest.raises(TooLate):
        deciding.cancel(house.team.db, house.config.keys, key, house.team.idva, clock())
    gone = house.send(case_id)
    house.work()
    with pytest.raises(TooLate):
        deciding.cancel(house.team.db, house.config.keys, gone, house.team.idva, clock())
    with pytest.raises(TooLate):
        deciding.drop(house.team.db, house.config.keys, gone, house.team.idva, clock())


def test_nobody_else_sends_cancels_or_tries_again(house, clock):
    from app.cases import service as cases

    case_id, _ = house.case()
    key = house.send(case_id)
    for other in (house.team.other, house.team.lead):
        for decision in (deciding.cancel, deciding.retry, deciding.drop):
            with pytest.raises((cases.NotYours, cases.covering.CoverNotRecorded)):
                decision(house.team.db, house.config.keys, key, other, clock())
        with pytest.raises((cases.NotYours, cases.covering.CoverNotRecorded)):
            by = choosing.By(other, house.config, clock())
            choosing.send(house.team.db, uuid4(), case_id, RING, by)


@pytest.mark.parametrize(
    ("template", "locale"), [("nonsense", "en"), ("ring", "ar"), ("ring", "xx"), ("", "en")]
)
def test_no_other_text_and_no_other_language_can_be_sent(house, template, locale):
    from app.entry.service import NoSuchText

    case_id, _ = house.case()
    with pytest.raises(NoSuchText):
        house.send(case_id, Choice(template, locale, When.NEXT))


def test_after_a_backup_was_put_back_no_text_goes_until_it_is_agreed_afresh(house, clock, db, message):
    case_id, _ = house.case()
    key = house.send(case_id)
    clock.move(HOUR)
    assert cases.lapse_agreements(db, clock()) == 1
    house.work()
    assert house.provider.taken == []
    assert (message(key).state, message(key).reason) == (State.HELD, Hold.EXPIRED)
    assert cases.lapse_agreements(db, clock()) == 0
