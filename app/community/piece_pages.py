"""Each piece of a kit: a proof on the screen first, then the browser's print or a PDF. Nothing is kept."""

from uuid import UUID

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.community import kits, pieces
from app.community.errors import NoSuchKit
from app.community.showing import bp, current_pool, current_viewer, piece_of, shown
from app.entry.service import marked
from app.web.audience import COMMUNITY, LEAD, audience
from app.web.current import current_db, current_keys, current_time
from app.web.locale import locale_of
from app.web.said import worded

NO_PDF = marked("This server cannot make PDFs. Use your browser's print instead: it prints the same page.")


@bp.get("/kits/<uuid:kit_id>/<locale>/<kind>")
@audience(COMMUNITY, LEAD)
def piece(kit_id: UUID, locale: str, kind: str) -> ResponseReturnValue:
    """The proof, as it will be printed."""
    made = _piece(kit_id, locale, kind)
    said, inner = shown(current_viewer()), pieces.page(kind, made)
    return render_template(
        "community/piece.html", inner=inner, kit_id=kit_id, kind=kind, of=locale_of(locale), **said
    )


@bp.get("/kits/<uuid:kit_id>/<locale>/<kind>.pdf")
@audience(COMMUNITY, LEAD)
def piece_pdf(kit_id: UUID, locale: str, kind: str) -> ResponseReturnValue:
    """The same as PDF, made in memory; where this machine cannot, the proof says what to do instead."""
    try:
        body = pieces.pdf(kind, _piece(kit_id, locale, kind))
    except pieces.NoPrint:
        flash(worded(NO_PDF), "warning")
        return redirect(url_for(".piece", kit_id=kit_id, locale=locale, kind=kind), 303)
    answer = Response(body, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{kind}.pdf"'
    return answer


def _piece(kit_id: UUID, locale: str, kind: str) -> pieces.Piece:
    """What it is made of. Raises NoSuchKit where the kit has no such piece, or no open link like this."""
    db, keys, pool = current_db(), current_keys(), current_pool()
    kit = kits.kit_of(db, keys, pool, current_viewer(), kit_id, current_time())
    link = kit.link(locale)
    if link is None or kind not in kit.plan.pieces:
        raise NoSuchKit
    return piece_of(link)
