"""The bytes of /s."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.errors import Malformed, TooBig
from safety.sealing import SENDABLE, Kind
from safety.wire import (
    ANSWER_BYTES,
    HEAD_BYTES,
    MAX_BODY,
    Request,
    Status,
    acknowledged,
    answer,
    build,
    mac_ok,
)
from safety.wire import question as question_body

LINK, KEY = b"l" * 16, b"k" * 32
ids = st.binary(min_size=16, max_size=16)
RAW = build(LINK, Kind.FINAL, b"an envelope", KEY)
ASKED = build(LINK, Kind.ASK_MORE, question_body(), KEY)


@given(link=ids, kind=st.sampled_from(sorted(SENDABLE)), body=st.binary(min_size=1))
def test_a_send_comes_apart_as_it_was_built_and_is_authorised(link, kind, body):
    request = Request.parse(build(link, kind, body, KEY))
    assert (request.link_id, request.kind, request.body) == (link, kind, body)
    assert mac_ok(request, KEY)
    assert not mac_ok(request, b"j" * 32)


@given(bit=st.integers(0, len(RAW) * 8 - 1))
def test_any_changed_bit_is_not_authorised(bit):
    changed = bytearray(RAW)
    changed[bit // 8] ^= 1 << bit % 8
    try:
        request = Request.parse(bytes(changed))
    except Malformed:
        return
    assert not mac_ok(request, KEY)


@given(noise=st.binary(max_size=400))
def test_noise_is_malformed_or_not_authorised_and_nothing_worse(noise):
    try:
        request = Request.parse(noise)
    except Malformed:
        return
    assert not mac_ok(request, KEY)


@pytest.mark.parametrize("at_and_byte", [(0, 2), (17, 0), (17, Kind.NOTE), (17, 99)])
def test_another_format_or_a_kind_that_no_phone_sends_is_malformed(at_and_byte):
    at, byte = at_and_byte
    with pytest.raises(Malformed):
        Request.parse(ASKED[:at] + bytes([byte]) + ASKED[at + 1 :])


@pytest.mark.parametrize("kind", sorted(SENDABLE))
def test_a_send_of_nothing_is_malformed(kind):
    with pytest.raises(Malformed):
        Request.parse(build(LINK, kind, b"", KEY))


@pytest.mark.parametrize("kind", [Kind.OPENED, Kind.ASK_MORE, Kind.ASK_REPLY, Kind.REMOVE_REPLY])
def test_signals_and_questions_are_all_of_one_size(kind):
    raw = build(LINK, kind, question_body(), KEY)
    assert len(raw) == HEAD_BYTES + 256
    assert Request.parse(raw).question() == {}
    for size in (0, 255, 257):
        with pytest.raises(Malformed):
            Request.parse(build(LINK, kind, bytes(size), KEY))


def test_a_question_is_read_as_it_was_asked():
    asked = {"l": "ar", "p": "form"}
    assert Request.parse(build(LINK, Kind.ASK_MORE, question_body(asked), KEY)).question() == asked
    with pytest.raises(TooBig):
        question_body({"l": "x" * 300})


@pytest.mark.parametrize("text", [b"[]", b"{", b"\xff\xfe", b"7", b'"x"', b"[" * 256])
def test_a_question_that_is_none_is_malformed(text):
    request = Request.parse(build(LINK, Kind.ASK_MORE, text.ljust(256, b"\0"), KEY))
    with pytest.raises(Malformed):
        request.question()


def test_the_limit_is_exact():
    body = bytes(MAX_BODY - HEAD_BYTES)
    assert Request.parse(build(LINK, Kind.FINAL, body, KEY)).body == body
    with pytest.raises(TooBig):
        Request.parse(build(LINK, Kind.FINAL, body + b"\0", KEY))


@pytest.mark.parametrize("status", list(Status))
def test_answers_are_all_of_one_size_with_or_without_a_key(status):
    assert len(answer(status, RAW, KEY)) == len(answer(status, RAW, None)) == ANSWER_BYTES


def test_only_the_server_can_say_stored_and_only_of_these_bytes():
    stored = answer(Status.STORED, RAW, KEY)
    assert acknowledged(stored, RAW, KEY)
    assert not acknowledged(stored, RAW + b"x", KEY)
    assert not acknowledged(stored, RAW, b"j" * 32)
    assert not acknowledged(answer(Status.LATER, RAW, KEY), RAW, KEY)
    assert not acknowledged(answer(Status.STORED, RAW, None), RAW, KEY)
    assert not acknowledged(stored[:-1], RAW, KEY)
