"""The deletion report: how much went in a month, by day and kind, as a page and as a file."""

import csv
import io
from collections.abc import Iterable
from datetime import date

from flask import Response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import lazy_gettext as _l

from app.accounts import service as accounts
from app.cases import service as cases
from app.deleting.counting import Line, Month, lines, month_before, month_of, next_month, sums
from app.deleting.models import Kind
from app.deleting.pages import bp
from app.web.audience import LEAD, audience
from app.web.current import current_db, current_time

SAYS = {
    Kind.CASES: _l("Cases past their time, whole"),
    Kind.LINKS: _l("Links of those cases"),
    Kind.SENDS: _l("Things that survivors sent, past their time"),
    Kind.ERASED: _l("Things that survivors sent, erased at their wish"),
    Kind.REPLIES: _l("Notes behind a code, after seven days"),
    Kind.TRANSLATIONS: _l("Texts with a translator, after 48 hours"),
    Kind.ARRIVALS: _l("What came over community links, past its time"),
    Kind.QUOTES: _l("Words that waited to be quoted, past their time"),
    Kind.DECLARED: _l("References that somebody declared a year before"),
    Kind.TALLIES: _l("Counts of quarters, after three years"),
    Kind.EVENTS: _l("Entries of the audit trail, after two years"),
}
CSV = "text/csv; charset=utf-8"


@bp.get("/deleted")
@audience(LEAD)
def report() -> ResponseReturnValue:
    """One month of this lead's service."""
    month = _asked()
    found = _found(month)
    around = {"month": month, "before": month_before(month), "after": _after(month), "says": SAYS}
    around["said"] = format_date(date(*month, 1), "MMMM y")
    return render_template("deleting/report.html", found=found, sums=sums(found), **around)


@bp.get("/deleted.csv")
@audience(LEAD)
def report_file() -> ResponseReturnValue:
    """The same as a file: a day, a kind and a number a line."""
    month = _asked()
    answer = Response(as_csv(_found(month)), content_type=CSV)
    name = f"deleted-{month[0]}-{month[1]:02}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def as_csv(found: Iterable[Line]) -> str:
    """Lines as a spreadsheet takes them: our own words and numbers, so nothing in it can be a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["day", "kind", "number"])
    writer.writerows((one.day.isoformat(), one.kind.value, one.many) for one in found)
    return text.getvalue()


def _found(month: Month) -> list[Line]:
    return lines(current_db(), [accounts.current_staff().service_id], month)


def _asked() -> Month:
    return month_of(request.args.get("month", ""), cases.london(current_time()).date())


def _after(month: Month) -> Month | None:
    """The next month, where it has begun."""
    today = cases.london(current_time()).date()
    following = next_month(month)
    return following if following <= (today.year, today.month) else None
