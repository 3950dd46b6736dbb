"""Whose name a text may bear: it stands on her phone, above every word that we chose with care.

Promise: a sender's name holds no part that tells, in any language that we list, however it is written
together; and no word of the service's own name. A dull name too many is refused rather than a telling
one let through.
"""

import json
import re
import unicodedata
from functools import cache
from pathlib import Path

_LISTS = Path(__file__).with_name("telling.json")
_LOOKALIKES = str.maketrans("01345", "oieas")
_LEAST = 4  # letters; a shorter word is no part of others, unless it is listed for senders


def tells(name: str, service: str) -> list[str]:
    """What in the name tells; empty where it may stand on her phone. A number tells nothing."""
    if name.startswith("+"):
        return []
    letters = _folded(name)
    parts = [part for part in _parts() if part in letters]
    own = [word for word in map(_folded, service.split()) if len(word) >= _LEAST and word in letters]
    words = {_folded(word) for word in re.findall(r"\w+", name)}
    return [*parts, *own, *sorted(words & {_initials(service)})]


@cache
def _parts() -> tuple[str, ...]:
    """Every telling word without its gaps, and the parts that tell only in a name this short."""
    raw = json.loads(_LISTS.read_text(encoding="utf-8"))
    whole = {_folded(phrase) for phrases in raw["words"].values() for phrase in phrases}
    return tuple(sorted({word for word in whole if len(word) >= _LEAST} | set(raw["senders"])))


def _initials(service: str) -> str:
    """What people call a service for short; empty where that would be a single letter."""
    first = "".join(word[0] for word in map(_folded, service.split()) if word)
    return first if len(first) > 1 else ""


def _folded(text: str) -> str:
    """Letters alone: small, unmarked, without gaps, figures read as the letters that they look like."""
    plain = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in plain.translate(_LOOKALIKES) if c.isalpha())
