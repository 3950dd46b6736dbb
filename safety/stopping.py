"""Does a text that came mean "stop"?

Promise: in every language of tier 1 the usual words for it are known, however they are
written. In doubt the answer is yes: a text that is held can be agreed again, live.
"""

import json
import re
import unicodedata
from functools import cache
from pathlib import Path

_LISTS = Path(__file__).with_name("stopping.json")
_BETWEEN = re.compile(r"[\W_]+")
_APOSTROPHES = re.compile(r"['’ʼ`]")
FEW = 3  # words that may stand beside it


def means_stop(text: str) -> bool:
    """Whether the text is one of the words, or begins or ends with one and says little else."""
    said = _spelled(text)
    if said in stop_words():
        return True
    parts = said.split()
    if len(parts) > FEW:
        return False
    starts = {" ".join(parts[:count]) for count in range(1, len(parts))}
    ends = {" ".join(parts[count:]) for count in range(1, len(parts))}
    return bool((starts | ends) & stop_words())


@cache
def stop_words() -> frozenset[str]:
    """All of them, as they are compared."""
    raw = json.loads(_LISTS.read_text(encoding="utf-8"))
    return frozenset(_spelled(word) for words in raw["words"].values() for word in words)


@cache
def languages() -> frozenset[str]:
    """The locales that have their own list."""
    return frozenset(json.loads(_LISTS.read_text(encoding="utf-8"))["words"])


def _spelled(text: str) -> str:
    plain = unicodedata.normalize("NFKD", _APOSTROPHES.sub("", text)).casefold()
    kept = "".join(c for c in plain if unicodedata.category(c) not in {"Cf", "Mn"})
    return " ".join(_BETWEEN.sub(" ", kept).split())
