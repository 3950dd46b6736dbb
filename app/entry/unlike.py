"""One brotli stream of two unlike halves: words, squeezed hard once, and sealed parts, which cannot be.

Promise: the bytes are a plain brotli stream (RFC 7932). The words are the same in many pages, so they are
squeezed at the highest level and kept; what follows is base64 and differs in every page, so it gets a block
of literals under one fixed code of six bits a letter, which takes no time to find.
"""

from functools import lru_cache

import brotli

_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_OTHERS = b'"{}[]:,<>=- .()&'  # what else stands about the parts; sixteen make the code complete
_SHORT, _LONGER, _LONG = 6, 7, 10
_LENGTHS = dict.fromkeys(_OTHERS, _LONG) | dict.fromkeys(_BASE64, _SHORT) | dict.fromkeys(b"+/", _LONGER)
# how many letters a block inserts: (code, extra bits, from)
_INSERTS = ((23, 24, 22594), (22, 14, 6210), (21, 12, 2114), (20, 10, 1090), (19, 9, 578))
_LEAST, _MOST = 578, 1 << 16
_LAST_AND_EMPTY = "11"


def fits(tail: bytes) -> bool:
    """Whether the second half can be said in the fixed code."""
    return _LEAST <= len(tail) <= _MOST and set(tail) <= _LENGTHS.keys()


def stream(head: bytes, tail: bytes) -> bytes:
    """Both halves as one stream; the tail must fit."""
    bits = _header(len(tail)) + "".join(map(_codes().__getitem__, tail)) + _LAST_AND_EMPTY
    return _squeezed_head(head) + int(bits[::-1], 2).to_bytes(-(-len(bits) // 8), "little")


@lru_cache(maxsize=64)
def _squeezed_head(head: bytes) -> bytes:
    """The first half up to a whole byte, so that another block can follow."""
    squeezing = brotli.Compressor(quality=11)
    return bytes(squeezing.process(head) + squeezing.flush())


def _header(length: int) -> str:
    """Everything of the block before its letters (RFC 7932, section 9.2), in the order it is read."""
    insert, extra, least = next(row for row in _INSERTS if length >= row[2])
    not_last, four_nibbles, squeezed = "0", "00", "0"
    one_type_each, no_postfix, context, one_tree_each = "000", "000000", "00", "00"
    sizes = not_last + four_nibbles + _number(length - 1, 16) + squeezed
    command = 448 + ((insert - 16) << 3)  # inserts this many, then would copy: the block ends before
    only_command, only_distance = _only(command, 10), _only(0, 6)
    trees = _literal_code() + only_command + only_distance
    kinds = one_type_each + no_postfix + context + one_tree_each
    return sizes + kinds + trees + _number(length - least, extra)


def _literal_code() -> str:
    """The lengths of the fixed code, themselves in a code: 6 is 0, none is 10, 7 is 110, 10 is 111."""
    of_lengths = {_SHORT: "0", 0: "10", _LONGER: "110", _LONG: "111"}
    said = {0: "00", 1: "1110", 2: "110", 3: "01"}
    order = (1, 2, 3, 4, 0, 5, 17, 6, 16, 7, 8, 9, 10)
    lengths_of_lengths = "".join(said[len(of_lengths.get(each, ""))] for each in order)
    letters = "".join(of_lengths[_LENGTHS.get(letter, 0)] for letter in range(max(_LENGTHS) + 1))
    return "00" + lengths_of_lengths + letters


@lru_cache(maxsize=1)
def _codes() -> dict[int, str]:
    """The canonical code of each letter, its first bit first."""
    codes, code, before = {}, 0, 0
    for length, letter in sorted((length, letter) for letter, length in _LENGTHS.items()):
        code <<= length - before
        codes[letter] = f"{code:0{length}b}"
        code, before = code + 1, length
    return codes


def _only(symbol: int, bits: int) -> str:
    """A code of one symbol, which then takes no bits."""
    return "10" + "00" + _number(symbol, bits)


def _number(value: int, bits: int) -> str:
    """A number, its lowest bit first."""
    return f"{value:0{bits}b}"[::-1]
