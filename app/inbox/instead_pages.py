"""Single days on which somebody else reads: asked for by a lead, or by who is on the rota."""

from datetime import date
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from app.accounts import service as accounts
from app.inbox import instead
from app.inbox import rota as rotas
from app.inbox.forms import InsteadForm
from app.inbox.pages import bp, words_for
from app.web.audience import IDVA, LEAD, audience
from app.web.current import current_db, current_keys, current_time


@bp.route("/inbox/days", methods=["GET", "POST"])
@audience(IDVA, LEAD)
def days() -> ResponseReturnValue:
    """The days on which the rota does not hold, and one more."""
    form, staff = _form(), accounts.current_staff()
    if form.validate_on_submit() and _kept(form, staff):
        flash(_("From now on it stands so. No link changes."), "success")
        return redirect(url_for(".days"), 303)
    assert staff.service_id is not None
    coming = instead.coming(current_db(), staff.service_id, current_time())
    return render_template("inbox/days.html", form=form, coming=coming, **words_for(staff))


@bp.post("/inbox/days/<day>")
@audience(IDVA, LEAD)
def day_as_usual(day: str) -> ResponseReturnValue:
    """The rota holds on that day again."""
    instead.as_usual(current_db(), current_keys(), _day(day), accounts.current_staff(), current_time())
    flash(_("The rota holds on that day again."), "success")
    return redirect(url_for(".days"), 303)


def _form() -> InsteadForm:
    form, staff = InsteadForm(), accounts.current_staff()
    assert staff.service_id is not None
    rota = rotas.rota_of(current_db(), staff.service_id)
    people = {one.id: one for one in accounts.people(current_db(), staff.service_id)}
    there = dict.fromkeys(rota.days) if rota else {}
    form.who.choices = [SelectChoice(str(id_), people[id_].display_name) for id_ in there if id_ in people]
    return form


def _kept(form: InsteadForm, staff: accounts.StaffView) -> bool:
    assert form.day.data
    try:
        instead.stand_in(
            current_db(), current_keys(), form.day.data, UUID(form.who.data), staff, current_time()
        )
    except instead.NotThatDay:
        form.add_problem("day", _("Give a working day from today on, no more than a year ahead."))
        return False
    return True


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise instead.NotThatDay from None
