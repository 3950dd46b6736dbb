"""The head of a request or an answer, as it comes over a line that may be cut at any byte."""

from itertools import takewhile
from typing import BinaryIO

ENDS = (b"\r\n", b"\n", b"")


def head(source: BinaryIO) -> bytes:
    """The head with the empty line after it; nothing where the other end has closed."""
    lines = b"".join(takewhile(lambda line: line not in ENDS, iter(source.readline, None)))
    return lines and lines + b"\r\n"
