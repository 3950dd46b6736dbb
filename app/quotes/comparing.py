"""What an edit took out and put in, word by word.

Promise: the pieces that are not new, put together, are the text before; those not gone are the text now.
"""

from difflib import SequenceMatcher
from re import findall

SAME, GONE, NEW = "same", "gone", "new"
Pieces = list[tuple[str, str]]


def compared(before: str, now: str) -> Pieces:
    """Both texts as one, each piece with what became of it."""
    old, new = (findall(r"^\s+|\S+\s*", text) for text in (before, now))
    pieces: Pieces = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append((SAME, "".join(old[a:b])))
            continue
        pieces += [(GONE, "".join(old[a:b])), (NEW, "".join(new[c:d]))]
    return [piece for piece in pieces if piece[1]]
