"""Meetings: the list, a new one, and changing one that was typed before."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from app.accounts import service as accounts
from app.cases import areas, choices, listing, meetings, moving
from app.cases.meeting_form import MeetingForm, TotalForm
from app.cases.models import Meeting
from app.cases.pages import bp, current_by
from app.web.audience import IDVA, LEAD, audience
from app.web.current import current_db, current_time
from app.web.forms import version_of
from safety.errors import SafetyRefusal


@bp.get("/meetings")
@audience(IDVA, LEAD)
def meeting_list() -> ResponseReturnValue:
    """The meetings of this service, those ahead first, and how many cases are known of each."""
    db, now, service_id = current_db(), current_time(), own_service()
    ahead = meetings.meetings_listed(db, service_id, now)
    past = meetings.meetings_past(db, service_id, now)
    known = moving.known_cases(db, [one.id for one in (*ahead, *past)])
    return render_template("cases/meetings.html", ahead=ahead, past=past, known=known, **_around())


def _around() -> dict[str, Any]:
    """What the list says things with, and where this person has something to prepare."""
    staff = accounts.current_staff()
    saying = {
        "area_name": areas.name,
        "when": choices.when,
        "weekday": choices.weekday,
        "now": current_time(),
    }
    mine = listing.agendas_of(current_db(), staff)
    return {**saying, "lead": staff.role is accounts.Role.LEAD, "mine": mine}


@bp.route("/meetings/new", methods=["GET", "POST"])
@audience(IDVA, LEAD)
def new_meeting() -> ResponseReturnValue:
    """Put a meeting in the list."""
    form = _meeting_form()
    if form.validate_on_submit():
        try:
            meetings.add_meeting(current_db(), own_service(), form.new_meeting())
        except (meetings.NoSuchTime, meetings.CutOffTooLate, meetings.MeetingThere) as refusal:
            _say_on(form, refusal)
        else:
            flash(_("The meeting is in the list."), "success")
            return redirect(url_for("cases.meeting_list"))
    return render_template("cases/new_meeting.html", form=form, line="")


@bp.route("/meetings/<uuid:meeting_id>", methods=["GET", "POST"])
@audience(IDVA, LEAD)
def edit_meeting(meeting_id: UUID) -> ResponseReturnValue:
    """Change when it sits, when its papers close, or how many are on its agenda; past ones only the last."""
    meeting = moving.own_meeting(current_db(), meeting_id, own_service())
    if meeting.starts_at <= current_time():
        return _past_meeting(meeting)
    form = _meeting_form()
    form.fill(meeting)
    if form.validate_on_submit():
        try:
            moving.change_meeting(current_db(), meeting_id, _version(form), form.new_meeting(), current_by())
        except moving.REFUSALS as refusal:
            _say_on(form, refusal, meeting)
        else:
            return _changed()
    return render_template("cases/new_meeting.html", form=form, line=choices.meeting_line(meeting))


def _past_meeting(meeting: Meeting) -> ResponseReturnValue:
    """Only its agenda total can still be put right, by a lead: what is kept counts its days from its date."""
    if accounts.current_staff().role is not accounts.Role.LEAD:
        raise moving.MeetingOver
    form = TotalForm()
    form.fill(meeting)
    if form.validate_on_submit():
        total, by = form.agenda_total.data, current_by()
        try:
            moving.put_total(current_db(), meeting.id, _version(form), total, by)
        except (moving.MeetingChanged, moving.FiguresStand) as refusal:
            _say_on(form, refusal, meeting)
        else:
            flash(_("Changed."), "success")
            return redirect(url_for("cases.meeting_list"))
    return render_template("cases/total.html", form=form, line=choices.meeting_line(meeting))


def own_service() -> UUID:
    """The service that this person works in."""
    service_id = accounts.current_staff().service_id
    assert service_id is not None
    return service_id


def _changed() -> ResponseReturnValue:
    flash(_("Changed. Links that are open follow within a day, when all pages change together."), "success")
    return redirect(url_for("cases.meeting_list"))


def _version(form: MeetingForm | TotalForm) -> int:
    return version_of(form.version)


def _meeting_form() -> MeetingForm:
    form, service_id = MeetingForm(), own_service()
    form.today = meetings.london(current_time()).date()
    of_service = accounts.service_of(current_db(), service_id)
    codes = of_service.areas if of_service and of_service.areas else tuple(areas.names())
    form.area_code.choices = [SelectChoice(code, areas.name(code)) for code in codes]
    if accounts.current_staff().role is not accounts.Role.LEAD:
        del form.agenda_total  # what coverage is measured against is the lead's to say
    return form


def _say_on(form: MeetingForm | TotalForm, refusal: SafetyRefusal, meeting: Meeting | None = None) -> None:
    """Put a refusal beside the field that it is about; what was typed stays, and may be sent again."""
    changed = _(
        "A colleague changed this meeting while you had it open. Nothing was overwritten. What you typed is "
        "below; press again to put it in the place of theirs."
    )
    field, message = {
        "no_such_time": ("at", _("The clocks go forward over this time. Check the times.")),
        "meeting_there": ("at", _("This area has a meeting at that time already: it is in the list.")),
        "cut_off_too_late": ("cut_off", _("The cut-off must come before the meeting.")),
        "figures_stand": (
            "agenda_total",
            _("The figures of that quarter stand still by now, and this number with them."),
        ),
        "meeting_over": ("on", _("The meeting would lie in the past. Check the date.")),
        "meeting_changed": ("version", changed),
    }[refusal.code]
    form.add_problem(field, message)
    if meeting is not None:
        form.version.data = str(meeting.version)
