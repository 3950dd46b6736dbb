"""Plain text on its way out: whatever was typed, no mark-up of it reaches a page or a phone.

Promise: what comes back is text without a tag, a control or a letter that turns others round, on one line.
It is still text: whoever shows it escapes it. bleach is at its end of life (docs/decisions/0022): nh3 has the
last word behind it, and does the same alone.
"""

import re
from html import unescape

import nh3

from safety.nodes import unseen

_GAPS = re.compile(r"\s+")


def plain(text: str) -> str:
    """The text alone."""
    import bleach  # seven megabytes, where staff read or write

    kept = nh3.clean(bleach.clean(text, tags=set(), strip=True, strip_comments=True), tags=set())
    seen = unescape(kept)
    for letter in set(unseen(seen)):
        seen = seen.replace(letter, "")
    return _GAPS.sub(" ", seen).strip()
