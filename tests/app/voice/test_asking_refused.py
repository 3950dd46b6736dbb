"""`/s`: what is torn, malformed or too large is answered in the size of any answer and leaves nothing."""

import hashlib
from uuid import uuid4

import pytest

from app.entry import service as entry
from app.voice import asking
from safety import wire
from safety.sealing import Header, Kind
from safety.unlocking import send_key
from tests.links import nothing_in


@pytest.fixture
def ask(db, keys, clock):
    """One request to the store."""
    return lambda raw: asking.receive(db, keys, raw, clock())


def bad_envelopes(made, other):
    good = made.envelope()
    yield from (good[:1], good[:40], good[:-1], good + b"\0", bytes(len(good)), bytes(3))
    yield good[:40] + bytes([0]) + good[41:]
    yield good[:40] + bytes([255]) + good[41:]
    yield bytes([2]) + good[1:]
    yield good[:1] + bytes([9]) + good[2:]
    yield good[:39] + bytes([128]) + good[40:]
    yield made.envelope(b"{}", Header(other.link.id.bytes, uuid4().bytes, 1, Kind.FINAL))
    yield made.envelope(b"{}", made.header(Kind.PARTIAL))
    yield made.counted()


def test_an_envelope_that_is_cut_torn_or_anothers_is_refused_and_leaves_nothing(ask, make_link, engine):
    made, other = make_link(), make_link()
    for blob in bad_envelopes(made, other):
        answer = ask(made.request(Kind.FINAL, blob))
        assert (answer.http, len(answer.body)) == (400, wire.ANSWER_BYTES)
        assert not wire.acknowledged(answer.body, made.request(Kind.FINAL, blob), send_key(made.live))
    assert nothing_in(engine, "send")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\0",
        b"\1",
        bytes(50),
        bytes(51),
        b"\1" + bytes(16) + b"\0" + bytes(33),
        b"\1" + bytes(16) + b"\x63" + bytes(33),
    ],
    ids=["nothing", "a zero", "a format", "a head", "zeros", "no kind", "an unknown kind"],
)
def test_what_is_no_request_is_answered_in_the_size_of_any_answer(ask, raw):
    answer = ask(raw)
    assert (answer.http, len(answer.body)) == (400, wire.ANSWER_BYTES)


def test_a_question_of_another_size_is_no_request(ask, made):
    for size in (1, 255, 257, 4096):
        assert ask(made.request(Kind.OPENED, bytes(size))).http == 400


@pytest.mark.parametrize("body", [b"[]", b"{", b"\xff\xfe", b'"x"', b"null", b"[" * 256, b'{"l":{},"p":[]}'])
def test_a_question_that_is_no_question_is_refused_or_answered_in_its_size(ask, made, body):
    answer = ask(made.request(Kind.ASK_MORE, body.ljust(256, b"\0")))
    assert (answer.http, len(answer.body)) in {
        (400, wire.ANSWER_BYTES),
        (200, entry.more_bytes("cards", holds=0)),
    }


def test_the_largest_envelope_is_taken_and_one_byte_over_the_limit_is_not(ask, made):
    words = b"".join(hashlib.sha256(bytes([i % 256, i // 256])).digest() for i in range(4000))
    assert ask(made.request(Kind.FINAL, made.envelope(words))).http == 200
    answer = ask(made.request(Kind.FINAL, bytes(wire.MAX_BODY)))
    assert (answer.http, answer.body[0], len(answer.body)) == (413, wire.Status.TOO_LARGE, wire.ANSWER_BYTES)
