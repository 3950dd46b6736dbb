"""What waits for a decision over all cases, what is decided, and how a service's messages look."""

from collections.abc import Callable
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import service as accounts
from app.cases import service as cases
from app.messaging import deciding, refusing, saying, senders
from app.messaging.forms import LookForm
from app.messaging.pages import bp, why_not
from app.web.audience import IDVA, LEAD, audience
from app.web.current import current_config, current_db, current_keys, current_time

Decision = Callable[..., UUID]


@bp.get("/messages")
@audience(IDVA, LEAD)
def stuck() -> ResponseReturnValue:
    """What was held or failed; for a lead, how the whole outbox stands."""
    staff, db, now = accounts.current_staff(), current_db(), current_time()
    found = deciding.stuck_of(db, staff, now)
    references = {each.case_id: cases.get(db, each.case_id).reference for each in found if each.case_id}
    return render_template(
        "messaging/stuck.html",
        stuck=found,
        references=references,
        own=staff.role is accounts.Role.IDVA,
        counts=deciding.counts(db, now, staff.service_id),
        say=saying,
    )


@bp.post("/texts/<uuid:message_id>/cancel")
@audience(IDVA, LEAD)
def cancel(message_id: UUID) -> ResponseReturnValue:
    """Keep a text from going."""
    return _decided(message_id, deciding.cancel, _("Cancelled. It does not go."))


@bp.post("/texts/<uuid:message_id>/retry")
@audience(IDVA, LEAD)
def retry(message_id: UUID) -> ResponseReturnValue:
    """Choose a text again, for her next time."""
    return _decided(message_id, deciding.retry, _("Chosen again, for her next time."))


@bp.post("/texts/<uuid:message_id>/drop")
@audience(IDVA, LEAD)
def drop(message_id: UUID) -> ResponseReturnValue:
    """Let go of a text."""
    return _decided(message_id, deciding.drop, _("Dropped. It does not go."))


def _decided(message_id: UUID, decision: Decision, done: str) -> ResponseReturnValue:
    try:
        decision(current_db(), current_keys(), message_id, accounts.current_staff(), current_time())
    except refusing.REFUSALS as refusal:
        flash(why_not(refusal), "warning")
    else:
        flash(done, "success")
    return redirect(_back())


def _back() -> str:
    """To the case's texts where the button stood there, else to the list of all."""
    try:
        return url_for("messaging.texts", case_id=UUID(request.form.get("case", "")))
    except ValueError:
        return url_for("messaging.stuck")


@bp.route("/messages/settings", methods=["GET", "POST"])
@audience(LEAD)
def settings() -> ResponseReturnValue:
    """How the service's messages look, and when its staff are left alone."""
    staff, db, config = accounts.current_staff(), current_db(), current_config()
    assert staff.service_id is not None
    form = LookForm(obj=senders.look_of(db, config, staff.service_id))
    if form.validate_on_submit() and _fits(form):
        senders.set_look(db, config.keys, form.look(), staff, current_time())
        flash(_("Kept."), "success")
        return redirect(url_for("messaging.stuck"))
    if request.method == "GET":
        _fits(form)  # rules grow: what was kept before may be something to put right now
    return render_template("messaging/settings.html", form=form)


def _fits(form: LookForm) -> bool:
    """Say beside each field what is wrong with it."""
    words = {
        "name": _(
            "Give up to eleven letters that tell nothing, or a number with its country in front. "
            "No word of a service's name, no colleague, no borough, and nothing like “women” or “safe”: "
            "others read it on her phone."
        ),
        "messaging_service": _("It begins with MG and has 34 letters."),
        "closes": _("Until must come after from."),
    }
    service_id = accounts.current_staff().service_id
    db = current_db()
    faults = form.look().faults(senders.service_name(db, service_id), senders.names_nearby(db))
    for name in faults:
        form.add_problem(name, words[name])
    return not faults
