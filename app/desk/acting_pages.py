"""What is done with what was read: themes, contact agreed live, a translator, and how one reads."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import service as accounts
from app.cases import service as cases
from app.desk import quoting, sending, service, themes, ways
from app.desk.forms import AgreeForm, ThemesForm, TranslatorForm, WayForm
from app.desk.pages import bp
from app.desk.reading_pages import current_reader, may_read, unsaid
from app.web import staying
from app.web.audience import IDVA, LEAD, audience
from app.web.current import current_db, current_keys, current_time
from app.web.forms import moment_of


@bp.post("/cases/<uuid:case_id>/themes")
@audience(IDVA, LEAD)
def confirm_themes(case_id: UUID) -> ResponseReturnValue:
    """One tap: these themes stay with the case."""
    chosen = ThemesForm().themes.data or []
    themes.confirm(current_db(), current_keys(), case_id, chosen, accounts.current_staff(), current_time())
    flash(_("The themes stay with the case."), "success")
    return redirect(url_for("desk.case", case_id=case_id), 303)


@bp.post("/cases/<uuid:case_id>/agreed")
@audience(IDVA, LEAD)
def agreed_live(case_id: UUID) -> ResponseReturnValue:
    """What she proposed about reaching her was agreed live; until then nothing of it counts."""
    form, may = AgreeForm(), "no" not in request.form
    if not form.validate():
        return _agree_again(may_read(case_id), form)
    contact = form.contact(cases.agreement_of(current_db(), case_id), may=may)
    by = cases.By(accounts.current_staff(), current_keys(), current_time())
    cases.agree_contact(current_db(), case_id, contact, by, moment_of(form.seen))
    flash(_("Written down, as agreed live today.") if may else _("Written down: no contact."), "success")
    return redirect(url_for("desk.case", case_id=case_id), 303)


def _agree_again(case: cases.Case, form: AgreeForm) -> ResponseReturnValue:
    """What is missing, over what was typed: a page that stays says it itself and keeps her words in sight."""
    if staying.asked():
        return staying.refused(400, *unsaid(form))
    return render_template("desk/agree_again.html", form=form, case=case), 400


@bp.post("/cases/<uuid:case_id>/translator")
@audience(IDVA, LEAD)
def to_translator(case_id: UUID) -> ResponseReturnValue:
    """The texts of one version go to a vetted translator, and nothing else."""
    may_read(case_id)
    form, now = TranslatorForm(), current_time()
    send_id, translator_id = (service.send_named(field.data) for field in (form.send_id, form.translator))
    if send_id is None or translator_id is None:
        flash(_("Choose a translator."), "warning")
    else:
        sending.send(current_db(), current_keys(), case_id, send_id, translator_id, current_reader(), now)
        flash(
            _("Sent. The English will stand beside her words; after 48 hours nothing is left there."),
            "success",
        )
    return redirect(url_for("desk.case", case_id=case_id), 303)


@bp.route("/reading", methods=["GET", "POST"])
@audience(IDVA, LEAD)
def reading_way() -> ResponseReturnValue:
    """Whether her words stay hidden until this person is ready."""
    staff, form = accounts.current_staff(), WayForm()
    if form.validate_on_submit():
        ways.choose(current_db(), staff.id, at_once=bool(form.at_once.data))
        flash(_("From now on you read this way."), "success")
        return redirect(url_for("desk.caseload"), 303)
    form.at_once.data = ways.at_once(current_db(), staff.id)
    return render_template("desk/way.html", form=form)


@bp.post("/cases/<uuid:case_id>/quote-back")
@audience(IDVA, LEAD)
def quote_back(case_id: UUID) -> ResponseReturnValue:
    """She told them that she does not want to be quoted any more."""
    waited = quoting.take_back(
        current_db(), current_keys(), case_id, accounts.current_staff(), current_time()
    )
    if waited:
        flash(_("Taken back: the words were destroyed before anybody let them out."), "success")
    else:
        flash(
            _("It does not wait any more. If it was approved, tell a lead the words: they take it off."),
            "warning",
        )
    return redirect(url_for("desk.case", case_id=case_id), 303)
