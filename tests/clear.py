"""What an answer says to whoever can only read."""

import re
from typing import Any

SEALED = re.compile(r"[A-Za-z0-9+/=]{40,}")  # by chance some letters of it are a short word, in some language


def in_clear(answer: Any) -> str:
    """Headers and text, without what is sealed and without hashes: nobody reads a word in those."""
    headers = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return SEALED.sub("", f"{headers}\n{answer.text}")
