"""A case before it has a link: whether she was offered to say her views, and letting a draft go."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.cases import discarding, offering, service
from app.cases.forms import OfferForm
from app.cases.pages import bp, current_by, own_case
from app.web.audience import IDVA, audience
from app.web.current import current_db
from app.web.forms import version_of
from safety.standard import WhyNot


@bp.route("/cases/<uuid:case_id>/offer", methods=["GET", "POST"])
@audience(IDVA)
def offer(case_id: UUID) -> ResponseReturnValue:
    """One button for each answer. Raises CaseChanged where the case was changed in between."""
    by = current_by()
    case, form = own_case(case_id, by.staff), OfferForm()
    if form.validate_on_submit():
        why = WhyNot(form.why.data) if form.why.data != offering.MADE else None
        offering.record_offer(current_db(), case_id, version_of(form.version), why, by)
        flash(_("Written down for %(reference)s.", reference=case.reference), "success")
        return redirect(url_for("desk.caseload"))
    stands = offering.recorded(current_db(), case_id)
    return render_template("cases/offer.html", case=case, form=form, stands=stands, draft=service.State.DRAFT)


@bp.post("/cases/<uuid:case_id>/discard")
@audience(IDVA)
def discard(case_id: UUID) -> ResponseReturnValue:
    """A draft goes whole; the button stands beneath the words that say so."""
    discarding.discard(current_db(), case_id, current_by())
    flash(_("The draft is gone."), "success")
    return redirect(url_for("desk.caseload"), 303)
