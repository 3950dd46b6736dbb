"""Which letters of a typed name or label nobody sees, or turn others round. Pure.

Promise: of two names that look alike on a page, none holds such a letter. What some languages cannot be
written without (the joiners) is a letter like others, and so is what an emoji is put together from.
Source: Unicode's general categories; UTR 36, 3.
"""

import unicodedata

from safety.nodes import unseen

JOINERS = frozenset("\u200c\u200d")
_KINDS = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_BLANKS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")  # letters by name, without ink


def hidden(line: str) -> list[str]:
    """Those of one line; a line's end inside it too."""
    return [one for one in line if one not in JOINERS and (_kind(one) or one in _BLANKS)]


def hidden_in_lines(text: str) -> list[str]:
    """Those of a text in several lines, whose ends and tabs are none."""
    return [*unseen(text.replace("\r\n", "\n")), *(one for one in text if one in _BLANKS)]


def _kind(letter: str) -> bool:
    return unicodedata.category(letter) in _KINDS
