"""Showing once more that it is oneself, before keys, cover or the people of a service are changed."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from app.accounts import entering, passkeys, second_steps, service, sign_in
from app.accounts.answers import asked_for, onward, shown, tried
from app.accounts.errors import SignInWrong
from app.accounts.forms import AnswerForm, ProofForm
from app.accounts.pages import bp
from app.accounts.passkey_pages import WRONG_DEVICE, answered, question, site
from app.web.audience import SIGNED_IN, audience
from app.web.current import current_db, current_keys, current_time

PROVED = "proved"
WRONG_PROOF = "This is not right, or was used already. Check it and try again."


@bp.route("/staff/prove", methods=["GET", "POST"])
@audience(SIGNED_IN)
def prove_page() -> ResponseReturnValue:
    """Password or second step, whichever is nearer; then on to where one was going."""
    form = ProofForm()
    if tried(form, form.typed(), WRONG_PROOF, lambda: _typed(form)):
        return redirect(onward(), 303)
    return _page(form)


@bp.post("/staff/prove/passkey/ask")
@audience(SIGNED_IN)
def ask_proof() -> ResponseReturnValue:
    """The question for a device of one's own."""
    who = service.current_staff().id
    return question(lambda: passkeys.ask(current_db(), current_keys(), site(), who, current_time()))


@bp.post("/staff/prove/passkey")
@audience(SIGNED_IN)
def take_proof() -> ResponseReturnValue:
    """The same by a device."""
    form = AnswerForm()
    if tried(form, "answer", WRONG_DEVICE, lambda: _device(form)):
        return redirect(onward(), 303)
    again = ProofForm(formdata=None)
    again.number.errors, again.later = form.answer.errors, getattr(form, "later", None)
    return _page(again)


def _page(form: ProofForm) -> ResponseReturnValue:
    there = second_steps.ways(current_db(), current_keys(), service.current_staff().id)
    device = AnswerForm(formdata=None) if there.passkeys else None
    return shown("accounts/prove.html", form, passkey=device, back=asked_for() or url_for(".account"))


def _typed(form: ProofForm) -> bool:
    who, now = service.current_staff().id, current_time()
    if form.password.data:
        sign_in.check_again(current_db(), current_keys(), who, form.password.data, now)
    elif form.number.data:
        own = str(who).encode()
        sign_in.check_number(current_db(), current_keys(), who, form.number.data, own, now, PROVED)
    else:
        raise SignInWrong
    entering.prove(now)
    return True


def _device(form: AnswerForm) -> bool:
    who, now = service.current_staff().id, current_time()
    own = str(who).encode()
    passkeys.check(current_db(), current_keys(), site(), who, answered(form), own, now, PROVED)
    entering.prove(now)
    return True
