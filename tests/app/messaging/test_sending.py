"""What goes, goes once, inside her times; what may not go is kept back and says why."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from app.accounts import service as accounts
from app.messaging import choosing, deciding, following, outbox, sending
from app.messaging.choosing import Choice, When
from app.messaging.models import Outgoing, State
from app.messaging.refusing import Held, Hold, NotNow, NoWindow, TooLate
from app.voice import service as voice
from safety.contact import Window
from tests.app.messaging.conftest import MONDAY_NOON, NUMBER, RING, RING_NOW
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


def test_one_number_has_one_text_on_its_way(house, db, clock):
    case_id, _ = house.case()
    house.send(case_id)
    house.send(case_id)
    assert isinstance(outbox.claim(db, house.config.keys, clock()), outbox.Claimed)
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
    seen = deciding.stuck_of(house.team.db, house.team.idva)
    assert [(each.id, each.error) for each in seen] == [(key, 21211)]
    assert deciding.stuck_of(house.team.db, house.team.other) == []
    house.provider.refuses.clear()
    deciding.retry(house.team.db, house.config.keys, key, house.team.idva, clock())
    house.work()
    assert len(house.provider.taken) == 1


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
            with pytest.raises(cases.NotYours):
                decision(house.team.db, house.config.keys, key, other, clock())
        with pytest.raises(cases.NotYours):
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


def test_a_row_that_was_changed_by_hand_is_kept_back_and_holds_up_no_other(house, db, message):
    from app.db import writing

    case_id, _ = house.case()
    key, other = house.send(case_id), house.send(case_id)
    with writing(db):
        db.get(Outgoing, key).sealed = db.get(Outgoing, other).sealed
    house.work()
    assert message(key).state is State.HELD
    assert message(other).state is State.SENT


def test_the_outbox_says_how_it_stands(house, db, clock):
    case_id, _ = house.case()
    house.send(case_id)
    assert deciding.counts(db, clock()).waiting == 1
    assert not deciding.behind(db, clock())
    assert deciding.behind(db, clock() + deciding.BEHIND + timedelta(seconds=1))
    house.work()
    found = deciding.counts(db, clock(), house.team.service_id)
    assert (found.waiting, found.sent, found.failed, found.oldest) == (0, 1, 0, None)
