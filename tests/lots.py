"""What was drawn by lot and written down as text: ids, digests, a browser's own keys and sealed passwords.

Promise: a search for words or codes goes by what stands outside; within, a short one stands by chance.
"""

import re

_IDS = re.compile(rb"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32,}", re.IGNORECASE)
_SQUEEZED = re.compile(r"[A-Za-z0-9+/_-]{20,}")
_TURNS = re.compile(r"(?<=[a-z])[^a-z]|(?<=[A-Z])[^A-Z]|(?<=[0-9])[^0-9]")


def stands_alone(code: str, data: bytes) -> bool:
    """Whether these figures stand as a number of their own, in UTF-8 or UTF-16: not as a piece of a longer
    one, nor as a fraction (a time's microseconds), nor in a UUID or a hexadecimal digest.
    """
    return any(
        written in data and one.search(data) and one.search(_IDS.sub(b"-", data))
        for written, one in _numbers(code)  # the plain look first is fourteen times as fast
    )


def _numbers(code: str) -> tuple[tuple[bytes, re.Pattern[bytes]], ...]:
    plain, wide = code.encode(), code.encode("utf-16-le")
    return (
        (plain, re.compile(rb"(?<![0-9.])" + re.escape(plain) + rb"(?![0-9])")),
        (wide, re.compile(rb"(?<![0-9.]\x00)" + re.escape(wide) + rb"(?![0-9]\x00)")),
    )


def undrawn(text: str) -> str:
    """The text without base64: long, unbroken, and of another kind at every second letter."""
    return _SQUEEZED.sub(lambda found: " " if _by_lot(found[0]) else found[0], text)


def _by_lot(token: str) -> bool:
    return len(_TURNS.findall(token)) > 0.4 * len(token)
