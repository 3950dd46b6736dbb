"""Printed pieces of a kit: what an organisation hangs up, hands out, or has beside it.

Promise: a piece is made in memory from one link's address and public code, and names no service, no
organisation and no person. What is dull (cards, everyday, qr, share) tells nobody what it is; a poster and
the page for whoever sits beside her say more. Each is one A4 page, alike on screen, in a browser's print and
as PDF. The pages look right with `static/pieces.css` of this room; they have no script or style of their own.
"""

from markupsafe import Markup

from app.community.pieces.drawing import inner, shared
from app.community.pieces.piece import DULL, KINDS, Piece
from app.community.pieces.printing import NoPrint, printed
from app.community.pieces.voices import DOMAIN, voices_of
from app.web.square import square

__all__ = ["DOMAIN", "DULL", "KINDS", "NoPrint", "Piece", "page", "pdf", "qr_svg", "share_text"]


def page(kind: str, piece: Piece) -> Markup:
    """The inner markup of the page of one of KINDS. Raises KeyError for any other."""
    return inner(_known(kind), piece, voices_of(piece))


def pdf(kind: str, piece: Piece) -> bytes:
    """The same as PDF, made in memory. Raises NoPrint where this machine cannot, KeyError as above."""
    return printed(_known(kind), piece, voices_of(piece))


def share_text(piece: Piece) -> str:
    """One line to be sent on by anybody: dull, with the address and the number."""
    return shared(piece, voices_of(piece))


def qr_svg(piece: Piece) -> str:
    """The address as a square to point a camera at, as SVG, for something of the organisation's own."""
    return str(square(piece.address))


def _known(kind: str) -> str:
    if kind not in KINDS:
        raise KeyError(kind)
    return kind
