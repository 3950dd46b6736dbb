"""What somebody sees who was invited, or reset; and what the lead who invites is shown once."""

from functools import partial
from typing import Any

import pyotp
from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from app.accounts import entering, invitations, service, staff, staffing
from app.accounts.answers import shown, tried
from app.accounts.errors import InvitationOver, NotYours
from app.accounts.forms import ConfirmForm, InvitedForm
from app.accounts.invited_hand import hand_out
from app.accounts.pages import bp
from app.accounts.paper_pages import ONCE
from app.accounts.sign_in import Known
from app.web.audience import LEAD, PUBLIC_STAFF, audience
from app.web.current import current_db, current_keys, current_time
from app.web.proof import proved_lately

WRONG_NUMBER = "This is not the number that goes with this link. Ask whoever invited you to say it again."


@bp.route("/staff/invited/<token>", methods=["GET", "POST"])
@audience(PUBLIC_STAFF)
def invited(token: str) -> ResponseReturnValue:
    """The link that came; with the number that was told, on to the set-up. Looking at it uses nothing."""
    form, db, keys, now = InvitedForm(), current_db(), current_keys(), current_time()
    try:
        person = invitations.invited_by(db, keys, token, now)
    except InvitationOver:
        return render_template("accounts/invitation_over.html"), 410
    step = partial(invitations.open_with, db, keys, token, form.number.data or "", now)
    if tried(form, "number", WRONG_NUMBER, step) is None:
        return shown("accounts/invited.html", form, name=person.display_name)
    entering.begin(Known(person.id, True, {}), pyotp.random_base32())
    return redirect(url_for(".set_up"), 303)


@bp.route("/staff/people/<uuid:staff_id>/invite-again", methods=["GET", "POST"])
@audience(LEAD)
@proved_lately
def invite_again(staff_id: Any) -> ResponseReturnValue:
    """The link is over, or did not come: another one, and another number."""
    whom, form = staff.staff(current_db(), staff_id), ConfirmForm()
    lead = service.current_staff()
    if whom is None or whom.service_id != lead.service_id or whom.state is not service.StaffState.INVITED:
        raise NotYours
    if form.validate_on_submit():
        made = staffing.invite_again(current_db(), current_keys(), staff_id, lead.id, current_time())
        session[ONCE] = hand_out(whom, made)
        flash("The link before is over.", "success")
        return redirect(url_for(".people_page"), 303)
    return render_template("accounts/invite_again.html", form=form, whom=whom)
