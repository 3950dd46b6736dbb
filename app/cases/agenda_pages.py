"""An agenda comes in: a template, a file, a look at what would happen, and one press."""

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import service as accounts
from app.cases import agenda as agendas
from app.cases import areas, choices, importing
from app.cases.agenda_form import AgendaForm, AgendaSureForm
from app.cases.pages import bp, current_by
from app.web.audience import IDVA, LEAD, audience
from app.web.current import current_config, current_db


@bp.route("/meetings/import", methods=["GET", "POST"])
@audience(IDVA, LEAD)
def agenda() -> ResponseReturnValue:
    """Take a file and show what would become of each row. Nothing is kept, of the file or of its rows."""
    form = AgendaForm()
    if not form.validate_on_submit():
        return _asked(form)
    try:
        text = agendas.text_of(form.file.data.read())
        return _shown(text, AgendaSureForm(formdata=None, rows=text))
    except agendas.Unreadable as fault:
        form.add_problem("file", str(fault))
        return _asked(form)


@bp.post("/meetings/import/sure")
@audience(IDVA, LEAD)
def bring_in() -> ResponseReturnValue:
    """The rows that were looked at come in, all of them or none."""
    form = AgendaSureForm()
    form.validate()
    try:
        lines = agendas.read(form.rows.data or "", current_config().reference_shapes)
        made = importing.bring_in(current_db(), lines, current_by(), whole=bool(form.whole.data))
    except agendas.Unreadable:
        return redirect(url_for("cases.agenda"))
    except importing.AgendaFaulty:
        return _shown(form.rows.data or "", form)
    flash(_("Imported. Cases made, waiting to be opened: %(made)s.", made=made), "success")
    return redirect(url_for("desk.caseload" if made else "cases.meeting_list"), 303)


@bp.get("/meetings/agenda-template.csv")
@audience(IDVA, LEAD)
def agenda_template() -> ResponseReturnValue:
    """The names of the columns, and no row."""
    answer = Response(agendas.TEMPLATE, content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="agenda.csv"'
    return answer


def _asked(form: AgendaForm) -> str:
    return render_template("cases/agenda.html", form=form, lead=_leads(), columns=agendas.COLUMNS)


def _shown(text: str, form: AgendaSureForm) -> str:
    """What would become of each row. Raises Unreadable."""
    planned = importing.plan(
        current_db(), agendas.read(text, current_config().reference_shapes), current_by()
    )
    faulty = [one for one in planned if one.what is importing.What.FAULTY]
    saying = {"area_name": areas.name, "when": choices.when}
    return render_template(
        "cases/agenda_shown.html", planned=planned, faulty=faulty, form=form, lead=_leads(), **saying
    )


def _leads() -> bool:
    return accounts.current_staff().role is accounts.Role.LEAD
