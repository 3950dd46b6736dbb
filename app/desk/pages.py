"""The caseload and a case: dates, counts and states. Nothing of hers is opened here."""

from collections.abc import Collection
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.desk import asking, handover, handover_news, late, notes, outcomes, service
from app.desk import caseload as caseloads
from app.desk.finding import Filter
from app.desk.forms import CoverForm
from app.desk.recovery_asked import waiting_for
from app.messaging import service as messaging
from app.web.audience import IDVA, LEAD, audience
from app.web.current import current_db, current_keys, current_time
from app.web.locale import locales
from app.web.proof import proved_lately

bp = Blueprint("desk", __name__, url_prefix="/staff", template_folder="templates")


@bp.get("/cases")
@audience(IDVA, LEAD)
def caseload() -> ResponseReturnValue:
    """Cases by meeting date, with what has arrived."""
    staff, now = accounts.current_staff(), current_time()
    reader = service.Reader(staff, partial(accounts.opened_private, staff.id))
    late.pass_on_kept(current_db(), current_keys(), reader, now)
    shown, search = _filter(request.args.get("show")), request.args.get("q", "")[:100]
    number = request.args.get("page", 1, type=int)
    page = caseloads.caseload(current_db(), current_keys(), staff, now, shown, search, number)
    asked: dict[str, Any] = {"shown": shown, "search": search, "filters": filter_names(), "now": now}
    lead = staff.role is accounts.Role.LEAD
    asked["offers"] = handover_news.to_answer(current_db(), current_keys(), staff, now)
    asked["recoveries"] = lead and waiting_for(current_db(), staff.id, now)
    return render_template("desk/caseload.html", page=page, lead=lead, **asked, **words_for(staff))


def _filter(text: str | None) -> Filter:
    known = {each.value: each for each in Filter}
    return known.get(text or "", Filter.AHEAD)


def filter_names() -> dict[Filter, str]:
    """What the filters are called."""
    return {
        Filter.AHEAD: _("Ahead"),
        Filter.UNREAD: _("To read"),
        Filter.NOT_OFFERED: _("Not offered"),
        Filter.NOTHING: _("Nothing yet"),
        Filter.UNCONFIRMED: _("Not confirmed"),
        Filter.DRAFTS: _("Drafts"),
        Filter.PAST: _("Past"),
    }


def words_for(staff: accounts.StaffView) -> dict[str, Any]:
    """What every page of the desk says things with."""
    saying = {
        "when": cases.when,
        "days_old": caseloads.age_in_days,
        "area_name": cases.area_name,
        "language": cases.language,
    }
    return {"people": people_of(staff), "locales": locales(), "why_not": cases.SAID, **saying}


def people_of(staff: accounts.StaffView) -> dict[UUID, str]:
    """Who is who in this service."""
    assert staff.service_id is not None
    return {person.id: person.display_name for person in accounts.people(current_db(), staff.service_id)}


@bp.get("/cases/<uuid:case_id>")
@audience(IDVA, LEAD)
def case(case_id: UUID) -> ResponseReturnValue:
    """One case: its meeting, its link, what was agreed, what has arrived."""
    staff, now = accounts.current_staff(), current_time()
    row = caseloads.row_of(current_db(), current_keys(), staff, case_id, now)
    if row.case.state is cases.State.DRAFT:
        return redirect(url_for("cases.open_case", case_id=case_id))
    return render_template("desk/case.html", row=row, **standing(row, staff, now), **words_for(staff))


def standing(row: caseloads.Row, staff: accounts.StaffView, now: datetime) -> dict[str, Any]:
    """How a case stands: what this person may do, who must not see it, its link, its cover."""
    db, its = current_db(), row.case
    return {
        "own": its.idva_id == staff.id,
        "covers": its.cover_id == staff.id,
        "may_open": service.may_open(db, its, staff, now),
        "conflicts": _named(cases.conflicts_of(db, its.id), staff),
        "link": cases.link_state(db, its, now),
        "cover": service.cover_ahead(db, its, now),
        "cover_left": cases.covering.cover_left(db, current_keys(), its),
        "outcome": outcomes.of_case(db, its.id),
        "held": outcomes.is_held(db, its, now),
        "on_offer": handover.on_offer(db, its.id),
        "kept": row.kept,
        "goes": cases.goes(row.meeting),
        **_asked(db, its.id, staff),
        "lapses": caseloads.lapses(row.agreement),
        "may_invite": cases.invitable(db, current_keys(), its, now),
        "note": notes.waiting(db, its, now),
        "earlier": cases.earlier(current_db(), its, staff),
        "texts": messaging.notice(db, its.id),
        "may_note": notes.agreed(db, current_keys(), its, now),
    }


def _named(staff_ids: Collection[UUID], staff: accounts.StaffView) -> list[str]:
    """These people by name, in order; of those of another service only that there are such."""
    here = people_of(staff)
    names = sorted((here[one] for one in staff_ids if one in here), key=str.casefold)
    return [*names, _("somebody of another service")] if len(names) < len(staff_ids) else names


def _asked(db: Session, case_id: UUID, staff: accounts.StaffView) -> dict[str, Any]:
    """What a lead asked for the case, and whether this is a lead, who may ask."""
    asked = asking.asked(db, case_id)
    to = accounts.staff(db, asked.to_id) if asked else None
    return {
        "asked": asked,
        "asked_to": to.display_name if to else "",
        "lead": staff.role is accounts.Role.LEAD,
    }


@bp.route("/cases/<uuid:case_id>/cover", methods=["GET", "POST"])
@audience(IDVA, LEAD)
@proved_lately
def cover(case_id: UUID) -> ResponseReturnValue:
    """Write down who covers, why and until when, before anything is opened."""
    staff, now, form = accounts.current_staff(), current_time(), CoverForm()
    form.today = cases.london(now).date()
    row = caseloads.row_of(current_db(), current_keys(), staff, case_id, now)
    cases.covering.require_cover_here(current_db(), current_keys(), row.case)
    if form.validate_on_submit():
        why, days = service.Why(form.why.data), (form.until_end(), form.starts_at())
        service.record_cover(current_db(), current_keys(), case_id, why, days[0], staff, now, days[1])
        flash(_("Cover is recorded, and so is every opening under it."), "success")
        return redirect(url_for("desk.case", case_id=case_id))
    return render_template("desk/cover.html", form=form, case=row.case, people=people_of(staff))


@bp.post("/cases/<uuid:case_id>/cover/end")
@audience(IDVA)
def end_cover(case_id: UUID) -> ResponseReturnValue:
    """The IDVA is back: cover ends now."""
    service.end_cover(current_db(), current_keys(), case_id, accounts.current_staff(), current_time())
    flash(_("Cover has ended. It can be recorded again."), "success")
    return redirect(url_for("desk.case", case_id=case_id))
