"""Two unlike halves are one plain brotli stream."""

from base64 import b64encode
from secrets import token_bytes

import brotli
import pytest

from app.entry import unlike
from app.entry.bodies import squeezed_twofold

HEAD = "<p>The same words in many pages.</p>" * 9


def _sealed(length: int) -> str:
    return b64encode(token_bytes(length)).decode()[:length]


@pytest.mark.parametrize("length", [578, 1089, 1090, 2113, 2114, 6209, 6210, 22593, 22594, 65536])
def test_both_halves_come_back(length: int) -> None:
    tail = _sealed(length)
    body = unlike.stream(HEAD.encode(), tail.encode())
    assert brotli.decompress(body).decode() == HEAD + tail


def test_a_letter_of_the_sealed_half_costs_six_bits() -> None:
    tail = _sealed(12_000).encode()
    long, short = (len(unlike.stream(HEAD.encode(), each)) for each in (tail, tail[:600]))
    assert long - short <= 11_400 * 6 / 8 * 1.01


@pytest.mark.parametrize("tail", ["", "short", "é" * 600, "A" * 65_537])
def test_what_does_not_fit_is_squeezed_as_any_page(tail: str) -> None:
    assert not unlike.fits(tail.encode())
    assert brotli.decompress(squeezed_twofold((HEAD, tail), "br")).decode() == HEAD + tail
