"""V7: whether survivors felt heard and felt safer, with who was asked beside it."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.insight.heard import NAMES, Felt
from app.insight.pages import SAYING, bp, the_book, those_published
from app.insight.sources import sources
from app.web.audience import LEAD, MANAGER, audience


@bp.get("/heard")
@audience(MANAGER, LEAD)
def heard() -> ResponseReturnValue:
    """One question: London's answers, the quarters over time, a year's command areas."""
    viewer, asked = sources().viewer(), request.args
    found = those_published(viewer)
    code = asked.get("question", "")
    question = code if code in NAMES else next(iter(NAMES))
    shown = next(
        (one for one in found if one.view.period == asked.get("period")), found[0] if found else None
    )
    felt = Felt(found, shown, question, the_book()) if shown else None
    more = {"questions": NAMES, "felt": felt, "periods": found, "viewer": viewer}
    return render_template("insight/heard.html", **SAYING | more)
