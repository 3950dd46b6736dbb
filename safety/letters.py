"""Which letters of a typed name or label nobody sees, or turn others round. Pure.

Promise: of two names that look alike on a page, none holds such a letter. What some languages cannot be
written without (the joiners) is a letter like others, and so is what an emoji is put together from; the
signs that Arabic and Syriac set around a number are drawn. What a word processor pastes along and nobody
needs (`IDLE`) is left out before anything is compared.
Source: Unicode's general categories and Prepended_Concatenation_Mark; UTR 36, 3; UTS 51, annex C.
"""

import unicodedata

from safety.nodes import unseen

WORD_END = 24  # letters of a word that say where it is
JOINERS = frozenset("\u200c\u200d")
IDLE = "\u200e\u200f\u061c\u00ad"  # marks of direction between words, and where a word may be parted
_DRAWN = frozenset(map(chr, (*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD)))
_FLAGS = tuple(  # of England, Scotland and Wales: a flag, the letters of where, and an end, none drawn alone
    "\U0001f3f4" + "".join(chr(0xE0000 + ord(one)) for one in where) + "\U000e007f"
    for where in ("gbeng", "gbsct", "gbwls")
)
_KINDS = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")  # letters by name, without ink


def hidden(line: str) -> list[str]:
    """Those of one line; a line's end inside it too."""
    for flag in _FLAGS:
        line = line.replace(flag, "")
    return [one for one in line if one not in JOINERS | _DRAWN and (_kind(one) or one in _BLANKS)]


def hidden_in_lines(text: str) -> list[str]:
    """Those of a text in several lines, whose ends and tabs are none."""
    return [*unseen(text.replace("\r\n", "\n")), *(one for one in text if one in _BLANKS)]


def without_idle(text: str) -> str:
    """The text without the marks that nobody sees and nobody needs."""
    return text.translate(dict.fromkeys(map(ord, IDLE)))


def before_first(text: str, letters: list[str]) -> str:
    """The word, or the end of it, that stands before the first of these letters; empty where none does."""
    whole = text.replace("\r\n", "\n")
    words = whole[: min((whole.index(one) for one in letters if one in whole), default=0)].split()
    return words[-1][-WORD_END:] if words else ""


def _kind(letter: str) -> bool:
    return unicodedata.category(letter) in _KINDS
