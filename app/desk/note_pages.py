"""Leaving a note for her: choose, see it as she will, leave it. Looking changes nothing."""

from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from app.accounts import service as accounts
from app.cases import service as cases
from app.desk import notes, outcomes
from app.desk.forms import NoteForm
from app.desk.pages import bp
from app.entry import service as entry
from app.web.audience import IDVA, LEAD, audience
from app.web.current import current_db, current_keys, current_time
from app.web.locale import locale_of
from safety.retention import reply_end


@bp.route("/cases/<uuid:case_id>/note", methods=["GET", "POST"])
@audience(IDVA, LEAD)
def note(case_id: UUID) -> ResponseReturnValue:
    """Approved sentences, chosen and seen in both languages before they are left."""
    case, form = _open_to(case_id), NoteForm()
    form.say.choices = [SelectChoice(each.id, each.english) for each in entry.sentences(case.form_locale)]
    if not form.validate_on_submit():
        return _page(case, form)
    if "leave" not in request.form:
        return _page(case, form, seen=True)
    staff, now = accounts.current_staff(), current_time()
    notes.leave(current_db(), current_keys(), case_id, form.say.data, staff, now, tells=form.tells.data)
    flash(_("It waits behind her code until %(until)s.", until=cases.when(reply_end(now))), "success")
    return redirect(url_for("desk.case", case_id=case_id))


def _open_to(case_id: UUID) -> cases.Case:
    """The case, where this person may leave a note now. Raises what leaving one would."""
    case = cases.get(current_db(), case_id)
    cases.covering.require_reader(current_db(), case, accounts.current_staff(), current_time())
    if not notes.agreed(current_db(), current_keys(), case, current_time()):
        raise notes.NoteNotAgreed
    return case


def _page(case: cases.Case, form: NoteForm, *, seen: bool = False) -> str:
    return render_template(
        "desk/note.html",
        case=case,
        form=form,
        seen=seen,
        sentences=entry.sentences(case.form_locale),
        hers=locale_of(case.form_locale),
        until=cases.when(reply_end(current_time())),
        can_tell=outcomes.of_case(current_db(), case.id) is not None,
        waits=notes.waiting(current_db(), case, current_time()),
    )
