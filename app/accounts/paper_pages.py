"""The half of the recovery key on paper: shown once, to be printed, and made anew when it is lost."""

from typing import Any

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from app.accounts import recovery, service
from app.accounts.forms import RenewPaperForm
from app.accounts.pages import bp
from app.web.audience import LEAD, audience
from app.web.current import current_db, current_keys, current_time
from app.web.proof import proved_lately
from app.web.square import square

ONCE = "shown-once"
RENEWED = (
    "The paper is new. What is sealed from now on opens with it; what was sealed before still takes the "
    "older one, until its time is over."
)


@bp.route("/staff/keys/paper", methods=["GET", "POST"])
@audience(LEAD)
@proved_lately
def renew_paper() -> ResponseReturnValue:
    """A new recovery key, and its half to print; where no half is on paper, what holds instead."""
    form, lead = RenewPaperForm(), service.current_staff()
    if form.validate_on_submit():
        trustee = form.trustee.data.strip()
        half = recovery.renew_paper(current_db(), current_keys(), lead.id, trustee, current_time())
        session[ONCE] = {"half": half}
        flash(RENEWED, "success")
        return redirect(url_for(".keys_page"), 303)
    assert lead.service_id is not None
    leads = recovery.holders(current_db(), current_keys(), lead.service_id)
    return render_template("accounts/renew_paper.html", form=form, leads=leads)


def shown_once() -> dict[str, Any]:
    """What is shown once: it leaves the session as it is read. A half comes with its square."""
    seen: dict[str, Any] = session.pop(ONCE, None) or {} if ONCE in session else {}
    half = seen.get("half")
    return {**seen, "square": square(half.replace(" ", "")), "at": current_time()} if half else seen
