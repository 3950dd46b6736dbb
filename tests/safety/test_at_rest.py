"""The layer under DATA_KEY."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.at_rest import DataKeys
from safety.errors import BadKeys, NotOpened

OLD, NEW = b"o" * 32, b"n" * 32
BEFORE = DataKeys(1, OLD)
AFTER = DataKeys(2, NEW, {1: OLD})
WHOLE = base64.b64encode(NEW).decode()
BLOB = AFTER.seal(b"slots and salts", b"link:1")


@given(plain=st.binary(max_size=500), context=st.binary(max_size=50))
def test_what_was_sealed_opens_in_its_own_place(plain, context):
    blob = AFTER.seal(plain, context)
    assert len(blob) == len(plain) + 1 + 4 + 12 + 16
    assert AFTER.open(blob, context) == plain


def test_a_value_moved_to_another_row_does_not_open():
    with pytest.raises(NotOpened):
        AFTER.open(BLOB, b"link:2")


@given(bit=st.integers(0, len(BLOB) * 8 - 1))
def test_any_changed_bit_is_refused(bit):
    changed = bytearray(BLOB)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(NotOpened):
        AFTER.open(bytes(changed), b"link:1")


@given(length=st.integers(0, len(BLOB) - 1))
def test_anything_cut_short_is_refused(length):
    with pytest.raises(NotOpened):
        AFTER.open(BLOB[:length], b"link:1")


def test_an_older_key_still_opens_until_it_is_destroyed_and_never_seals():
    old = BEFORE.seal(b"words", b"x")
    assert AFTER.open(old, b"x") == b"words"
    with pytest.raises(NotOpened):
        DataKeys(2, NEW).open(old, b"x")
    with pytest.raises(NotOpened):
        BEFORE.open(AFTER.seal(b"words", b"x"), b"x")


def test_a_keyed_hash_holds_for_its_purpose_and_outlives_a_renewal():
    mac = BEFORE.mac(b"recipient key", b"row")
    assert AFTER.mac_ok(b"recipient key", b"row", mac)
    assert not AFTER.mac_ok(b"another purpose", b"row", mac)
    assert not AFTER.mac_ok(b"recipient key", b"changed row", mac)
    assert not DataKeys(2, NEW).mac_ok(b"recipient key", b"row", mac)


def test_keys_are_read_line_by_line_with_the_current_one_first():
    lines = [f"{number}:{base64.b64encode(key).decode()}" for number, key in ((2, NEW), (1, OLD))]
    assert DataKeys.parse("\n".join(lines) + "\n") == AFTER


@pytest.mark.parametrize(
    "text",
    ["", "1", "1:", "1:short", "1:AAAA"],
)
def test_a_key_that_is_not_whole_is_refused(text):
    with pytest.raises(BadKeys):
        DataKeys.parse(text)


@pytest.mark.parametrize(
    "text",
    [f"x:{WHOLE}", f"-1:{WHOLE}", f"{2**32}:{WHOLE}", f"1:{WHOLE} 1:{WHOLE}"],
)
def test_a_key_without_a_number_of_its_own_is_refused(text):
    with pytest.raises(BadKeys):
        DataKeys.parse(text)


def test_keys_never_show_in_a_log():
    assert repr(AFTER) == "DataKeys(current_id=2)"
