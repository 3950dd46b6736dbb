"""A lead's pages: the organisations that the service works with, and who belongs to them."""

from uuid import UUID

from flask import flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from app.accounts import service as accounts
from app.community import asking, organisations
from app.community.errors import OrganisationNamed
from app.community.forms import MemberForm, OrganisationForm, PlaceForm, StepForm
from app.community.organisations import OrganisationView
from app.community.showing import bp, current_viewer, shown
from app.web.audience import LEAD, audience
from app.web.current import current_db, current_keys, current_time
from app.web.proof import proved_lately

ONCE = "member-once"
NAMED = "There is an organisation of this name already."
TAKEN = "There is an account with this address already."


@bp.get("/organisations")
@audience(LEAD)
def organisations_page() -> ResponseReturnValue:
    """Every organisation of the service."""
    viewer, db = current_viewer(), current_db()
    there = organisations.organisations(db, viewer.service_id)
    people = {one.id: organisations.members(db, viewer.service_id, one.id) for one in there}
    said = {"organisations": there, "people": people, "now": current_time()}
    return render_template("community/organisations.html", **said, **shown(viewer))


@bp.route("/organisations/new", methods=["GET", "POST"])
@audience(LEAD)
def new_organisation() -> ResponseReturnValue:
    """One more organisation."""
    viewer, now = current_viewer(), current_time()
    form = asking.organisation_form(viewer.service_id)
    if form.validate_on_submit():
        try:
            made = organisations.make_organisation(
                current_db(), current_keys(), viewer.staff, form.about(), now
            )
            return redirect(url_for(".organisation_page", organisation_id=made), 303)
        except OrganisationNamed:
            form.add_problem("name", NAMED)
    return render_template("community/organisation_form.html", form=form, one=None)


@bp.route("/organisations/<uuid:organisation_id>/change", methods=["GET", "POST"])
@audience(LEAD)
def change_organisation(organisation_id: UUID) -> ResponseReturnValue:
    """Another name, other languages or areas."""
    form, one = _filled(organisation_id)
    if form.validate_on_submit():
        staff, about, now = accounts.current_staff(), form.about(), current_time()
        try:
            organisations.change_organisation(current_db(), current_keys(), staff, one.id, about, now)
            return _back(one.id, "Changed.")
        except OrganisationNamed:
            form.add_problem("name", NAMED)
    return render_template("community/organisation_form.html", form=form, one=one)


@bp.get("/organisations/<uuid:organisation_id>")
@audience(LEAD)
def organisation_page(organisation_id: UUID) -> ResponseReturnValue:
    """One organisation: its people, and until when it has access."""
    return _page(organisation_id, MemberForm(formdata=None))


@bp.post("/organisations/<uuid:organisation_id>/members")
@audience(LEAD)
@proved_lately
def invite_member(organisation_id: UUID) -> ResponseReturnValue:
    """A new account, and its invitation."""
    form, staff, now = MemberForm(), accounts.current_staff(), current_time()
    if not form.validate():
        return _page(organisation_id, form)
    name, email = form.name.data.strip(), form.email.data
    try:
        staff_id, made = organisations.invite_member(
            current_db(), current_keys(), staff, organisation_id, name, email, now
        )
    except accounts.NameTaken:
        form.add_problem("email", TAKEN)
        return _page(organisation_id, form)
    session[ONCE] = _handed_out(staff_id, made)
    return redirect(url_for(".organisation_page", organisation_id=organisation_id), 303)


@bp.post("/organisations/<uuid:organisation_id>/take-in")
@audience(LEAD)
@proved_lately
def take_in(organisation_id: UUID) -> ResponseReturnValue:
    """Somebody who has an account already belongs here."""
    form, staff = PlaceForm(), accounts.current_staff()
    organisations.organisation(current_db(), organisations.service_of(staff), organisation_id)
    chosen = organisations.unplaced(current_db(), organisations.service_of(staff))
    who = next((one for one in chosen if str(one.id) == form.staff_id.data), None)
    if form.validate() and who is not None:
        organisations.take_in(current_db(), current_keys(), staff, organisation_id, who.id, current_time())
        return _back(organisation_id, f"{who.display_name} belongs to it now.")
    return _back(organisation_id, "They belong to an organisation already, or are not here any more.")


@bp.post("/organisations/<uuid:organisation_id>/renew")
@audience(LEAD)
def renew_organisation(organisation_id: UUID) -> ResponseReturnValue:
    """A year from now."""
    staff, now = accounts.current_staff(), current_time()
    organisations.renew(current_db(), current_keys(), staff, organisation_id, now)
    return _back(organisation_id, "They have access for a year from today.")


@bp.route("/organisations/<uuid:organisation_id>/end", methods=["GET", "POST"])
@audience(LEAD)
@proved_lately
def end_organisation(organisation_id: UUID) -> ResponseReturnValue:
    """Say what stops and what goes on; then end their access."""
    form, staff = StepForm(), accounts.current_staff()
    one = organisations.organisation(current_db(), organisations.service_of(staff), organisation_id)
    if form.validate_on_submit():
        organisations.end(current_db(), current_keys(), staff, one.id, current_time())
        return _back(one.id, "Their access has ended.")
    return render_template("community/end.html", form=form, one=one)


def _handed_out(staff_id: UUID, made: accounts.Invited) -> dict[str, str]:
    """What the lead is shown once of an invitation."""
    whom = accounts.staff(current_db(), staff_id)
    assert whom is not None
    return accounts.hand_out(whom, made)


def _filled(organisation_id: UUID) -> tuple[OrganisationForm, OrganisationView]:
    service_id = organisations.service_of(accounts.current_staff())
    one = organisations.organisation(current_db(), service_id, organisation_id)
    form = asking.organisation_form(service_id)
    form.fill(one)
    return form, one


def _page(organisation_id: UUID, form: MemberForm) -> str:
    viewer, db = current_viewer(), current_db()
    one = organisations.organisation(db, viewer.service_id, organisation_id)
    once = session.pop(ONCE, None) or {} if ONCE in session else {}
    said = {
        "one": one,
        "people": organisations.members(db, viewer.service_id, one.id),
        "unplaced": organisations.unplaced(db, viewer.service_id),
        "once": once,
        "now": current_time(),
    }
    return render_template("community/organisation.html", form=form, **said, **shown(viewer))


def _back(organisation_id: UUID, said: str) -> ResponseReturnValue:
    flash(said, "success")
    return redirect(url_for(".organisation_page", organisation_id=organisation_id), 303)
