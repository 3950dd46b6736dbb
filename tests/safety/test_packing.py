"""Bodies of fixed sizes."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.errors import NotOpened, TooBig
from safety.packing import LENGTH_BYTES, MAX_CONTENT, pack, unpack

ROOM = 1 << 16  # for whatever a few bytes can become


@given(content=st.binary(max_size=3000))
def test_what_was_packed_comes_out_whole_in_one_of_the_sizes(content):
    body = pack(content, [1024, 4096])
    assert len(body) in (1024, 4096)
    assert unpack(body) == content


def test_what_does_not_fit_is_refused():
    with pytest.raises(TooBig):
        pack(b"some words", [8])


def test_a_few_bytes_cannot_fill_the_memory():
    squeeze = zlib.compressobj(9, wbits=-15)
    bomb = squeeze.compress(bytes(MAX_CONTENT + 1)) + squeeze.flush()
    with pytest.raises(NotOpened):
        unpack(len(bomb).to_bytes(4, "big") + bomb)


def _framed(noise):
    """Noise that says its own length, so that it is read on."""
    return len(noise).to_bytes(LENGTH_BYTES, "big") + noise


@given(noise=st.binary(max_size=200) | st.binary(max_size=200).map(_framed))
def test_noise_is_refused_or_read_and_nothing_worse(noise):
    found = _content_if_any(noise)
    assert found is None or unpack(pack(found, [ROOM])) == found


def _content_if_any(body):
    try:
        return unpack(body)
    except NotOpened:
        return None


@pytest.mark.parametrize("spoil", [lambda b: b[:-1] + b"x", lambda b: b"\xff" + b[1:], lambda b: b[:6]])
def test_a_body_that_pack_does_not_make_is_refused(spoil):
    with pytest.raises(NotOpened):
        unpack(spoil(pack(b"some words", [100])))


def test_a_second_stream_behind_the_first_is_refused():
    squeeze = zlib.compressobj(9, wbits=-15)
    one = squeeze.compress(b"one") + squeeze.flush()
    with pytest.raises(NotOpened):
        unpack((2 * len(one)).to_bytes(4, "big") + one + one)
