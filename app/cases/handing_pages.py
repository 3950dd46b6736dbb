"""A case that has its link: handing it over, ending it, and what was agreed about reaching her."""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from app.accounts import service as accounts
from app.cases import changing, choices, covering, drafts, inviting, opening, service
from app.cases.acting import By
from app.cases.forms import AroundForm, ContactForm, StepForm
from app.cases.handing import hand_over_page
from app.cases.pages import bp, current_by, own_case, refusal_words
from app.cases.refusals import NotOpen
from app.entry import service as entry
from app.web.audience import IDVA, LEAD, audience
from app.web.current import current_db
from app.web.forms import moment_of, version_of
from app.web.proof import proved_lately


@bp.get("/cases/<uuid:case_id>/hand-over")
@audience(IDVA)
def hand_over(case_id: UUID) -> ResponseReturnValue:
    """The ways to give the address. A code is shown only right after it was drawn."""
    case = own_case(case_id, current_by().staff)
    if case.state is not service.State.OPEN:
        return redirect(url_for("desk.case", case_id=case_id))
    return hand_over_page(case_id)


@bp.post("/cases/<uuid:case_id>/hand-over/draw")
@audience(IDVA)
def draw_code(case_id: UUID) -> ResponseReturnValue:
    """Another code, until one was said."""
    try:
        link = opening.redraw(current_db(), case_id, current_by())
    except (entry.CodeSettled, NotOpen):
        flash(_("The code was said already. If it is forgotten, make a new link."), "warning")
        return redirect(url_for("cases.hand_over", case_id=case_id))
    return hand_over_page(case_id, link)


@bp.post("/cases/<uuid:case_id>/hand-over/said")
@audience(IDVA)
def said_code(case_id: UUID) -> ResponseReturnValue:
    """The code was said to her: from now on nobody can draw it again or see it."""
    opening.settle(current_db(), case_id, current_by())
    flash(_("Noted. The code is shown to nobody any more, you included."), "success")
    return redirect(url_for("cases.hand_over", case_id=case_id))


@bp.post("/cases/<uuid:case_id>/new-link")
@audience(IDVA)
@proved_lately
def new_link(case_id: UUID) -> ResponseReturnValue:
    """The code is forgotten: another link, another code; the old link shows the everyday app."""
    form = StepForm()
    form.validate()
    try:
        link = opening.new_link(current_db(), case_id, version_of(form.version), current_by())
    except opening.REFUSALS as refusal:
        flash(refusal_words(refusal), "warning")
        return redirect(url_for("desk.case", case_id=case_id))
    return hand_over_page(case_id, link)


@bp.post("/cases/<uuid:case_id>/end-link")
@audience(IDVA)
def end_link(case_id: UUID) -> ResponseReturnValue:
    """Close the link; the case stays."""
    return _step(
        case_id, opening.end_link, _("The link is closed. It shows the everyday app, whatever is typed.")
    )


@bp.post("/cases/<uuid:case_id>/invite")
@audience(IDVA)
def invite(case_id: UUID) -> ResponseReturnValue:
    """Let her link ask how it went."""
    return _step(
        case_id,
        inviting.invite,
        _("From tomorrow on, her link asks how it went. Nothing was sent to her: tell her as you agreed."),
    )


@bp.post("/cases/<uuid:case_id>/close")
@audience(IDVA)
def close_case(case_id: UUID) -> ResponseReturnValue:
    """End the case and its link."""
    return _step(case_id, opening.close_case, _("The case is closed, and its link with it."))


def _step(case_id: UUID, step: opening.Step, done: str) -> ResponseReturnValue:
    form = StepForm()
    form.validate()
    try:
        step(current_db(), case_id, version_of(form.version), current_by())
    except opening.REFUSALS as refusal:
        flash(refusal_words(refusal), "warning")
    else:
        flash(done, "success")
    return redirect(url_for("desk.case", case_id=case_id))


@bp.route("/cases/<uuid:case_id>/contact", methods=["GET", "POST"])
@audience(IDVA, LEAD)
def contact(case_id: UUID) -> ResponseReturnValue:
    """What was agreed live just now about reaching her."""
    by, form = current_by(), ContactForm()
    case = service.get_bound(current_db(), by.keys, case_id)
    covering.require_reader(current_db(), case, by.staff, by.now)
    if form.validate_on_submit():
        _agree(case_id, form, by)
        return redirect(url_for("desk.case", case_id=case_id))
    form.seen.data = form.seen.data or by.now.isoformat()
    return render_template(
        "cases/contact.html", form=form, case=case, last=drafts.agreed(current_db(), case_id)
    )


def _agree(case_id: UUID, form: ContactForm, by: By) -> None:
    """Write it down, unless something happened since the page was opened: that is to be read first."""
    try:
        opening.agree_contact(current_db(), case_id, form.agreed(), by, moment_of(form.seen))
    except drafts.CaseChanged:
        said = _(
            "Nothing was written down: something happened after you opened that page. Read here how it "
            "stands now; then write down what was agreed."
        )
        flash(said, "warning")
    else:
        flash(_("Written down. It stands for 14 days."), "success")


@bp.route("/cases/<uuid:case_id>/people", methods=["GET", "POST"])
@audience(IDVA)
@proved_lately
def people(case_id: UUID) -> ResponseReturnValue:
    """Who covers, and who must not see it, from now on."""
    by = current_by()
    case = own_case(case_id, by.staff)
    form = around_form(case, by.staff)
    if form.validate_on_submit():
        try:
            changing.change_people(current_db(), case_id, version_of(form.version), form.around(), by)
        except opening.REFUSALS as refusal:
            flash(refusal_words(refusal), "warning")
            if isinstance(refusal, drafts.CaseChanged):
                form.take_in(own_case(case_id, by.staff).version, drafts.conflicts_of(current_db(), case_id))
        else:
            flash(_("Changed. Who must not see it is refused from now on."), "success")
            return redirect(url_for("desk.case", case_id=case_id))
    elsewhere = drafts.conflicts_of(current_db(), case_id) - form.listed
    return render_template("cases/people.html", form=form, case=case, elsewhere=elsewhere)


def around_form(case: service.Case, staff: accounts.StaffView) -> AroundForm:
    """The form with the colleagues there are, as the case stands; what was sent stays typed."""
    barred = [str(each) for each in drafts.conflicts_of(current_db(), case.id)]
    cover = str(case.cover_id) if case.cover_id else ""
    form = AroundForm(data={"version": str(case.version), "cover_id": cover, "conflicts": barred})
    colleagues = choices.colleagues(current_db(), staff)
    form.cover_id.choices = [SelectChoice("", _("Choose a colleague")), *colleagues]
    form.conflicts.choices = colleagues
    return form
