"""Taking views live, a page a step. What was saved is opened again only by a press, and never by looking.

Every answer is sent by a POST that is answered with a way on, so that no browser keeps it; a fault answers
with the same page and every word still in it.
"""

from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError

from app.accounts import service as accounts
from app.cases import service as cases
from app.desk import live, service
from app.desk.live_forms import BeginForm, ReadBackForm, StepForm, step_form
from app.desk.models import Taking
from app.desk.pages import bp, words_for
from app.desk.reading import Submission
from app.desk.reading_pages import current_reader
from app.entry import service as entry
from app.web import quiet
from app.web.audience import IDVA, LEAD, audience
from app.web.current import current_db, current_keys, current_time
from app.web.locale import locale_of


@bp.route("/cases/<uuid:case_id>/live", methods=["GET", "POST"])
@audience(IDVA, LEAD)
def live_begin(case_id: UUID) -> ResponseReturnValue:
    """How they speak, and what is said first."""
    case, staff, form = _open_to(case_id), accounts.current_staff(), BeginForm()
    form.offer(case)
    if form.validate_on_submit():
        taking = live.begin(
            current_db(), current_keys(), case_id, form.live(), form.lang.data, staff, current_time()
        )
        return redirect(_first_step(case_id, taking), 303)
    return render_template(
        "desk/live_begin.html",
        form=form,
        unfinished=live.unfinished(current_db(), case_id, staff.id),
        **_around(case),
    )


@bp.route("/cases/<uuid:case_id>/live/<uuid:taking_id>/<step_id>", methods=["GET", "POST"])
@audience(IDVA, LEAD)
def live_step(case_id: UUID, taking_id: UUID, step_id: str) -> ResponseReturnValue:
    """One step: asked, written down, saved; then the next."""
    case = _open_to(case_id)
    step = _step(case, step_id)
    form = step_form(step)
    try:
        taking = _taking(case_id, taking_id)
    except live.WasReadBack as over:
        return _too_late(case, step, form, over)
    if not form.validate_on_submit() or not _saved(taking, step, form):
        return _step_page(case, taking, step, form)
    return redirect(_onward(case, taking, step, form), 303)


@bp.post("/cases/<uuid:case_id>/live/<uuid:taking_id>/<step_id>/saved")
@audience(IDVA, LEAD)
def live_saved(case_id: UUID, taking_id: UUID, step_id: str) -> ResponseReturnValue:
    """One step with what was saved for it, opened in this request."""
    case, taking = _open_to(case_id), _taking(case_id, taking_id)
    step = _step(case, step_id)
    form = step_form(step)
    form.fill(step, live.answered(_opened(taking)))
    return _step_page(case, taking, step, form)


@bp.get("/cases/<uuid:case_id>/live/<uuid:taking_id>/read-back")
@audience(IDVA, LEAD)
def live_read_back_first(case_id: UUID, taking_id: UUID) -> ResponseReturnValue:
    """What may still be asked, and a press that opens what was saved."""
    case, taking = _open_to(case_id), _taking(case_id, taking_id)
    return render_template(
        "desk/live_read_back.html", taking=taking, sitting=None, form=None, **_around(case)
    )


@bp.post("/cases/<uuid:case_id>/live/<uuid:taking_id>/read-back")
@audience(IDVA, LEAD)
def live_read_back(case_id: UUID, taking_id: UUID) -> ResponseReturnValue:
    """All that was saved, to be read back to her; opened in this request."""
    case, taking = _open_to(case_id), _taking(case_id, taking_id)
    return _read_back_page(case, taking, ReadBackForm(formdata=None))


@bp.post("/cases/<uuid:case_id>/live/<uuid:taking_id>/done")
@audience(IDVA, LEAD)
def live_done(case_id: UUID, taking_id: UUID) -> ResponseReturnValue:
    """Read back to her: yes."""
    case, taking, form = _open_to(case_id), _taking(case_id, taking_id), ReadBackForm()
    if not form.validate():
        return _read_back_page(case, taking, form)
    live.read_back(current_db(), current_keys(), taking, accounts.current_staff(), current_time())
    flash(_("Kept, read back and confirmed live."), "success")
    return redirect(url_for("desk.case", case_id=case_id), 303)


def _open_to(case_id: UUID) -> cases.Case:
    """The case, where this person may write down her words. Raises what taking them would."""
    case = cases.get_bound(current_db(), current_keys(), case_id)
    service.require_reader(current_db(), case, accounts.current_staff(), current_time())
    return case


def _taking(case_id: UUID, taking_id: UUID) -> Taking:
    return live.taking_of(current_db(), case_id, taking_id, accounts.current_staff())


def _too_late(
    case: cases.Case, step: entry.Step, form: StepForm, over: live.WasReadBack
) -> ResponseReturnValue:
    """What was written down after it was read back: still there, to go into another conversation."""
    typed = [(one, answer) for one in step.questions if not (answer := form.answer(one)).empty]
    if not form.is_submitted() or not typed:
        raise over
    page = render_template("desk/live_over.html", step=step, typed=typed, over=over, **_around(case))
    return page, 409


def _aloud(case: cases.Case) -> entry.Aloud:
    return live.aloud(current_db(), current_keys(), case)


def _step(case: cases.Case, step_id: str) -> entry.Step:
    found = next((step for step in _aloud(case).steps if step.id == step_id), None)
    if found is None:
        raise live.NoSuchTaking
    return found


def _first_step(case_id: UUID, taking_id: UUID) -> str:
    step = _aloud(cases.get(current_db(), case_id)).steps[0]
    return url_for("desk.live_step", case_id=case_id, taking_id=taking_id, step_id=step.id)


def _saved(taking: Taking, step: entry.Step, form: StepForm) -> bool:
    """Keep what was answered; where the database takes nothing just now, the page that holds it says so."""
    answers, staff, now = form.answers(step), accounts.current_staff(), current_time()
    try:
        if answers:
            live.keep(current_db(), current_keys(), taking, answers, staff, now)
    except OperationalError as fault:
        quiet.failed("an answer taken live could not be kept", fault)
        current_db().rollback()
        form.add_problem(
            "shown", _("It could not be saved just now. Every word is still here: save it again.")
        )
        return False
    return True


def _onward(case: cases.Case, taking: Taking, step: entry.Step, form: StepForm) -> str:
    """The next of the short path; after it, after a card, and after a change, reading back."""
    path = [one.id for one in _aloud(case).steps if not one.card]
    if step.card or step.id == path[-1] or form.shown.data:
        return url_for("desk.live_read_back_first", case_id=case.id, taking_id=taking.id)
    ahead = path[path.index(step.id) + 1]
    return url_for("desk.live_step", case_id=case.id, taking_id=taking.id, step_id=ahead)


def _opened(taking: Taking) -> Submission | None:
    reader, now = current_reader(), current_time()
    opened = service.open_views(
        current_db(), current_keys(), taking.case_id, reader, now, service.VIEWS, "while taking them live"
    )
    return live.sitting(opened, taking)


def _around(case: cases.Case) -> dict[str, object]:
    """What every page of it shows: the case, the form in both languages, how her language is written."""
    return {
        "case": case,
        "aloud": _aloud(case),
        "hers": locale_of(case.form_locale),
        **words_for(accounts.current_staff()),
    }


def _step_page(case: cases.Case, taking: Taking, step: entry.Step, form: StepForm) -> str:
    onward = _onward(case, taking, step, form)
    return render_template(
        "desk/live_step.html", taking=taking, step=step, form=form, onward=onward, **_around(case)
    )


def _read_back_page(case: cases.Case, taking: Taking, form: ReadBackForm) -> str:
    around = _around(case)
    return render_template(
        "desk/live_read_back.html", taking=taking, sitting=_opened(taking), form=form, **around
    )
