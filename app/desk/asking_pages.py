"""A lead asks for a case to be handed to another IDVA, and asks no more."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import service as accounts
from app.cases import service as cases
from app.desk import asking
from app.desk.handover_form import OfferForm
from app.desk.pages import bp
from app.web.audience import LEAD, audience
from app.web.current import current_db, current_keys, current_time


@bp.route("/cases/<uuid:case_id>/ask-to-hand", methods=["GET", "POST"])
@audience(LEAD)
def ask_to_hand(case_id: UUID) -> ResponseReturnValue:
    """To whom it should go; whoever reads it is told on their own pages."""
    db, staff, form = current_db(), accounts.current_staff(), OfferForm()
    case = cases.get(db, case_id)
    asking.require_lead(db, case, staff)
    form.offer_to(case)
    if form.validate_on_submit():
        asking.ask(db, current_keys(), case_id, UUID(form.to_id.data), staff, current_time())
        flash(_("Asked. Whoever reads the case is told on their caseload."), "success")
        return redirect(url_for("desk.case", case_id=case_id))
    return render_template("desk/ask_to_hand.html", form=form, case=case)


@bp.post("/cases/<uuid:case_id>/ask-no-more")
@audience(LEAD)
def ask_no_more(case_id: UUID) -> ResponseReturnValue:
    """Take it back."""
    asking.take_back(current_db(), current_keys(), case_id, accounts.current_staff(), current_time())
    flash(_("Nobody is asked any more."), "success")
    return redirect(url_for("desk.case", case_id=case_id))
