"""Passkeys on pages: asked for and taken at the second step, and one's own added, named and removed."""

import base64
from collections.abc import Callable
from uuid import UUID

from flask import Response, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from app.accounts import entering, passkeys, second_steps, service
from app.accounts.answers import onward, shown, tried, when_it_was
from app.accounts.challenges import Answer, Asked, Site
from app.accounts.errors import NoPasskey
from app.accounts.forms import AnswerForm, ConfirmForm, PasskeyForm, SecondStepForm
from app.accounts.known_browser import known_to, remember
from app.accounts.pages import bp, who_waits
from app.web import staying
from app.web.audience import PUBLIC_STAFF, SIGNED_IN, audience
from app.web.current import current_config, current_db, current_keys, current_time
from app.web.proof import proved_lately

CHALLENGE = "challenge"
WRONG_DEVICE = "This passkey did not count. Press the button again, or type the number from your app."


@bp.post("/staff/second-step/passkey/ask")
@audience(PUBLIC_STAFF)
def ask_passkey() -> ResponseReturnValue:
    """The question for the device of whoever has given their password."""
    if entering.waiting(entering.NUMBER_STEP) is None:
        return staying.signed_out()
    return question(
        lambda: passkeys.ask(current_db(), current_keys(), site(), who_waits().id, current_time())
    )


@bp.post("/staff/second-step/passkey")
@audience(PUBLIC_STAFF)
def take_passkey() -> ResponseReturnValue:
    """The second step by a device: in, or the page again with what was wrong."""
    if entering.waiting(entering.NUMBER_STEP) is None:
        return redirect(url_for(".sign_in_page"), 303)
    form = AnswerForm()
    if tried(form, "answer", WRONG_DEVICE, lambda: _device_step(form)):
        return redirect(onward(), 303)
    again = SecondStepForm(formdata=None)
    again.number.errors = form.answer.errors
    again.later = getattr(form, "later", None)
    return shown("accounts/second_step.html", again, passkey=AnswerForm(formdata=None))


@bp.post("/staff/account/passkeys/ask")
@audience(SIGNED_IN)
@proved_lately
def ask_to_add() -> ResponseReturnValue:
    """The question for a new device, once its name can be kept."""
    form, who = PasskeyForm(), service.current_staff()
    if not form.validate_on_submit():
        return staying.refused(400, "Name", form.problems()[0].message)
    return question(lambda: passkeys.ask_to_add(current_db(), current_keys(), site(), who, current_time()))


@bp.post("/staff/account/passkeys")
@audience(SIGNED_IN)
@proved_lately
def add_passkey() -> ResponseReturnValue:
    """A new device, with its name or the day that it came."""
    form, who, now = PasskeyForm(), service.current_staff(), current_time()
    if not form.validate_on_submit():
        raise NoPasskey
    name = (form.name.data or "").strip() or f"Passkey of {when_it_was(now)}"
    passkeys.add(current_db(), current_keys(), site(), who.id, answered(form), name, now)
    flash("Added. From now on it can follow your password.", "success")
    return redirect(url_for(".ways_page"), 303)


@bp.route("/staff/account/passkeys/<uuid:passkey_id>", methods=["GET", "POST"])
@audience(SIGNED_IN)
@proved_lately
def name_passkey(passkey_id: UUID) -> ResponseReturnValue:
    """Another name for one's own."""
    who = service.current_staff().id
    _, one = passkeys.own(current_db(), current_keys(), who, passkey_id)
    form = PasskeyForm(data={"name": one.name})
    if form.validate_on_submit():
        name = (form.name.data or "").strip() or one.name
        passkeys.rename(current_db(), current_keys(), who, passkey_id, name, current_time())
        return redirect(url_for(".ways_page"), 303)
    return render_template("accounts/name_passkey.html", form=form, one=one)


@bp.route("/staff/account/passkeys/<uuid:passkey_id>/remove", methods=["GET", "POST"])
@audience(SIGNED_IN)
@proved_lately
def remove_passkey(passkey_id: UUID) -> ResponseReturnValue:
    """Ask once; then it counts no longer."""
    who, form = service.current_staff().id, ConfirmForm()
    _, one = passkeys.own(current_db(), current_keys(), who, passkey_id)
    if form.validate_on_submit():
        second_steps.remove_passkey(current_db(), current_keys(), who, passkey_id, current_time())
        flash(f"“{one.name}” is removed. Delete it on the device too.", "success")
        return redirect(url_for(".ways_page"), 303)
    return render_template("accounts/remove_passkey.html", form=form, one=one)


def site() -> Site:
    """Where passkeys count here."""
    return Site.at(current_config().staff_url)


def question(ask: Callable[[], Asked]) -> Response:
    """A question for a device, remembered in the session of the browser that asks it."""
    asked = ask()
    session[CHALLENGE] = base64.b64encode(asked.challenge).decode()
    return Response(asked.options, content_type="application/json")


def answered(form: AnswerForm) -> Answer:
    """What the device said, to what this browser was asked."""
    return Answer(base64.b64decode(session.pop(CHALLENGE, "")), form.answer.data or "")


def _device_step(form: AnswerForm) -> bool:
    who = who_waits()
    answer, browser = answered(form), known_to(who.email)
    passkeys.check(current_db(), current_keys(), site(), who.id, answer, browser, current_time())
    entering.enter(who.id, entering.privates_held())
    remember(who.email)
    return True
