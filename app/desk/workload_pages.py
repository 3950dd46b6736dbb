"""Workload: one's own, or the service's for its lead, and someone to talk to."""

from flask import render_template
from flask.typing import ResponseReturnValue

from app.accounts import service as accounts
from app.desk import workload as workloads
from app.desk.pages import bp
from app.web.audience import IDVA, LEAD, audience
from app.web.current import current_db, current_time


@bp.get("/workload")
@audience(IDVA, LEAD)
def workload() -> ResponseReturnValue:
    """For care, and not for surveillance."""
    staff, now, db = accounts.current_staff(), current_time(), current_db()
    lead = staff.role is accounts.Role.LEAD
    own = None if lead else workloads.own(db, staff, now)
    team = workloads.of_service(db, staff, now) if lead else None
    return render_template("desk/workload.html", own=own, team=team, care=workloads.care())
