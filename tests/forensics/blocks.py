"""Two ways of squeezing that browsers use and Python's own library does not know: snappy and LZ4 blocks."""

LONGEST = 1 << 26


class NotPacked(Exception):
    """These bytes are no such block."""


def unsnap(data: bytes, *, whole: bool = True) -> bytes:
    """A snappy block (LevelDB's tables, stored values), opened; `whole` where nothing follows it."""
    try:
        length, at = varint(data, 0)
        if not 0 < length <= LONGEST:
            raise NotPacked
        out = bytearray()
        while at < len(data) and len(out) < length:
            at = _snappy_step(data, at, out)
    except IndexError as fault:
        raise NotPacked from fault
    if len(out) != length or (whole and at != len(data)):
        raise NotPacked
    return bytes(out)


def unlz4(data: bytes, length: int) -> bytes:
    """An LZ4 block of a known length (Firefox's `.jsonlz4`), opened."""
    at, out = 0, bytearray()
    try:
        while at < len(data):
            token = data[at]
            literal, at = _lz4_length(data, at + 1, token >> 4)
            out += data[at : at + literal]
            at += literal
            if at >= len(data):
                break
            back = int.from_bytes(data[at : at + 2], "little")
            copied, at = _lz4_length(data, at + 2, token & 15)
            _copy(out, back, copied + 4)
    except IndexError as fault:
        raise NotPacked from fault
    if len(out) != length:
        raise NotPacked
    return bytes(out)


def varint(data: bytes, at: int) -> tuple[int, int]:
    """A number in groups of seven bits, and where it ends."""
    value = shift = 0
    while True:
        value |= (data[at] & 127) << shift
        at, shift = at + 1, shift + 7
        if data[at - 1] < 128:
            return value, at


def _snappy_step(data: bytes, at: int, out: bytearray) -> int:
    tag, at = data[at], at + 1
    kind, size = tag & 3, tag >> 2
    if kind == 0:
        if size >= 60:
            extra = size - 59
            size, at = int.from_bytes(data[at : at + extra], "little"), at + extra
        out += data[at : at + size + 1]
        return at + size + 1
    if kind == 1:
        _copy(out, (tag >> 5) << 8 | data[at], (size & 7) + 4)
        return at + 1
    wide = 2 if kind == 2 else 4
    _copy(out, int.from_bytes(data[at : at + wide], "little"), size + 1)
    return at + wide


def _lz4_length(data: bytes, at: int, length: int) -> tuple[int, int]:
    if length == 15:
        while True:
            length, at = length + data[at], at + 1
            if data[at - 1] != 255:
                break
    return length, at


def _copy(out: bytearray, back: int, length: int) -> None:
    if not 0 < back <= len(out) or len(out) + length > LONGEST:
        raise NotPacked
    for _ in range(length):
        out.append(out[-back])
