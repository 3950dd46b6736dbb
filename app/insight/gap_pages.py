"""The gap between groups: one page a measure, and its files."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.insight import gaps, tables
from app.insight.pages import SAYING, as_file, bp
from app.insight.releases import published
from app.insight.sources import sources
from app.web.audience import LEAD, MANAGER, audience
from app.web.current import current_db, current_keys
from safety.coverage import BANDED
from safety.gaps import GAP


@bp.get("/gaps")
@audience(MANAGER, LEAD)
def gaps_page() -> ResponseReturnValue:
    """Each group beside everyone, for London, by year."""
    found, asked = _years(), request.args
    shown = next((one for one in found if one.period == asked.get("period")), found[0] if found else None)
    code = asked.get("measure", "")
    measure = code if code in BANDED else BANDED[0]
    more = {"years": found, "shown": shown, "code": measure, "codes": BANDED, "table": GAP.name}
    drawing = {"drawn": gaps.drawn, "shares": gaps.shares}
    return render_template("insight/gaps.html", **SAYING | more | drawing, viewer=sources().viewer())


@bp.get("/gaps.csv")
@audience(MANAGER, LEAD)
def gaps_csv() -> ResponseReturnValue:
    """Every published year's gaps."""
    return as_file("gaps.csv", tables.CSV, tables.as_csv(gaps.COLUMNS, gaps.lines(_years())))


@bp.get("/gaps.ods")
@audience(MANAGER, LEAD)
def gaps_ods() -> ResponseReturnValue:
    """The same with its codebook, as a workbook."""
    whole = tables.as_ods(gaps.lines(_years()), gaps.COLUMNS, gaps.CODEBOOK)
    return as_file("gaps.ods", tables.ODS, whole)


def _years() -> list[gaps.Year]:
    return gaps.years(published(current_db(), current_keys()))
