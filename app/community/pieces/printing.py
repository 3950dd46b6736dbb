"""A piece as PDF, where this machine has what it takes."""

from functools import cache
from importlib.resources import files

from markupsafe import Markup

from app.community.pieces.drawing import document
from app.community.pieces.piece import Piece
from app.community.pieces.voices import Voices
from app.web import pdf as printer
from safety.errors import SafetyRefusal

STYLE = "static/pieces.css"


class NoPrint(SafetyRefusal):
    """This machine lacks the print libraries, or letters of a language. The browser prints the same page."""

    code = "no_print"


@cache
def style() -> str:
    """How the pieces look: the same on screen, printed by a browser, and as PDF."""
    return files("app.community").joinpath(STYLE).read_text(encoding="utf-8")


def printed(kind: str, piece: Piece, voices: Voices) -> bytes:
    """One A4 page, tagged, its letters in it. Raises NoPrint."""
    page = document(kind, piece, voices)
    said = Markup(page).striptags()  # noqa: S704  # nosec B704  # read, not shown
    if not printer.available() or printer.without_letters(said):
        raise NoPrint
    return printer.made(page, style())
