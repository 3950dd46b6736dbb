"""A lead's pages: the people of the service, and their keys."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from app.accounts import certify, groups, halves, leaving, recovery, service, staffing
from app.accounts import staff as people
from app.accounts.errors import NameTaken, NotYours
from app.accounts.forms import ROLE_LABELS, CertifyForm, ConfirmForm, InviteForm, WorkingTimeForm
from app.accounts.invited_hand import hand_out
from app.accounts.models import Role
from app.accounts.pages import bp
from app.accounts.paper_pages import ONCE, shown_once
from app.web.audience import LEAD, audience
from app.web.current import current_db, current_keys, current_time
from app.web.proof import proved_lately

CERTIFIED = (
    "Certified. New links are sealed to this key from now on. Links that are open follow within a day, "
    "when all pages change together."
)


@bp.get("/staff/people")
@audience(LEAD)
def people_page() -> ResponseReturnValue:
    """Everyone in the service."""
    everyone = people.people(current_db(), _own_service())
    return render_template("accounts/people.html", people=everyone, labels=ROLE_LABELS, once=shown_once())


@bp.route("/staff/people/new", methods=["GET", "POST"])
@audience(LEAD)
@proved_lately
def invite() -> ResponseReturnValue:
    """A new colleague, and their invitation."""
    form = InviteForm()
    if form.validate_on_submit():
        try:
            told = _invite(form)
        except NameTaken:
            form.add_problem("email", "There is an account with this address already.")
        else:
            session[ONCE] = told
            return redirect(url_for(".people_page"), 303)
    return render_template("accounts/invite.html", form=form)


@bp.route("/staff/people/<uuid:staff_id>/reset", methods=["GET", "POST"])
@audience(LEAD)
@proved_lately
def reset(staff_id: UUID) -> ResponseReturnValue:
    """Say what will be lost; then take the account back to its invitation."""
    whom, form = _whom(staff_id), ConfirmForm()
    if form.validate_on_submit():
        taken = staffing.reset(
            current_db(), current_keys(), staff_id, service.current_staff().id, current_time()
        )
        session[ONCE] = {**hand_out(whom, taken.invited), "half": taken.printed_half}
        return redirect(url_for(".people_page"), 303)
    return render_template("accounts/reset.html", form=form, whom=whom, **_recovery_after(whom))


@bp.route("/staff/people/<uuid:staff_id>/suspend", methods=["GET", "POST"])
@audience(LEAD)
@proved_lately
def suspend(staff_id: UUID) -> ResponseReturnValue:
    """Ask once; then end somebody's access."""
    whom, form = _whom(staff_id), ConfirmForm()
    if form.validate_on_submit():
        actor, now = service.current_staff().id, current_time()
        half = staffing.suspend(current_db(), current_keys(), staff_id, actor, now, leaving.gone)
        session[ONCE] = {"name": whom.display_name, "half": half}
        flash(f"{whom.display_name} cannot sign in any more.", "success")
        return redirect(url_for(".people_page"), 303)
    return render_template("accounts/suspend.html", form=form, whom=whom, **_recovery_after(whom))


@bp.route("/staff/people/<uuid:staff_id>/hours", methods=["GET", "POST"])
@audience(LEAD)
def working_time(staff_id: UUID) -> ResponseReturnValue:
    """Write down which share of full time somebody works."""
    whom = _whom(staff_id)
    form = WorkingTimeForm(data={"per_cent": whom.working_time})
    if form.validate_on_submit():
        actor, now = service.current_staff().id, current_time()
        staffing.record_working_time(current_db(), current_keys(), staff_id, form.per_cent.data, actor, now)
        flash(f"Written down for {whom.display_name}.", "success")
        return redirect(url_for(".people_page"), 303)
    return render_template("accounts/working_time.html", form=form, whom=whom)


@bp.get("/staff/keys")
@audience(LEAD)
def keys_page() -> ResponseReturnValue:
    """The keys that wait to be compared."""
    waiting = certify.candidates(current_db(), current_keys(), service.current_staff().id)
    return render_template(
        "accounts/keys.html", waiting=waiting, form=CertifyForm(), labels=ROLE_LABELS, once=shown_once()
    )


@bp.post("/staff/keys/<uuid:key_id>")
@audience(LEAD)
@proved_lately
def certify_key(key_id: UUID) -> ResponseReturnValue:
    """The words were the same: links are sealed to this key from here on."""
    form, who = CertifyForm(), service.current_staff()
    if form.validate_on_submit():
        half = certify.certify(
            current_db(), current_keys(), who.id, key_id, form.trustee.data or "", current_time()
        )
        session[ONCE] = {"half": half} if half else {}
        flash(CERTIFIED, "success")
    for problem in form.problems():
        flash(f"{problem.label}: {problem.message}", "warning")
    return redirect(url_for(".keys_page"), 303)


def _own_service() -> UUID:
    own = service.current_staff().service_id
    if own is None:
        raise NotYours
    return own


def _whom(staff_id: UUID) -> people.StaffView:
    whom = people.staff(current_db(), staff_id)
    if whom is None or whom.service_id != _own_service() or whom.id == service.current_staff().id:
        raise NotYours
    return whom


def _recovery_after(whom: people.StaffView) -> dict[str, Any]:
    """How many leads could open a half of a recovery key without this person; whether they alone can now;
    until when nobody could recover what was sealed; whether they alone open today's duty inbox.
    """
    db, keys = current_db(), current_keys()
    able = {row.owner_id for row in recovery.leads_keys(db, keys, _own_service())}
    duty = groups.group_recipient(db, keys, _own_service())
    return {
        "left": len(able - {whom.id}),
        "last": able == {whom.id},
        "lost": halves.lost_until(db, keys, whom.id),
        "duty": duty is not None and groups.group_readers(db, keys, duty.key_id) == {whom.id},
    }


def _invite(form: InviteForm) -> dict[str, str]:
    staff_id, made = staffing.invite(
        current_db(),
        current_keys(),
        role=Role(form.role.data),
        email=form.email.data,
        name=form.name.data,
        service_id=_own_service(),
        actor_id=service.current_staff().id,
        now=current_time(),
    )
    whom = people.staff(current_db(), staff_id)
    assert whom is not None
    return hand_out(whom, made)
