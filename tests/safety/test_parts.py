"""Sealed parts: fixed sizes, the same bytes again, and only in their own place."""

from secrets import token_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.errors import NotOpened, TooBig
from safety.parts import OVERHEAD, Part, open_part, part_aad, seal_part

KEY = b"k" * 32
AAD = part_aad(b"l" * 16, Part.FORM)
BLOB = seal_part(KEY, b"a form", 256, AAD)


@given(content=st.binary(max_size=900))
def test_any_content_comes_out_whole_and_has_the_size_it_was_given(content):
    blob = seal_part(KEY, content, 1024, AAD)
    assert len(blob) == 1024 + OVERHEAD
    assert open_part(KEY, blob, AAD) == content


def test_two_loads_are_alike():
    assert seal_part(KEY, b"a form", 256, AAD) == BLOB


def test_a_nonce_is_never_used_for_another_content_place_or_key():
    others = [
        seal_part(KEY, b"b form", 256, AAD),
        seal_part(KEY, b"a form", 256, part_aad(b"l" * 16, Part.HARMLESS)),
        seal_part(b"j" * 32, b"a form", 256, AAD),
        seal_part(KEY, b"a form", 256, AAD, nonce=token_bytes(12)),
    ]
    assert len({blob[:12] for blob in [BLOB, *others]}) == 5


def test_what_does_not_fit_is_refused():
    with pytest.raises(TooBig):
        seal_part(KEY, b"a form", 8, AAD)


@pytest.mark.parametrize("place", [part for part in Part if part is not Part.FORM])
def test_a_part_opens_in_no_other_place(place):
    with pytest.raises(NotOpened):
        open_part(KEY, BLOB, part_aad(b"l" * 16, place))


@given(bit=st.integers(0, len(BLOB) * 8 - 1))
def test_any_changed_bit_is_refused(bit):
    changed = bytearray(BLOB)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(NotOpened):
        open_part(KEY, bytes(changed), AAD)


@given(length=st.integers(0, len(BLOB) - 1))
def test_anything_cut_short_is_refused(length):
    with pytest.raises(NotOpened):
        open_part(KEY, BLOB[:length], AAD)
