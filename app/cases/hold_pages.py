"""Legal holds: what leads ask for, agree to and end."""

from collections.abc import Callable
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import choices, holding, service
from app.cases.acting import By
from app.cases.hold_form import REASONS, HoldForm
from app.cases.meetings import london, meeting_of
from app.cases.models import Case, HoldWhy, LegalHold
from app.cases.pages import bp, current_by
from app.web.audience import LEAD, audience
from app.web.current import current_db
from app.web.proof import proved_lately
from safety import retention


@bp.get("/holds")
@audience(LEAD)
def holds() -> ResponseReturnValue:
    """Every case of the service that stays past its time, or is asked to."""
    by = current_by()
    shown = [_told(row, case, by) for row, case in holding.listed_for(current_db(), by)]
    return render_template("cases/holds.html", shown=shown, reasons=REASONS, when=choices.when)


def _told(row: LegalHold, case: Case, by: By) -> dict[str, object]:
    """One of them, with whom to name and what this lead may do."""
    named = (accounts.staff(current_db(), one) for one in (row.asked_by, row.agreed_by) if one)
    return {
        "row": row,
        "case": case,
        "names": [one.display_name for one in named if one],
        "mine": row.asked_by == by.staff.id,
        "may_end": holding.may_end(current_db(), row, by.staff),
        "asked_until": retention.asked_end(london(row.asked_at).date(), None),
    }


@bp.route("/cases/<uuid:case_id>/hold", methods=["GET", "POST"])
@audience(LEAD)
@proved_lately
def hold(case_id: UUID) -> ResponseReturnValue:
    """Ask that one case stays: why, and until when."""
    by, form = current_by(), HoldForm()
    form.today = london(by.now).date()
    case = holding.seen(current_db(), case_id, by)
    if form.validate_on_submit():
        holding.ask(current_db(), case_id, HoldWhy(form.why.data), form.until.data, by)
        flash(_("Asked. Another lead of your service has seven days to agree."), "success")
        return redirect(url_for("cases.holds"), 303)
    there = [_told(row, case, by) for row in holding.of_case(current_db(), case_id, by.now)]
    return render_template("cases/hold.html", form=form, case=case, there=there, **_around(case, by))


def _around(case: Case, by: By) -> dict[str, object]:
    meeting = meeting_of(current_db(), case.meeting_id) if case.meeting_id else None
    others = [one for one in accounts.leads(current_db(), case.service_id) if one.id != by.staff.id]
    barred = service.conflicts_of(current_db(), case.id)
    goes = retention.views_end(london(meeting.starts_at).date()) if meeting else None
    seconds = [one.display_name for one in others if one.id not in barred]
    return {"goes": goes, "seconds": seconds, "reasons": REASONS, "when": choices.when}


@bp.post("/holds/<uuid:hold_id>/agree")
@audience(LEAD)
@proved_lately
def agree_hold(hold_id: UUID) -> ResponseReturnValue:
    """The second lead's word."""
    return _pressed(
        holding.agree, hold_id, _("It holds. Nothing of this case is deleted before its last day is over.")
    )


@bp.post("/holds/<uuid:hold_id>/end")
@audience(LEAD)
@proved_lately
def end_hold(hold_id: UUID) -> ResponseReturnValue:
    """Take it back, say no, or end it."""
    return _pressed(holding.end, hold_id, _("It does not hold. The case goes when its own time is over."))


def _pressed(step: Callable[[Session, UUID, By], None], hold_id: UUID, done: str) -> ResponseReturnValue:
    step(current_db(), hold_id, current_by())
    flash(done, "success")
    return redirect(url_for("cases.holds"), 303)
