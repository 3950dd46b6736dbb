"""Two words to remember, drawn from a list in her language: for a phone with a keyboard.

Promise: every pair of two different words is equally likely; a second pair shares no word with the first;
a list counts as reviewed only while two people's names stand over exactly these words.

A list is wordlists/<language>.txt, one word a line. Its first line says its state: "# draft", or
"# reviewed <one> <another> <SHA-256 of all that follows this line>". docs/words.md says what belongs in one.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from secrets import token_bytes

from safety.drawing import Draw
from safety.normalising import normalise

LISTS = Path(__file__).with_name("wordlists")
LEAST_WORDS = 1024  # two of them are as many pairs as twenty bits
_NUMBERS = 2**24  # what three bytes can say


@dataclass(frozen=True)
class WordList:
    """The words of one language, and whether two people have reviewed them."""

    words: tuple[str, ...]
    reviewed: bool


@cache
def word_list(language: str) -> WordList | None:
    """The list of a language; None where there is none."""
    path = LISTS / f"{language}.txt"
    return read_list(path.read_text(encoding="utf-8")) if path.is_file() else None


def read_list(text: str) -> WordList:
    """A list as it is written."""
    state, _, rest = text.partition("\n")
    return WordList(tuple(rest.split()), _reviewed(state.split(), rest))


def _reviewed(state: list[str], rest: str) -> bool:
    """Whether two different people stand behind these words and no others."""
    if len(state) != 5 or state[:2] != ["#", "reviewed"]:
        return False
    return state[2] != state[3] and state[4] == sha256(rest.encode()).hexdigest()


def _never(_pair: str) -> bool:
    return False


def draw_pair(
    words: Sequence[str],
    draw: Draw = token_bytes,
    apart_from: str = "",
    told: Callable[[str], bool] = _never,
) -> str:
    """Two different words with a space between them, none of them in another pair.

    A pair that is `told` (an everyday app finds something for it) is drawn again.
    """
    while True:
        first, second = _one(words, draw), _one(words, draw)
        pair = f"{first} {second}"
        if first != second and _apart(pair, apart_from) and not told(pair):
            return pair


def _apart(pair: str, other: str) -> bool:
    return not set(pair.split()) & set(other.split()) and normalise(pair) != normalise(other)


def _one(words: Sequence[str], draw: Draw) -> str:
    """One of the words, each with the same number of draws; the rest are drawn again."""
    top = _NUMBERS - _NUMBERS % len(words)
    while (number := int.from_bytes(draw(3), "big")) >= top:
        pass
    return words[number % len(words)]
