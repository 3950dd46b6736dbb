"""A person's calendar address: made, shown once, ended; and what it answers."""

from flask import Response, abort, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.cases import calendar as calendars
from app.cases import choices
from app.cases.pages import bp, current_by
from app.web.audience import IDVA, LEAD, PUBLIC_STAFF, audience
from app.web.current import current_config, current_db, current_keys, current_time

ONCE = "calendar-once"


@bp.get("/meetings/calendar")
@audience(IDVA, LEAD)
def calendar() -> ResponseReturnValue:
    """What an address is for, whether there is one, and the one that was just made."""
    since, token = calendars.made_at(current_db(), current_by().staff.id), session.pop(ONCE, "")
    address = current_config().staff_url + url_for("cases.calendar_feed", token=token) if token else ""
    return render_template("cases/calendar.html", since=since, address=address, when=choices.when)


@bp.post("/meetings/calendar/new")
@audience(IDVA, LEAD)
def new_calendar() -> ResponseReturnValue:
    """Another address; the one before it ends."""
    session[ONCE] = calendars.make_address(current_db(), current_by())
    return redirect(url_for("cases.calendar"), 303)


@bp.post("/meetings/calendar/end")
@audience(IDVA, LEAD)
def end_calendar() -> ResponseReturnValue:
    """The address answers nothing any more."""
    calendars.end_address(current_db(), current_by())
    flash(_("The address has ended. Calendars that used it show nothing new."), "success")
    return redirect(url_for("cases.calendar"), 303)


@bp.get("/calendar/<token>.ics")
@audience(PUBLIC_STAFF)
def calendar_feed(token: str) -> ResponseReturnValue:
    """Dates for a calendar program, which cannot sign in; whoever has no living address gets nothing."""
    written = calendars.feed(current_db(), current_keys(), token, current_time())
    if written is None:
        abort(404)
    return Response(written, content_type="text/calendar; charset=utf-8")
