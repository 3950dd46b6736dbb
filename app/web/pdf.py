"""A page as PDF: made in memory, every script shaped, nothing fetched and nothing written anywhere.

The libraries that shape text are the system's, and so are the letters. Without them the pages say so and
offer the browser's print.
"""

import logging
import subprocess
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any

_ASK_FOR_LETTERS = ("fc-list", "--format", "%{charset}\\n")  # fontconfig's own; Pango brings it
_FIRST_THAT_JOINS = "\u0900"
_NOT_DRAWN = {"Cc", "Cf", "Zl", "Zp", "Zs"}


@cache
def available() -> bool:
    """Whether this machine can make one."""
    try:
        _weasyprint()
    except (ImportError, OSError):
        return False
    return True


def made(page: str, style: str) -> bytes:
    """The page as PDF. Whatever it asks for beyond itself is refused, be it a file, an address or data."""
    weasyprint = _weasyprint()
    nothing = weasyprint.URLFetcher(allowed_protocols=())
    sheet = weasyprint.CSS(string=style, url_fetcher=nothing)
    html = weasyprint.HTML(string=page, url_fetcher=nothing)
    pdf: bytes = html.write_pdf(
        stylesheets=[sheet], pdf_variant="pdf/ua-1"
    )  # tagged, so that it can be read aloud
    return pdf


def without_letters(text: str) -> str:
    """The letters of a text that no font of this machine has: they would be printed as empty boxes."""
    drawn = {letter for letter in text if unicodedata.category(letter) not in _NOT_DRAWN}
    return "".join(sorted(letter for letter in drawn if not _has(ord(letter))))


def _has(letter: int) -> bool:
    return any(first <= letter <= last for first, last in _letters())


@cache
def _letters() -> frozenset[tuple[int, int]]:
    """What the fonts of this machine have, from first to last; nothing where they cannot be asked."""
    try:
        asked = subprocess.run(_ASK_FOR_LETTERS, capture_output=True, check=True, timeout=20)  # noqa: S603  # our own words
    except (OSError, subprocess.SubprocessError):
        return frozenset()
    return frozenset(map(_range, asked.stdout.decode("ascii", "ignore").split()))


def _range(told: str) -> tuple[int, int]:
    first, _, last = told.partition("-")
    return int(first, 16), int(last or first, 16)


def _weasyprint() -> Any:
    """Loaded when it is first needed: it is large, and most requests never print. It has nothing to log."""
    import weasyprint  # noqa: PLC0415

    for name in ("weasyprint", "fontTools"):
        logging.getLogger(name).disabled = True
    _spell_lines()
    return weasyprint


@cache
def _spell_lines() -> None:
    """Done once for the process; docs/decisions/0021 says why, and the way out."""
    from weasyprint.draw import text  # noqa: PLC0415

    text.draw_first_line = _spelled(text.draw_first_line)


def _spelled(draw: Callable[..., Any]) -> Callable[..., Any]:
    """Each line also says its letters, where its script joins them: what is copied is what was written.

    The library knows one text for each shape; the scripts of India use one shape in many syllables.
    """

    def drawn(stream: Any, line: Any, *rest: Any) -> Any:
        if not _joins(line.text):
            return draw(stream, line, *rest)
        letters = b"feff" + line.text.encode("utf-16-be").hex().encode()
        stream.begin_marked_content("Span", b"<</ActualText <" + letters + b">>>")
        answer = draw(stream, line, *rest)
        stream.end_marked_content()
        return answer

    return drawn


def _joins(text: str) -> bool:
    """Lines from right to left are left as they are: one that is said as a whole is read back to front."""
    turned = any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text)
    return not turned and any(letter >= _FIRST_THAT_JOINS for letter in text)
