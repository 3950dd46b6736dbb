"""Published quotes, for managers and leads: in no order but the year, of all London."""

from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.insight import quotes
from app.insight.pages import bp
from app.insight.sources import sources
from app.web.audience import LEAD, MANAGER, audience
from app.web.current import current_db, current_time
from app.web.forms import StaffForm
from app.web.locale import locales


@bp.get("/quotes")
@audience(MANAGER, LEAD)
def quotes_page() -> ResponseReturnValue:
    """All that may be shown by now."""
    page = max(request.args.get("page", 1, type=int), 1)
    found, more = quotes.quotes_shown(current_db(), current_time().date(), page)
    shown = {"quotes": found, "page": page, "more": more, "locales": locales()}
    return render_template("insight/quotes.html", viewer=sources().viewer(), **shown)


@bp.route("/quotes/<uuid:quote_id>/take-off", methods=["GET", "POST"])
@audience(MANAGER, LEAD)
def take_off_quote(quote_id: UUID) -> ResponseReturnValue:
    """Asked once; then it is deleted."""
    form = StaffForm()
    if not form.validate_on_submit():
        return render_template("insight/take_off.html", viewer=sources().viewer(), form=form)
    if not quotes.take_off(current_db(), quote_id):
        abort(404)
    sources().trail("quote taken off", "quotes", "")
    flash(_("Taken off and deleted."), "success")
    return redirect(url_for(".quotes_page"), 303)
