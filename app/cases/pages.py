"""A case until it has its link."""

from collections.abc import Sequence
from uuid import UUID, uuid4

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import SelectField
from wtforms.fields.choices import SelectChoice

from app.accounts import service as accounts
from app.cases import choices, drafts, opening, service
from app.cases.acting import By
from app.cases.forms import CaseForm
from app.cases.handing import hand_over_page
from app.cases.listing import beside
from app.cases.readers import COVER_ROLES
from app.cases.refusals import ReferenceOpen
from app.web.audience import IDVA, audience
from app.web.current import current_config, current_db, current_keys, current_time
from app.web.described import JSON, described, form, told
from app.web.forms import version_of
from safety.errors import SafetyRefusal

TEXT = {"type": "string"}
KEPT = {200: told(version={"type": "integer"}, note=TEXT), 409: told(refused=TEXT, message=TEXT)}

bp = Blueprint("cases", __name__, url_prefix="/staff", template_folder="templates")


def current_by() -> By:
    """Who acts in this request."""
    demo = current_config().demo
    return By(accounts.current_staff(), current_keys(), current_time(), drafts=demo)


@bp.get("/cases/new")
@audience(IDVA)
def new_case() -> ResponseReturnValue:
    """An empty opening page. Looking at it writes nothing; the first letter typed does."""
    case_id, staff = uuid4(), accounts.current_staff()
    form = case_form()
    ahead = form.meeting_id.choices
    form.fill(drafts.Draft(cover_id=usual_cover(form, staff)), 0)
    if isinstance(ahead, list) and len(ahead) > 1 and request.args.get("meeting"):
        form.meeting_id.data = request.args["meeting"]
    return open_page(form, case_id)


@bp.post("/cases/<uuid:case_id>/draft")
@audience(IDVA)
@described(KEPT, form("version", "reference", "meeting_id"), Accept=JSON)
def save_draft(case_id: UUID) -> ResponseReturnValue:
    """Keep what is typed so far: asked by the page's script as it is typed, or by the Save button."""
    form, by = case_form(), current_by()
    quietly = request.accept_mimetypes.best == "application/json"
    try:
        version = drafts.save_draft(
            current_db(), by.keys, case_id, by.staff, form.draft(), version_of(form.version), by.now
        )
    except drafts.CaseChanged as refusal:
        return changed(refusal) if quietly else open_page(form, case_id, refusal), 409
    return _told_quietly(form, version) if quietly else _told(form, case_id, version)


def _told_quietly(form: CaseForm, version: int) -> Response:
    """For the page's script: the new version, and that a refused reference was not kept."""
    refused = form.refused_reference()
    note = f"{_('Saved, but not the reference.')} {refused[0]}" if refused else ""
    return jsonify(version=version, note=note)


def _told(form: CaseForm, case_id: UUID, version: int) -> ResponseReturnValue:
    """It was kept; a reference that is refused stands on the page alone, with what is wrong with it."""
    for fault in form.refused_reference():
        form.version.data = str(version)
        form.add_problem("reference", f"{fault} {_('Everything else is saved.')}")
        return open_page(form, case_id), 400
    flash(_("Saved. Nothing was made yet, and nobody was told."), "success")
    return redirect(url_for("cases.open_case", case_id=case_id))


def changed(refusal: SafetyRefusal) -> Response:
    """For the page's script: say it, and overwrite nothing."""
    return jsonify(refused=refusal.code, message=refusal_words(refusal))


@bp.route("/cases/<uuid:case_id>/open", methods=["GET", "POST"])
@audience(IDVA)
def open_case(case_id: UUID) -> ResponseReturnValue:
    """The four fields, as they were kept; then the link and its code."""
    form, by = case_form(), current_by()
    if request.method == "GET":
        return kept_page(form, own_case(case_id, by.staff))
    not_anothers(case_id, by.staff)
    if not form.validate():
        return open_page(form, case_id), 400
    try:
        version, known = version_of(form.version), (form.beside.data or "").split()
        link = opening.open_from(current_db(), case_id, form.draft(), version, by, known)
    except opening.REFUSALS as refusal:
        return refused_page(form, case_id, refusal)
    return hand_over_page(case_id, link)


def refused_page(form: CaseForm, case_id: UUID, refusal: SafetyRefusal) -> ResponseReturnValue:
    """Why it did not go on, over what was typed; a case that has its link already is shown as it is."""
    case = current_db().get(service.Case, case_id)
    if case is None or case.state is service.State.DRAFT:
        if isinstance(refusal, ReferenceOpen):
            return _asked(form, case_id, refusal), 409
        return open_page(form, case_id, refusal), 409
    flash(_("This case has its link already. What you changed since was not taken in."), "warning")
    return redirect(url_for("desk.case", case_id=case_id))


def _asked(form: CaseForm, case_id: UUID, refusal: SafetyRefusal) -> str:
    """Whether a second case is meant, asked once: pressed again, the page says what was shown."""
    db, staff = current_db(), accounts.current_staff()
    found = [one.id for one in beside(db, case_id, form.draft(), staff)]
    form.beside.data = " ".join(map(str, found))
    seen = db.scalars(service.seen_by(staff).where(service.Case.id.in_(found)))
    return open_page(form, case_id, refusal, list(seen))


def kept_page(form: CaseForm, case: service.Case) -> ResponseReturnValue:
    """A draft as it was last kept; a case that has its link already goes to handing it over."""
    if case.state is not service.State.DRAFT:
        return redirect(url_for("cases.hand_over", case_id=case.id))
    form.fill(drafts.draft_of(current_db(), current_keys(), case), case.version)
    return open_page(form, case.id)


def not_anothers(case_id: UUID, staff: accounts.StaffView) -> None:
    """Raises NotYours; a page may name a case of which nothing is kept yet."""
    case = current_db().get(service.Case, case_id)
    if case is not None and case.idva_id != staff.id:
        raise drafts.NotYours


def own_case(case_id: UUID, staff: accounts.StaffView) -> service.Case:
    """Raises NoSuchCase, NotYours."""
    case = service.get(current_db(), case_id)
    if case.idva_id != staff.id:
        raise drafts.NotYours
    return case


def case_form() -> CaseForm:
    """The opening page's form, with what exists to choose from."""
    db, staff, form = current_db(), accounts.current_staff(), CaseForm()
    colleagues = choices.colleagues(db, staff)
    form.meeting_id.choices = [
        SelectChoice("", _("Choose a meeting")),
        *choices.meetings(db, staff, current_time()),
    ]
    form.form_locale.choices, form.cover_locale.choices = choices.forms(), choices.covers()
    form.skin.choices, form.words.description = choices.skins(), choices.words_hint()
    form.cover_id.choices = [SelectChoice("", _("Choose a colleague")), *colleagues]
    form.conflicts.choices = colleagues
    return form


def usual_cover(form: CaseForm, staff: accounts.StaffView) -> UUID | None:
    """The colleague whom this person's account names, else the first whose key is certified."""
    named = [staff.cover_id] if staff.cover_id else []
    offered = [UUID(one.value) for one in form.conflicts.choices or []]
    return next((one for one in [*named, *offered] if one in offered and _can_cover(staff, one)), None)


def _can_cover(staff: accounts.StaffView, other: UUID) -> bool:
    assert staff.service_id is not None
    roles, db, keys = COVER_ROLES, current_db(), current_keys()
    return accounts.recipient_in(db, keys, other, staff.service_id, roles) is not None


def open_page(
    form: CaseForm, case_id: UUID, refusal: SafetyRefusal | None = None, others: Sequence[UUID] = ()
) -> str:
    """The opening page, with everything that was typed, and why it did not go on where it did not."""
    return render_template(
        "cases/open.html",
        form=form,
        case_id=case_id,
        refusal=refusal_words(refusal) if refusal else "",
        again=refusal.code if refusal else "",
        others=others,
        latest=_latest_version(case_id),
        chosen=chosen,
        apps=choices.apps(),
    )


def chosen(field: SelectField) -> str:
    """What stands in a list now, in words; empty where nothing is chosen yet."""
    return next((str(one.label) for one in field.choices or [] if one.value and one.value == field.data), "")


def _latest_version(case_id: UUID) -> int:
    case = current_db().get(service.Case, case_id)
    return case.version if case else 0


def refusal_words(refusal: SafetyRefusal) -> str:
    """Why a case does not go on, and what to do next."""
    staff = accounts.current_staff()
    assert staff.service_id is not None
    leads = ", ".join(person.display_name for person in accounts.leads(current_db(), staff.service_id))
    words = {
        "case_changed": _(
            "This case was changed in another window after you opened this one. Nothing was overwritten. "
            "What you typed is still below."
        ),
        "key_not_certified": _(
            "Your key is not certified yet, so nothing can be sealed to you. A lead compares eight words "
            "with you, live: %(leads)s.",
            leads=leads,
        ),
        "cover_missing": _(
            "The cover colleague's key is not certified, or they must not see this case. Choose another, or "
            "ask %(leads)s to certify it.",
            leads=leads,
        ),
        "recovery_missing": _(
            "Your service has no recovery key yet, so a lost key would lose her words. The first lead "
            "makes it: %(leads)s.",
            leads=leads,
        ),
        "not_the_time": _("She can be asked once, from two to six weeks after the meeting."),
        "contact_missing": _("Nothing stands about reaching her. Agree it again, live; then invite her."),
        "case_not_believed": _(
            "Somebody changed this case's record outside these pages, so nothing is sealed by it. "
            "Tell a lead: %(leads)s.",
            leads=leads,
        ),
        "self_declared": _("You said that you must not see such a case. A colleague opens it."),
        "reference_missing": _("Give your own case number."),
        "reference_open": _("There is an open case with this reference for this meeting already."),
        "meeting_missing": _("This meeting has begun or is gone. Choose another."),
        "not_open": _("This case has its link already."),
    }
    return str(words.get(refusal.code, _("This cannot be done now.")))
