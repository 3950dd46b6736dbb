"""A line that is cut ends what reads it: no test's helper goes on for ever behind the others' backs."""

import io

import pytest

from tests.heads import head

WHOLE = b"POST /s HTTP/1.1\r\nContent-Length: 2\r\n\r\n"


def test_a_head_ends_with_its_empty_line_and_leaves_the_body():
    source = io.BytesIO(WHOLE + b"ab")
    assert (head(source), source.read()) == (WHOLE, b"ab")


@pytest.mark.parametrize("came", [b"", b"POST /s HT", b"POST /s HTTP/1.1\r\nContent-Le"])
def test_a_head_that_was_cut_off_ends_too(came):
    source = io.BytesIO(came)
    head(source)
    assert source.read() == b""
