"""Randomness that can be drawn again, and keys from keys."""

from hypothesis import given
from hypothesis import strategies as st

from safety.drawing import hkdf, stream


@given(secret=st.binary(max_size=64), counts=st.lists(st.integers(0, 100), max_size=10))
def test_a_stream_is_the_same_again_however_it_is_cut(secret, counts):
    first, second = stream(secret, b"a"), stream(secret, b"a")
    assert b"".join(first(count) for count in counts) == second(sum(counts))


def test_another_secret_or_label_gives_another_stream():
    draws = {stream(secret, label)(32) for secret in (b"a", b"b") for label in (b"a", b"b")}
    assert len(draws) == 4


def test_the_derived_key_is_the_published_one():
    """RFC 5869, test case 3: no salt, no info."""
    expected = "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
    assert hkdf(b"\x0b" * 22, b"", 42).hex() == expected
