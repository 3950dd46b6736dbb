"""What came of it: four taps, told back, and the record that leaves for a case system. Opening is a POST."""

import json
from collections.abc import Container
from datetime import datetime
from typing import Any
from uuid import UUID

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import service as accounts
from app.cases import service as cases
from app.desk import caseload as caseloads
from app.desk import handover_news, making, notes, outcomes, record, service
from app.desk.headings import Standing
from app.desk.outcome_form import UNMET, OutcomeForm
from app.desk.pages import bp, words_for
from app.desk.reading import wishes_known
from app.desk.reading_pages import current_reader
from app.desk.wishes import WANT, believed, wishes_of
from app.web import staying
from app.web.audience import IDVA, LEAD, PUBLIC_STAFF, audience
from app.web.current import current_db, current_keys, current_time
from app.web.described import JSON, Shaped, described
from safety.errors import SafetyRefusal
from safety.standard import Told

RECORDS = Shaped(JSON, {"type": "object", "description": f"as {record.NAME} says"})


@bp.get("/cases/<uuid:case_id>/outcome")
@audience(IDVA, LEAD)
def outcome_first(case_id: UUID) -> ResponseReturnValue:
    """A GET opens nothing: back to the case, where it is said what does, or why nothing can."""
    db, staff, now = current_db(), accounts.current_staff(), current_time()
    row = caseloads.row_of(db, current_keys(), staff, case_id, now)
    if not outcomes.is_held(db, row.case, now):
        flash(_not_yet(row), "warning")
    elif service.may_open(db, row.case, staff, now):
        flash(_to_press(outcomes.of_case(db, case_id) is not None), "info")
    else:
        flash(_not_theirs(covers=staff.id == row.case.cover_id), "warning")
    return redirect(url_for("desk.case", case_id=case_id))


def _not_yet(row: caseloads.Row) -> str:
    """Why nothing can be written down of what came of it."""
    if row.meeting is None:
        return str(_("This case has no meeting yet, so nothing can have come of one."))
    at = cases.when(row.meeting.starts_at)
    said: str = _(
        "The meeting has not been held: it is on %(at)s. From that day what came of it can be written down.",
        at=at,
    )
    return said


def _to_press(there: bool) -> str:
    """What opens it, by what stands on the case's page."""
    step = _("Change what came of it") if there else _("Write down what came of it")
    return str(_("An address alone opens nothing: press “%(step)s” here.", step=step))


def _not_theirs(*, covers: bool) -> str:
    """Why it does not open to somebody who sees the case."""
    if covers:
        return str(_("Cover is not recorded, so what came of it does not open to you. Record cover first."))
    return str(_("What came of it is written down by her IDVA, or by recorded cover."))


@bp.post("/cases/<uuid:case_id>/outcome")
@audience(IDVA, LEAD)
def outcome(case_id: UUID) -> ResponseReturnValue:
    """What she wanted, opened in this request, and what came of it."""
    form = _form(case_id)
    try:
        return _answered(case_id, form, current_reader(), current_time())
    except (cases.NotYours, service.CoverNotRecorded) as refusal:
        return _handed_over(case_id, form, refusal)


def _answered(case_id: UUID, form: OutcomeForm, reader: service.Reader, now: datetime) -> ResponseReturnValue:
    """Written down; which wishes have no answer yet is said. The same once more is written down already."""
    if "keep" not in request.form or not form.validate():
        return _page(case_id, form, reader, now)
    db, keys = current_db(), current_keys()
    try:
        version = outcomes.write(db, keys, case_id, form.at, form.what(), reader.staff, now)
    except outcomes.OutcomeChanged:
        found = outcomes.read(db, keys, case_id, reader.privates())
        if found.what is None or outcomes.as_shown(found.what) != outcomes.as_shown(form.what()):
            return _page(case_id, form, reader, now, changed=True), 409
        version = found.version
    if form.unanswered:
        form.version.data = str(version)
        return staying.come() if staying.asked() else _page(case_id, form, reader, now, kept=True)
    flash(_("Written down. It can be changed."), "success")
    return redirect(url_for("desk.case", case_id=case_id))


def _handed_over(case_id: UUID, form: OutcomeForm, refusal: SafetyRefusal) -> ResponseReturnValue:
    """To whom the case went, over what was typed; who is not to hear that is refused as ever."""
    staff = accounts.current_staff()
    row = handover_news.handed_on(current_db(), current_keys(), case_id, staff.id, current_time())
    if row is None or row.answered_at is None:
        raise refusal
    case = cases.get(current_db(), case_id)
    said = _whose(row.to_id, row.answered_at, case)
    if staying.asked():
        return staying.refused(409, _("This case was handed over"), said)
    covers = case.cover_id == staff.id
    return render_template("desk/outcome_handed.html", form=form, case=case, said=said, covers=covers), 409


def _whose(taker_id: UUID, at: datetime, case: cases.Case) -> str:
    """Who took it over, and when; where it went on from them, only that it did."""
    if taker_id != case.idva_id:
        return str(_("It was handed on, so what came of it is not yours to write down. Nothing was changed."))
    taker = accounts.staff(current_db(), taker_id)
    said: str = _(
        "%(who)s took it over on %(at)s, so what came of it is theirs to write down. Nothing was changed.",
        who=taker.display_name if taker else _("Another IDVA"),
        at=cases.when(at),
    )
    return said


def _form(case_id: UUID) -> OutcomeForm:
    """The form, with the days on which, and the ways in which, she can have been told."""
    form, db, now = OutcomeForm(), current_db(), current_time()
    case = cases.get(db, case_id)
    meeting, outcome = cases.meeting_of(db, case.meeting_id), outcomes.of_case(db, case_id)
    by_note = outcome is not None and outcome.told is Told.NOTE
    if not by_note and not notes.agreed(db, current_keys(), case, now):
        form.leave_out_notes()
    form.today = cases.london(now).date()
    form.meeting_on = cases.london(meeting.starts_at).date() if meeting else form.today
    return form


def _page(
    case_id: UUID,
    form: OutcomeForm,
    reader: service.Reader,
    now: datetime,
    *,
    changed: bool = False,
    kept: bool = False,
) -> str:
    db, keys = current_db(), current_keys()
    case = cases.get(db, case_id)
    service.require_reader(db, case, reader.staff, now)  # nobody else hears whether there was a meeting yet
    outcomes.require_held(db, case, now)
    opened = service.open_views(db, keys, case_id, reader, now, service.VIEWS, "what came of it")
    written = outcomes.read(db, keys, case_id, reader.privates())
    standing = Standing.of(opened.sittings, service.confirmations(db, case_id), making.translated(db, opened))
    hers, every = wishes_of(believed(standing)), wishes_of(standing)
    first = "keep" not in request.form
    if first:
        form.fill(written, [*hers, *_gone(written, hers)])
    if changed:
        form.take_in(written)
    row = caseloads.row_of(db, keys, reader.staff, case_id, now)
    return render_template(
        "desk/outcome.html",
        form=form,
        row=row,
        offered=list(form.wishes),
        every=every,
        apart=[name for name in every if name not in hers],
        known=wishes_known(WANT),
        reasons=UNMET,
        written=written,
        theirs=written.what if changed else None,
        differing=form.differing(written.what) if changed and written.what else None,
        kept=kept,
        open=form.unanswered if kept or (first and written.what) else [],
        may_note=notes.agreed(db, keys, row.case, now),
        **words_for(reader.staff),
    )


def _gone(written: outcomes.Written, hers: Container[str]) -> list[str]:
    """What was answered before and cannot be opened any more."""
    return [name for name in written.what.wishes if name not in hers] if written.what else []


@bp.post("/cases/<uuid:case_id>/outcome.json")
@audience(IDVA, LEAD)
@described({200: RECORDS})
def export_case(case_id: UUID) -> ResponseReturnValue:
    """One case's record: a reference, dates and codes."""
    staff, now = accounts.current_staff(), current_time()
    row = caseloads.row_of(current_db(), current_keys(), staff, case_id, now)
    return _file(record.exported(current_db(), current_keys(), [row], staff, now))


@bp.post("/meetings/<uuid:meeting_id>/outcomes.json")
@audience(IDVA, LEAD)
@described({200: RECORDS})
def export_meeting(meeting_id: UUID) -> ResponseReturnValue:
    """The records of this person's cases on one agenda; for a lead, of the service's."""
    staff, now = accounts.current_staff(), current_time()
    rows = record.rows_of(current_db(), current_keys(), meeting_id, staff, now)
    return _file(record.exported(current_db(), current_keys(), rows, staff, now))


def _file(told: dict[str, Any]) -> Response:
    answer = Response(json.dumps(told, indent=1, ensure_ascii=False), mimetype="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="outcomes.json"'
    return answer


@bp.get("/outcome-1.schema.json")
@audience(PUBLIC_STAFF)
@described({200: Shaped("application/schema+json", {"type": "object"})})
def outcome_schema() -> ResponseReturnValue:
    """The shape of the record, for whoever makes a case system read it."""
    return Response(json.dumps(record.schema(), indent=1), mimetype="application/schema+json")
