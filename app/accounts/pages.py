"""Signing in and out, setting up, one's own account, and the first page of every role."""

import pyotp
import segno
from flask import Blueprint, flash, redirect, session, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from app.accounts import backing, certify, entering, passkeys, service, sign_in
from app.accounts.answers import asked_for, onward, shown, tried
from app.accounts.forms import (
    ROLE_LABELS,
    AnswerForm,
    ChangePasswordForm,
    ConfirmForm,
    SecondStepForm,
    SetUpForm,
    SignInForm,
)
from app.accounts.known_browser import known_to, remember
from app.accounts.passwords import Cost
from app.accounts.sessions import browser
from app.web import rail
from app.web.audience import PUBLIC_STAFF, SIGNED_IN, Audience, audience
from app.web.current import current_config, current_db, current_keys, current_time

WRONG_SIGN_IN = "This address and password do not go together. Check both and try again."
WRONG_NUMBER = "This number is not right, or was used already. Wait for the next one and try again."
WRONG_SECOND = "This is not right, or was used already. Take the next number, or another code of your paper."
WRONG_NOW = "This is not the password that you use now."
ISSUER = "Beforehand"
bp = Blueprint("accounts", __name__, template_folder="templates")


@bp.get("/")
@audience(PUBLIC_STAFF)
def front() -> ResponseReturnValue:
    """The bare host leads to the first page."""
    return redirect(url_for(".home"), 303)


@bp.get("/staff/")
@audience(SIGNED_IN)
def home() -> ResponseReturnValue:
    """Where a role starts."""
    return redirect(rail.home_of(Audience(service.current_staff().role.value)), 303)


@bp.route("/staff/sign-in", methods=["GET", "POST"])
@audience(PUBLIC_STAFF)
def sign_in_page() -> ResponseReturnValue:
    """The first step: address and password."""
    if service.signed_in():
        return redirect(onward(), 303)
    form = SignInForm()
    known = tried(form, "password", WRONG_SIGN_IN, lambda: _password_step(form))
    if known is None:
        return shown("accounts/sign_in.html", form, over=browser().over)
    entering.begin(known, pyotp.random_base32())
    return redirect(url_for(".set_up" if known.to_set_up else ".second_step", next=asked_for()), 303)


@bp.route("/staff/second-step", methods=["GET", "POST"])
@audience(PUBLIC_STAFF)
def second_step() -> ResponseReturnValue:
    """The second step: a number from the person's own device."""
    if entering.waiting(entering.NUMBER_STEP) is None:
        return redirect(url_for(".sign_in_page", next=asked_for()), 303)
    form = SecondStepForm()
    if tried(form, "number", WRONG_SECOND, lambda: _number_step(form)) is None:
        return shown("accounts/second_step.html", form, passkey=_passkey())
    return redirect(onward(), 303)


@bp.route("/staff/set-up", methods=["GET", "POST"])
@audience(PUBLIC_STAFF)
def set_up() -> ResponseReturnValue:
    """A first sign-in, or the first after a reset: own password, own device, own keys."""
    if entering.waiting(entering.SET_UP_STEP) is None:
        return redirect(url_for(".sign_in_page"), 303)
    form = SetUpForm()
    if tried(form, "number", WRONG_NUMBER, lambda: _set_up_step(form)) is None:
        return shown("accounts/set_up.html", form, **_device())
    return redirect(url_for(".account"), 303)


@bp.post("/staff/sign-out")
@audience(SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    """The session's row goes, and the cookie with it."""
    entering.leave()
    flash("You are signed out.", "success")
    return redirect(url_for(".sign_in_page"), 303)


@bp.route("/staff/account", methods=["GET", "POST"])
@audience(SIGNED_IN)
def account() -> ResponseReturnValue:
    """Who one is here, the words of a key that waits, and a new password."""
    who, form = service.current_staff(), ChangePasswordForm()
    if tried(form, "old", WRONG_NOW, lambda: _change_step(form)):
        flash("Your password is new. Every other browser was signed out.", "success")
        return redirect(url_for(".account"), 303)
    told = {
        "words": certify.own_words(current_db(), current_keys(), who.id),
        "alone": certify.alone(current_db(), current_keys(), who.id),
        "backing": backing.backing(current_db(), current_keys(), who),
    }
    return shown("accounts/account.html", form, staff=who, sign_out=ConfirmForm(), labels=ROLE_LABELS, **told)


def _password_step(form: SignInForm) -> sign_in.Known:
    address = form.email.data.strip().lower()
    said = sign_in.Said(address, form.password.data, known_to(address))
    return sign_in.check_password(current_db(), current_keys(), said, current_time(), _cost())


def _number_step(form: SecondStepForm) -> bool:
    who = who_waits()
    browser = known_to(who.email)
    sign_in.check_number(current_db(), current_keys(), who.id, form.number.data, browser, current_time())
    entering.enter(who.id, entering.privates_held())
    remember(who.email)
    return True


def _set_up_step(form: SetUpForm) -> bool:
    who = who_waits(entering.SET_UP_STEP)
    typed = sign_in.OwnSecrets(form.new.data, session[entering.DEVICE], form.number.data)
    now = current_time()
    entering.enter(who.id, sign_in.set_up(current_db(), current_keys(), who.id, typed, now, _cost()))
    remember(who.email)
    return True


def _change_step(form: ChangePasswordForm) -> bool:
    who = service.current_staff().id
    privates = sign_in.change_password(
        current_db(), current_keys(), who, form.old.data, form.new.data, current_time(), _cost()
    )
    entering.enter(who, privates)
    return True


def _cost() -> Cost:
    """What trying a password costs, as it is set."""
    return Cost(memory_kib=current_config().password_memory_kib)


def who_waits(step: str = entering.NUMBER_STEP) -> service.StaffView:
    """Who is at this step in this browser; the page has seen to it that somebody is."""
    staff_id = entering.waiting(step)
    assert staff_id is not None
    who = service.staff(current_db(), staff_id)
    assert who is not None
    return who


def _device() -> dict[str, object]:
    """What a person's authenticator app needs at their set-up."""
    return device_of(who_waits(entering.SET_UP_STEP), str(session[entering.DEVICE]))


def device_of(who: service.StaffView, secret: str) -> dict[str, object]:
    """What an authenticator app needs: a square to scan, and the same as text."""
    uri = pyotp.TOTP(secret).provisioning_uri(name=who.email, issuer_name=ISSUER)
    square = segno.make(uri, error="m").svg_inline(scale=4, border=4, dark="#000", light="#fff")
    fours = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return {"square": Markup(square), "secret": fours, "staff": who}  # noqa: S704  # nosec B704  # made of our own letters


def _passkey() -> AnswerForm | None:
    """The way in by a device, where this person has one."""
    there = passkeys.held(current_db(), current_keys(), who_waits().id)
    return AnswerForm(formdata=None) if there else None
