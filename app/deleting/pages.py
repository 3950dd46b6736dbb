"""Erasing what she sent: what goes and what stays is said first."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import service as accounts
from app.cases import service as cases
from app.deleting import erasing
from app.deleting.forms import EraseForm
from app.web.audience import IDVA, audience
from app.web.current import current_db, current_keys, current_time
from app.web.proof import proved_lately

bp = Blueprint("deleting", __name__, url_prefix="/staff", template_folder="templates")


@bp.route("/cases/<uuid:case_id>/erase", methods=["GET", "POST"])
@audience(IDVA)
@proved_lately
def erase(case_id: UUID) -> ResponseReturnValue:
    """Say what goes and what stays; then erase it."""
    db, keys, by, form = current_db(), current_keys(), accounts.current_staff(), EraseForm()
    case = cases.get(db, case_id)
    erasing.require_own(db, keys, case, by)
    if form.validate_on_submit():
        erasing.erase(db, keys, case_id, form.wish(), by, current_time())
        flash(_("Erased. Tell her, and destroy what you printed or saved elsewhere."), "success")
        return redirect(url_for("desk.case", case_id=case_id), 303)
    return render_template("deleting/erase.html", form=form, case=case, **_around(case))


def _around(case: cases.Case) -> dict[str, Any]:
    """What keeps it, when the rest goes, and until when a backup may still hold it."""
    db, now = current_db(), current_time()
    goes = cases.goes(cases.meeting_of(db, case.meeting_id)) if case.meeting_id else None
    return {"held": cases.held(db, now, [case.id]).get(case.id), "goes": goes, "last": erasing.last_copy(now)}
