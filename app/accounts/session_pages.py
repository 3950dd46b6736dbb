"""Where one is signed in, and ending it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.accounts import entering, service, telling
from app.accounts.forms import ConfirmForm
from app.accounts.pages import bp
from app.accounts.sessions import ABSOLUTE, IDLE, browser
from app.web.audience import SIGNED_IN, audience
from app.web.current import current_db, current_keys, current_time


@bp.get("/staff/account/sessions")
@audience(SIGNED_IN)
def sessions_page() -> ResponseReturnValue:
    """Every browser in which this person is signed in."""
    who, now, handle = service.current_staff(), current_time(), browser().handle
    here = handle.id_hash if handle else b""
    there = telling.places(current_db(), current_keys(), who.id, here, now - ABSOLUTE, now - IDLE)
    return render_template("accounts/sessions.html", places=there, form=ConfirmForm())


@bp.post("/staff/account/sessions/end")
@audience(SIGNED_IN)
def end_session() -> ResponseReturnValue:
    """End one of them."""
    who, ref = service.current_staff().id, request.form.get("which", "")
    if telling.end(current_db(), current_keys(), who, ref, current_time()):
        flash("Signed out there.", "success")
    else:
        flash("It had ended already.", "info")
    return redirect(url_for(".sessions_page"), 303)


@bp.post("/staff/account/sessions/end-all")
@audience(SIGNED_IN)
def end_all_sessions() -> ResponseReturnValue:
    """Sign out everywhere, here too."""
    telling.end_all(current_db(), current_keys(), service.current_staff().id, current_time())
    entering.leave()
    flash("You are signed out everywhere.", "success")
    return redirect(url_for(".sign_in_page"), 303)
