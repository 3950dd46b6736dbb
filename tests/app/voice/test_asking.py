"""`/s`: what is stored, what is refused, and that no answer tells more than it says."""

import hashlib
from datetime import timedelta
from uuid import uuid4

import pytest

from app.entry import service as entry
from app.entry.build import engine_script
from app.voice import asking
from app.voice import service as voice
from app.voice.models import Send
from app.web import quiet
from safety import sealing, wire
from safety.errors import NotOpened
from safety.sealing import Kind
from safety.unlocking import Part, answer_key, open_part, part_aad, send_key
from tests.links import nothing_in

SENT = (Kind.PARTIAL, Kind.FINAL, Kind.FEEDBACK)


@pytest.fixture
def ask(db, keys, clock):
    """One request to the store."""
    return lambda raw: asking.receive(db, keys, raw, clock())


def rows(db, made):
    return db.query(Send).filter_by(link_id=made.link.id).order_by(Send.version).all()


@pytest.mark.parametrize("kind", SENT)
def test_a_send_is_kept_as_it_came_and_acknowledged_in_our_own_hand(ask, made, db, keys, kind):
    blob = made.envelope(b'{"a":1}', made.header(kind, urgent=True))
    raw = made.request(kind, blob)
    answer = ask(raw)
    assert answer.http == 200
    assert wire.acknowledged(answer.body, raw, send_key(made.live))
    [send] = voice.sends_of(db, keys, made.link.id)
    assert send.envelope == blob
    assert made.read(send.envelope) == b'{"a":1}'
    assert (send.kind, send.version, send.urgent, send.wants_call) == (kind, 1, True, False)


def test_the_same_bytes_again_get_the_first_acknowledgement_byte_for_byte(ask, made, db):
    raw = made.request(Kind.FINAL, made.envelope())
    assert len({ask(raw).body for _ in range(3)}) == 1
    assert len(rows(db, made)) == 1


def test_other_bytes_in_the_same_place_are_a_further_version_and_nothing_is_replaced(ask, made, db):
    header = made.header(Kind.FINAL, 3)
    blobs = [made.envelope(words, header) for words in (b"1", b"2", b"3")]
    for blob in [*blobs, *reversed(blobs)]:  # and each of them comes again
        assert ask(made.request(Kind.FINAL, blob)).http == 200
    assert [(row.version, row.sha256) for row in rows(db, made)] == [
        (number, hashlib.sha256(blob).digest()) for number, blob in enumerate(blobs, 1)
    ]


def test_sends_that_come_out_of_order_are_all_kept_in_their_own_places(ask, made, db):
    submission = uuid4().bytes
    for sequence in (5, 1, 3, 2, 4):
        header = made.header(Kind.PARTIAL, sequence, submission)
        assert ask(made.request(Kind.PARTIAL, made.envelope(b"{}", header))).http == 200
    kept = rows(db, made)
    assert sorted(row.sequence for row in kept) == [1, 2, 3, 4, 5]
    assert {row.version for row in kept} == {1}


def test_a_row_is_noise_without_the_key_outside_the_database(ask, made, db):
    blob = made.envelope(b"canary")
    ask(made.request(Kind.FINAL, blob))
    [row] = rows(db, made)
    assert blob[40:200] not in row.sealed_envelope
    assert made.link.id.bytes not in row.sealed_envelope


def test_more_than_fifty_sends_are_taken_and_kept_apart(ask, made, db, keys):
    for number in range(52):
        header = made.header(Kind.PARTIAL, number)
        assert ask(made.request(Kind.PARTIAL, made.envelope(b"{}", header))).http == 200
    assert sum(row.apart for row in rows(db, made)) == 2
    assert voice.latest(db, keys, [made.link.id])[made.link.id].apart


def test_a_send_to_a_link_that_was_closed_or_ran_out_is_kept_and_marked(ask, make_link, db, now, clock):
    closed, ended = make_link(), make_link()
    entry.close(db, closed.link.id, now)
    ask(closed.request(Kind.FINAL, closed.envelope()))
    clock.move(timedelta(days=31))
    ask(ended.request(Kind.FINAL, ended.envelope()))
    assert [row.late for row in (*rows(db, closed), *rows(db, ended))] == [True, True]


def test_a_send_under_the_second_code_is_kept_and_holds_everything(ask, made, db, keys):
    assert ask(made.request(Kind.FINAL, made.envelope(), duress=True)).http == 200
    [send] = voice.sends_of(db, keys, made.link.id)
    assert send.duress
    assert voice.held(db, keys, made.link.id)
    assert voice.latest(db, keys, [made.link.id])[made.link.id].count == 0


def test_either_code_leaves_a_signal_and_gets_the_same_answer_and_only_the_second_holds(
    ask, make_link, db, keys
):
    live, second = make_link(), make_link()
    first = ask(live.request(Kind.OPENED, wire.question()))
    other = ask(second.request(Kind.OPENED, wire.question(), duress=True))
    assert (first.http, len(first.body), first.body[0]) == (other.http, len(other.body), other.body[0])
    assert (voice.held(db, keys, live.link.id), voice.held(db, keys, second.link.id)) == (False, True)


@pytest.mark.parametrize("locale", ["en", "ar", "", "tlh", "\u202e"])
@pytest.mark.parametrize("page", ["rest", "cards", "form", "seldom", "nothing"])
@pytest.mark.parametrize("duress", [False, True])
def test_every_answer_to_more_has_one_size_and_opens_with_its_own_key_only(ask, made, duress, page, locale):
    body = wire.question({"l": locale, "n": len(engine_script()), "p": page})
    answer = ask(made.request(Kind.ASK_MORE, body, duress=duress))
    assert (answer.http, len(answer.body)) == (200, entry.more_bytes(page, locale))
    mine, other = (made.duress, made.live) if duress else (made.live, made.duress)
    aad = part_aad(made.link.id.bytes, Part.MORE)
    assert open_part(answer_key(mine), answer.body, aad, known=engine_script()).startswith(b"{")
    with pytest.raises(NotOpened):
        open_part(answer_key(other), answer.body, aad, known=engine_script())


@pytest.mark.parametrize("holds", [0, 7, "7", None, True, [], -1])
@pytest.mark.parametrize("duress", [False, True])
def test_a_page_from_before_the_service_was_renewed_can_read_more_too(ask, made, duress, holds):
    answer = ask(made.request(Kind.ASK_MORE, wire.question({"n": holds, "p": "rest"}), duress=duress))
    key = answer_key(made.duress if duress else made.live)
    opened = open_part(key, answer.body, part_aad(made.link.id.bytes, Part.MORE), known=b"an older engine")
    assert opened.startswith(b"{")


@pytest.mark.parametrize("duress", [False, True])
def test_a_reply_has_one_size_and_is_empty(ask, made, duress):
    answer = ask(made.request(Kind.ASK_REPLY, wire.question(), duress=duress))
    assert len(answer.body) == wire.REPLY_BYTES
    key = answer_key(made.duress if duress else made.live)
    assert open_part(key, answer.body, part_aad(made.link.id.bytes, Part.REPLY)) == b"{}"


def test_feedback_is_kept_and_is_not_counted_among_the_views_to_read(ask, made, db, keys):
    for kind in (Kind.FEEDBACK, Kind.PARTIAL):
        assert ask(made.request(kind, made.envelope(b"{}", made.header(kind)))).http == 200
    assert len(voice.sends_of(db, keys, made.link.id)) == 2
    assert voice.latest(db, keys, [made.link.id])[made.link.id].count == 1


def test_a_link_with_feedback_alone_was_used(ask, made, db, keys):
    ask(made.request(Kind.FEEDBACK, made.envelope(b"{}", made.header(Kind.FEEDBACK))))
    came = voice.latest(db, keys, [made.link.id])[made.link.id]
    assert (came.count, came.last_at, came.duress_held) == (0, None, False)


def test_the_last_use_of_the_second_code_is_known_whatever_came_before_or_after(ask, made, db, keys, clock):
    at = clock.move(timedelta(hours=1, microseconds=7))
    ask(made.request(Kind.FINAL, made.envelope(), duress=True))
    clock.move(timedelta(hours=1))
    ask(made.request(Kind.OPENED, wire.question()))
    ask(made.request(Kind.FINAL, made.envelope()))
    clock.move(timedelta(hours=-3))  # a server's clock was put right meanwhile
    ask(made.request(Kind.OPENED, wire.question(), duress=True))
    assert voice.latest(db, keys, [made.link.id])[made.link.id].held_at == at


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
def test_a_store_that_is_broken_says_later_and_the_log_says_what_kind_of_fault(ask, made, engine, caplog):
    raw = made.request(Kind.FINAL, made.envelope(b"canary"))
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE send")
    answer = ask(raw)
    assert (answer.http, answer.body[0]) == (503, wire.Status.LATER)
    [line] = [getattr(record, quiet.SAID).plain() for record in caplog.records]
    assert line.startswith("a request could not be stored: OperationalError at app.voice")


@pytest.mark.parametrize("kind", sorted(wire.ASKED))
def test_who_is_not_authorised_gets_as_many_bytes_as_anyone_and_leaves_nothing(ask, make_link, engine, kind):
    made, other = make_link(), make_link()
    body = made.envelope(b"{}", made.header(kind)) if kind in SENT else wire.question()
    body = made.counted() if kind is Kind.COUNTED else body
    right = made.request(kind, body)
    asks = {Kind.ASK_MORE: entry.more_bytes("cards", holds=0), Kind.ASK_REPLY: wire.REPLY_BYTES}
    size = asks.get(kind, wire.ANSWER_BYTES)
    wrong = [
        wire.build(uuid4().bytes, kind, body, send_key(made.live)),
        wire.build(made.link.id.bytes, kind, body, send_key(other.live)),
        wire.build(made.link.id.bytes, kind, body, made.live),
        right[:-1] + bytes([right[-1] ^ 1]),
        right[:20] + bytes(32) + right[52:],
    ]
    for raw in wrong:
        answer = ask(raw)
        assert (answer.http, len(answer.body)) == (403, size)
    assert nothing_in(engine, "send", "signal", "waiting_part", "counted")


def test_what_staff_keep_is_never_taken_over_a_link(ask, made, engine):
    note = made.envelope(b"{}", made.header(Kind.NOTE))
    for kind in (Kind.NOTE, Kind.FINAL):
        answer = ask(made.request(kind, note))
        assert (answer.http, len(answer.body)) == (400, wire.ANSWER_BYTES)
    assert nothing_in(engine, "send", "signal", "waiting_part", "counted")


@pytest.mark.parametrize("page", ["rest", "cards", "seldom"])
def test_questions_to_a_link_that_is_over_are_answered_as_to_anyone(ask, made, clock, page):
    clock.move(timedelta(days=31))
    answer = ask(made.request(Kind.ASK_MORE, wire.question({"p": page, "l": ""})))
    assert (answer.http, len(answer.body)) == (403, entry.more_bytes(page, holds=0))


def test_a_counted_part_goes_to_its_pool_once_a_link_however_often_it_comes(ask, made, engine):
    raw = made.request(Kind.COUNTED, made.counted())
    assert len({ask(raw).body for _ in range(3)}) == 1
    assert ask(made.request(Kind.COUNTED, made.counted())).http == 200
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM waiting_part").scalar() == 1
    assert nothing_in(engine, "send")


def test_a_counted_part_for_other_eyes_or_of_a_link_without_a_pool_is_refused(ask, make_link, engine):
    made, unpooled = make_link(), make_link(pooled=False)
    stray = sealing.seal(made.header(Kind.COUNTED, 0), b"{}", made.recipients)
    assert ask(made.request(Kind.COUNTED, stray)).http == 400
    assert ask(unpooled.request(Kind.COUNTED, unpooled.counted())).http == 400
    assert nothing_in(engine, "waiting_part", "counted")


def test_a_counted_part_under_the_second_code_is_acknowledged_and_not_counted(ask, made, engine):
    assert ask(made.request(Kind.COUNTED, made.counted(), duress=True)).http == 200
    assert nothing_in(engine, "waiting_part", "counted")


def test_purging_leaves_nothing_of_a_link(ask, make_link, db, keys, now):
    made, other = make_link(), make_link()
    for one in (made, other):
        ask(one.request(Kind.FINAL, one.envelope()))
        ask(one.request(Kind.OPENED, wire.question(), duress=True))
        ask(one.request(Kind.COUNTED, one.counted()))
    assert voice.purge(db, [made.link.id], now) == 1
    assert entry.purge(db, [made.link.id]) == 1
    assert voice.latest(db, keys, [made.link.id]) == {}
    assert voice.latest(db, keys, [other.link.id])[other.link.id].count == 1
    assert ask(made.request(Kind.FINAL, made.envelope())).http == 403
