"""One's own second step: what there is, and another app or phone."""

import pyotp
from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from app.accounts import printed_codes, second_steps, service
from app.accounts.answers import shown, tried
from app.accounts.entering import NEW_DEVICE
from app.accounts.forms import ConfirmForm, NumberForm, PasskeyForm
from app.accounts.pages import WRONG_NUMBER, bp, device_of
from app.accounts.passkeys import MOST
from app.web.audience import SIGNED_IN, audience
from app.web.current import current_db, current_keys, current_time
from app.web.proof import proved_lately

CODES = "codes"


@bp.get("/staff/account/second-step")
@audience(SIGNED_IN)
@proved_lately
def ways_page() -> ResponseReturnValue:
    """What can follow one's password."""
    there = second_steps.ways(current_db(), current_keys(), service.current_staff().id)
    return render_template("accounts/ways.html", ways=there, form=PasskeyForm(), most=MOST)


@bp.route("/staff/account/app", methods=["GET", "POST"])
@audience(SIGNED_IN)
@proved_lately
def change_app() -> ResponseReturnValue:
    """Another app or phone: a new square, and a first number from it."""
    who, form = service.current_staff(), NumberForm()
    secret = session.setdefault(NEW_DEVICE, pyotp.random_base32())
    if tried(form, "number", WRONG_NUMBER, lambda: _change(form, secret)):
        session.pop(NEW_DEVICE)
        flash("Set up. Numbers from the app that you had before count no longer.", "success")
        return redirect(url_for(".ways_page"), 303)
    return shown("accounts/change_app.html", form, **device_of(who, secret))


@bp.route("/staff/account/app/remove", methods=["GET", "POST"])
@audience(SIGNED_IN)
@proved_lately
def remove_app() -> ResponseReturnValue:
    """Ask once; then numbers count no longer."""
    form = ConfirmForm()
    if form.validate_on_submit():
        second_steps.remove_app(current_db(), current_keys(), service.current_staff().id, current_time())
        flash("Numbers from the app count no longer. Delete it there too.", "success")
        return redirect(url_for(".ways_page"), 303)
    return render_template("accounts/remove_app.html", form=form)


@bp.route("/staff/account/codes", methods=["GET", "POST"])
@audience(SIGNED_IN)
@proved_lately
def codes_page() -> ResponseReturnValue:
    """Ten codes, shown once; those from before count no longer."""
    who, form = service.current_staff(), ConfirmForm()
    if form.validate_on_submit():
        session[CODES] = printed_codes.renew(current_db(), current_keys(), who.id, current_time())
        return redirect(url_for(".codes_page"), 303)
    codes = session.pop(CODES) if CODES in session else []
    left = printed_codes.left(current_db(), who.id)
    return render_template(
        "accounts/codes.html", form=form, codes=codes, left=left, staff=who, today=current_time()
    )


def _change(form: NumberForm, secret: str) -> bool:
    who = service.current_staff().id
    second_steps.change_app(current_db(), current_keys(), who, secret, form.number.data, current_time())
    return True
