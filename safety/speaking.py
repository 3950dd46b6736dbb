"""How long words take aloud, and where her words may be cut: in every script that she may write.

Promise: a cut takes whole words from the beginning, changes none of them, and never parts a letter from its
marks. Scripts that put no space between words are counted by letters, two for a word.
"""

import unicodedata
from itertools import islice

WORDS_A_MINUTE = 150
AIM = range(60, 91)  # seconds
LETTERS_A_WORD = 2
# Lao, Thai, Myanmar, Khmer, kana and Han: written without a space between words.
_UNSPACED = ((0x0E00, 0x0EFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF))
_PLANES = range(0x20000, 0x32000)  # rarer Han
_ENDS = ".!?؟۔।॥።፧။។。！？"
_TURNS = dict.fromkeys(map(ord, "\u202d\u202e"))


def words_in(text: str) -> int:
    """How many words there are to say."""
    return sum(_words(piece) for piece in text.split())


def seconds(words: int) -> int:
    """How long so many words take aloud, to the nearest five seconds."""
    return max(5, round(words * 60 / WORDS_A_MINUTE / 5) * 5) if words else 0


def beginning(text: str, most: int) -> tuple[str, bool]:
    """At most so many of the first words, and whether there are more; whole sentences where they fit."""
    whole = " ".join(text.split())
    if words_in(whole) <= most:
        return whole, False
    kept = _fitting(whole, most)
    end = max((at for at, letter in enumerate(kept) if _ends(whole, at, letter)), default=-1)
    return (kept[: end + 1] if end >= 0 else kept).rstrip(), True


def parted(text: str, most: int) -> tuple[str, str]:
    """A text in two, where `beginning` cuts it: put together they are the text, letter for letter."""
    kept, cut = beginning(text, most)
    if not cut:
        return text, ""
    letters = sum(not letter.isspace() for letter in kept)
    places = (at for at, letter in enumerate(text, 1) if not letter.isspace())
    end = next(islice(places, letters - 1, None), 0) if letters else 0
    return text[:end], text[end:]


def direction(text: str) -> str:
    """Which way a text runs, by its first letter that runs either way: `rtl` or `ltr`."""
    ways = (unicodedata.bidirectional(letter) for letter in text)
    first = next((way for way in ways if way in {"L", "R", "AL"}), "L")
    return "ltr" if first == "L" else "rtl"


def steady(text: str) -> str:
    """The text as it is shown: without the two signs that turn the letters of others around (UAX 9, LRO and
    RLO). Nobody writes them, and whoever holds a phone could make her words say the opposite. What is kept
    stays as it came.
    """
    return text.translate(_TURNS)


def _fitting(text: str, most: int) -> str:
    """The longest beginning that is no more than so many words."""
    last = 0
    for at in _breaks(text):
        if words_in(text[:at]) > most:
            break
        last = at
    return text[:last]


def _breaks(text: str) -> list[int]:
    """Where a cut parts nothing: before a space, and between unspaced letters, never before a mark."""
    return [at for at in range(1, len(text)) if text[at] == " " or _between(text, at)]


def _between(text: str, at: int) -> bool:
    here, before = text[at], text[at - 1]
    if _joins(here) or before == "\u200d":
        return False
    return _is_unspaced(before) and (_is_unspaced(here) or unicodedata.category(here)[0] != "P")


def _ends(text: str, at: int, letter: str) -> bool:
    """Whether a sentence ends here: with its mark, before a space where the script puts one."""
    return letter in _ENDS and (at + 1 == len(text) or text[at + 1] == " " or ord(letter) > 0x2E7F)


def _words(piece: str) -> int:
    letters = sum(_is_unspaced(letter) and not _joins(letter) for letter in piece)
    rest = any(not _is_unspaced(letter) and unicodedata.category(letter)[0] in "LN" for letter in piece)
    if not letters:
        return 1
    return -(-letters // LETTERS_A_WORD) + rest


def _is_unspaced(letter: str) -> bool:
    code = ord(letter)
    return any(first <= code <= last for first, last in _UNSPACED) or code in _PLANES


def _joins(letter: str) -> bool:
    """A mark, or what binds two letters into one picture."""
    return unicodedata.category(letter)[0] == "M" or letter in "\u200c\u200d\ufe0f"
