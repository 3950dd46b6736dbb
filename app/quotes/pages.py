"""A lead's pages for words that may become a quote. Opening is a POST: no link, preview or Back opens it."""

from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _

from app.accounts import service as accounts
from app.insight import service as insight
from app.quotes import service
from app.quotes.comparing import compared
from app.quotes.forms import EditForm, SeenForm
from app.quotes.sealed import Words
from app.web.audience import LEAD, audience
from app.web.current import current_db, current_keys, current_time
from app.web.forms import StaffForm, version_of
from app.web.locale import locales
from safety.redaction import Points, marked

bp = Blueprint("quotes", __name__, url_prefix="/staff/quotes", template_folder="templates")


@bp.get("/")
@audience(LEAD)
def waiting() -> ResponseReturnValue:
    """What waits, without what it says."""
    staff = accounts.current_staff()
    found = service.waiting(current_db(), staff)
    names = {one.id: one.display_name for one in accounts.leads(current_db(), staff.service_id or staff.id)}
    shown = {"found": found, "names": names, "mine": staff.id, "day": _day}
    return render_template("quotes/waiting.html", **shown)


@bp.get("/<uuid:quote_id>")
@audience(LEAD)
def quote_first(quote_id: UUID) -> ResponseReturnValue:
    """Asking first: a GET opens nothing."""
    return redirect(url_for(".waiting"), 303)


@bp.post("/<uuid:quote_id>")
@audience(LEAD)
def quote(quote_id: UUID) -> ResponseReturnValue:
    """One text, opened in this request and rendered in it; kept nowhere."""
    return _page(quote_id, EditForm(formdata=None))


@bp.post("/<uuid:quote_id>/edit")
@audience(LEAD)
def edit(quote_id: UUID) -> ResponseReturnValue:
    """Keep what was made of it; what is to be put right is shown beside it, opened again."""
    form = EditForm()
    if not form.validate():
        return _page(quote_id, form)
    made, seen = Words("", "", form.text.data or "", bool(form.translated.data)), version_of(form.version)
    service.edit(current_db(), current_keys(), quote_id, made, seen, _reviewer(), current_time())
    flash(_("Kept. Another lead has to approve it."), "success")
    return redirect(url_for(".waiting"), 303)


@bp.post("/<uuid:quote_id>/approve")
@audience(LEAD)
def approve(quote_id: UUID) -> ResponseReturnValue:
    """A second person's yes."""
    seen = version_of(SeenForm().version)
    service.approve(current_db(), current_keys(), quote_id, seen, _reviewer(), current_time())
    flash(_("Approved. It is shown in some months; what she wrote was destroyed."), "success")
    return redirect(url_for(".waiting"), 303)


@bp.route("/<uuid:quote_id>/refuse", methods=["GET", "POST"])
@audience(LEAD)
def refuse(quote_id: UUID) -> ResponseReturnValue:
    """Asked once; then it is destroyed."""
    form = StaffForm()
    if not form.validate_on_submit():
        return render_template("quotes/refuse.html", form=form)
    service.refuse(current_db(), current_keys(), quote_id, accounts.current_staff(), current_time())
    flash(_("Refused. The words were destroyed."), "success")
    return redirect(url_for(".waiting"), 303)


def _reviewer() -> service.Reviewer:
    """Who looks in this request; their keys are asked for only when the time has come."""
    staff = accounts.current_staff()
    return service.Reviewer(staff, lambda: accounts.opened_private(staff.id))


def _page(quote_id: UUID, form: EditForm) -> str:
    reader = _reviewer()
    opened = service.open_quote(current_db(), current_keys(), quote_id, reader, current_time())
    words, places = opened.words, [one.name for one in insight.areas().values()]
    if not form.is_submitted() or not form.errors:
        form.text.data, form.translated.data = words.edited or words.text, words.translated
        form.version.data = str(opened.version)
    typed = " ".join((form.text.data or "").split())
    pieces = {"hers": marked(words.text, places), "made": marked(typed, places)}
    return render_template(
        "quotes/quote.html",
        opened=opened,
        form=form,
        mine=reader.staff.id,
        difference=compared(words.text, words.edited) if words.edited else [],
        kinds=KINDS,
        locales=locales(),
        day=_day,
        **pieces,
    )


def _day(on: object) -> str:
    said: str = format_date(on, "d MMMM y")
    return said


KINDS = {
    Points.REACHES: "a number or an address",
    Points.NAME: "a name?",
    Points.PLACE: "a place?",
    Points.DATE: "a date or a time?",
    Points.AGE: "an age?",
    Points.JOB: "a job?",
    Points.RARE: "a rare fact?",
}
"""What is said beside a marked piece."""
