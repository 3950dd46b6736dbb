"""A lead's page: who is on duty on which day."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from app.accounts import service as accounts
from app.inbox import rota as rotas
from app.inbox.forms import RotaForm
from app.inbox.pages import DAYS, bp, unsaved
from app.web.audience import LEAD, audience
from app.web.current import current_db, current_keys, current_time
from app.web.proof import proved_lately


@bp.route("/inbox/rota", methods=["GET", "POST"])
@audience(LEAD)
@proved_lately
def rota() -> ResponseReturnValue:
    """Who is on duty on each weekday."""
    form, staff = _rota_form(), accounts.current_staff()
    if form.validate_on_submit():
        try:
            rotas.save_rota(current_db(), current_keys(), form.rota(), staff, current_time())
        except rotas.RotaTooSmall:
            form.days[0].errors = [_("Choose two people at least, so that somebody can look twice.")]
        else:
            flash(_("The rota stands. Open links follow within a day, when all pages change together."))
            return redirect(url_for(".arrivals"), 303)
    assert staff.service_id is not None
    stands = rotas.rota_of(current_db(), staff.service_id)
    return render_template("inbox/rota.html", form=form, unsaved=unsaved(staff.service_id, stands))


def _rota_form() -> RotaForm:
    staff, form = accounts.current_staff(), RotaForm()
    assert staff.service_id is not None
    stands = rotas.rota_of(current_db(), staff.service_id)
    able = rotas.can_be_on_duty(current_db(), current_keys(), staff.service_id)
    for at, field in enumerate(form.days):
        field.label.text = DAYS[at]
        field.choices = [SelectChoice(str(one.id), one.display_name) for one in able]
    if stands:
        form.fill(stands)
    return form
