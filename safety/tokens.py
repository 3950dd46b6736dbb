"""Tokens: the address part of a link.

Promise: eighty random bits in sixteen letters that can be read aloud; what people confuse
(I, L and 1; O and 0; small letters; hyphens) makes no difference.
"""

from secrets import token_bytes

from safety.drawing import Draw

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32: no I, L, O, U
LENGTH = 16
_CONFUSED = str.maketrans("IiLlOo", "111100", "- ")


def draw_token(draw: Draw = token_bytes) -> str:
    """Sixteen letters, uniform."""
    number = int.from_bytes(draw(LENGTH * 5 // 8), "big")
    return "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(LENGTH)))


def show_token(token: str) -> str:
    """The letters in fours with hyphens."""
    return "-".join(token[at : at + 4] for at in range(0, LENGTH, 4))


def read_token(text: str) -> str | None:
    """The token that was typed or followed, or None where it is none."""
    token = text.translate(_CONFUSED)
    token = token.upper() if token.isascii() else ""
    return token if len(token) == LENGTH and not set(token) - set(LETTERS) else None
