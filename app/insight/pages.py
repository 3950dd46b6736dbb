"""Figures for managers and leads: the board page first, then each chart with its sentence and its table."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import format_date

from app.insight import published_file, quotes, tables
from app.insight.book import Book, read
from app.insight.heard import newest
from app.insight.looking import look
from app.insight.published import Published
from app.insight.releases import ReleaseChanged, published
from app.insight.sentences import MEANINGS, NAMES, percent, ranging, so_many
from app.insight.sources import Viewer, sources
from app.web.audience import LEAD, MANAGER, audience
from app.web.current import current_db, current_keys, current_time
from app.web.locale import locales
from safety.coverage import LEAST, MEASURES
from safety.periods import day_after, is_year, label
from safety.quarters import dates_ahead, settled_on
from safety.retention import TALLY_YEARS

bp = Blueprint("insight", __name__, url_prefix="/staff/insight", template_folder="templates")
QUOTES = 3  # on the page of what was said; all of them have a page of their own
SAYING = {
    "names": NAMES,
    "meanings": MEANINGS,
    "measures": MEASURES,
    "percent": percent,
    "ranging": ranging,
    "so_many": so_many,
    "least": LEAST,
    "years": TALLY_YEARS,
    "settled_on": settled_on,
    "period_label": label,
    "day": lambda on: format_date(on, "d MMMM y"),
}


@bp.get("/")
@audience(MANAGER, LEAD)
def board() -> ResponseReturnValue:
    """One page of paper: three sentences, one chart, what changed, the method."""
    return _page("insight/board.html", lambda book: {"felt": newest(those_published(book.viewer), book)})


@bp.get("/areas")
@audience(MANAGER, LEAD)
def compare() -> ResponseReturnValue:
    """The areas beside each other: a funnel plot, never a league table."""
    return _page("insight/areas.html")


@bp.get("/over-time")
@audience(MANAGER, LEAD)
def over_time() -> ResponseReturnValue:
    """One measure over quarters, with control limits."""
    return _page("insight/over_time.html")


@bp.get("/not-offered")
@audience(MANAGER, LEAD)
def not_offered() -> ResponseReturnValue:
    """Why nothing was offered."""
    return _page("insight/not_offered.html")


@bp.get("/services")
@audience(MANAGER)
def services() -> ResponseReturnValue:
    """By who works where."""
    return _page("insight/services.html", known=sources().services(current_db()))


@bp.get("/said")
@audience(MANAGER, LEAD)
def said() -> ResponseReturnValue:
    """What survivors said, in published releases; before the first one, what a release is."""
    viewer, asked = sources().viewer(), request.args.get("period", "")
    found = those_published(viewer)
    there = next((one for one in found if one.view.period == asked), found[0] if found else None)
    few, _more = quotes.quotes_shown(current_db(), current_time().date(), size=QUOTES)
    words = {"quotes": few, "locales": locales()}
    return render_template("insight/said.html", **SAYING, viewer=viewer, periods=found, shown=there, **words)


@bp.errorhandler(ReleaseChanged)
def changed(_refusal: ReleaseChanged) -> ResponseReturnValue:
    """Tables that are not as they were drawn are shown to nobody."""
    return render_template("insight/changed.html", **SAYING, viewer=sources().viewer()), 409


def those_published(viewer: Viewer) -> list[Published]:
    """What is published, as this person sees it, newest first."""
    views = published(current_db(), current_keys())
    return [Published(view, viewer) for view in sorted(views, key=lambda view: _newest(view.period))]


def _newest(period: str) -> tuple[int, bool]:
    """The latest first; a year before its last quarter."""
    return -day_after(period).toordinal(), not is_year(period)


@bp.get("/said.csv")
@audience(MANAGER, LEAD)
def said_csv() -> ResponseReturnValue:
    """Every published table that this person sees."""
    lines = published_file.rows(those_published(sources().viewer()))
    return as_file("said.csv", tables.CSV, tables.as_csv(published_file.COLUMNS, lines))


@bp.get("/said.ods")
@audience(MANAGER, LEAD)
def said_ods() -> ResponseReturnValue:
    """The same with its codebook, as a workbook."""
    lines = published_file.rows(those_published(sources().viewer()))
    whole = tables.as_ods(lines, published_file.COLUMNS, published_file.CODEBOOK)
    return as_file("said.ods", tables.ODS, whole)


@bp.get("/method")
@audience(MANAGER, LEAD)
def method() -> ResponseReturnValue:
    """How it is counted, what every column means, and when the next figures come."""
    ahead = dates_ahead(current_time().date())
    viewer, codebook = sources().viewer(), tables.CODEBOOK
    return render_template("insight/method.html", ahead=ahead, codebook=codebook, viewer=viewer, **SAYING)


@bp.get("/figures.csv")
@audience(MANAGER, LEAD)
def figures_csv() -> ResponseReturnValue:
    """Every figure of every quarter that this person sees."""
    return as_file("figures.csv", tables.CSV, tables.as_csv(tables.COLUMNS, tables.rows(the_book())))


@bp.get("/figures.ods")
@audience(MANAGER, LEAD)
def figures_ods() -> ResponseReturnValue:
    """The same with its codebook, as a workbook."""
    return as_file("figures.ods", tables.ODS, tables.as_ods(tables.rows(the_book())))


@bp.get("/codebook.csv")
@audience(MANAGER, LEAD)
def codebook_csv() -> ResponseReturnValue:
    """What every column means."""
    body = tables.as_csv(("column", "meaning"), tables.CODEBOOK)
    return as_file("codebook.csv", tables.CSV, body)


def the_book() -> Book:
    """The figures from case records, as this person sees them."""
    given = sources()
    return read(current_db(), current_keys(), given, given.viewer(), current_time())


def _page(template: str, beside: Callable[[Book], dict[str, Any]] = lambda _book: {}, **more: Any) -> str:
    """A page of figures and what stands beside them; without any, what will be there and when."""
    book, asked = the_book(), request.args.get
    found = look(book, asked("period", ""), asked("measure", ""))
    shared = {**SAYING, "viewer": book.viewer}
    if found is None:
        return render_template("insight/none_yet.html", ahead=dates_ahead(current_time().date()), **shared)
    return render_template(template, look=found, periods=book.periods, **shared, **beside(book), **more)


def as_file(name: str, kind: str, body: bytes) -> Response:
    """An answer that is kept as a file."""
    answer = Response(body, content_type=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
