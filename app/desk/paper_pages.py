"""What goes on paper: the speaking sheet, what will be said on it, and the pack of a meeting.

Opening is a POST: no link, preview or Back opens anything. Nothing made here is kept.
"""

from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID

from flask import Response, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import service as accounts
from app.cases import service as cases
from app.desk import caseload as caseloads
from app.desk import making, service, wording
from app.desk.forms import EmptyForm, SheetForm
from app.desk.headings import Standing
from app.desk.pages import bp, words_for
from app.desk.reading_pages import current_reader
from app.desk.rules import May, for_meeting, may_of
from app.desk.sending import numbered
from app.desk.sheet import HERS, MUST_NOT, ORDER, first_words, sheet
from app.desk.wording_form import WordingForm
from app.web import pdf, staying
from app.web.audience import IDVA, LEAD, audience
from app.web.current import current_db, current_keys, current_time
from safety.speaking import direction


@bp.get("/cases/<uuid:case_id>/sheet", endpoint="sheet_first")
@bp.get("/cases/<uuid:case_id>/wording", endpoint="wording_first")
@audience(IDVA, LEAD)
def sheet_first(case_id: UUID) -> ResponseReturnValue:
    """Asking first: a GET opens nothing."""
    staff, now = accounts.current_staff(), current_time()
    row = caseloads.row_of(current_db(), current_keys(), staff, case_id, now)
    service.require_reader(current_db(), row.case, staff, now)
    return render_template("desk/ready_sheet.html", row=row, form=EmptyForm())


@bp.post("/cases/<uuid:case_id>/sheet")
@audience(IDVA, LEAD)
def speaking_sheet(case_id: UUID) -> ResponseReturnValue:
    """One page to speak from, made in memory in this request."""
    form, answer = SheetForm(), None
    if "agreed" in request.form and form.validate():
        answer = making.Answer(form.agreed.data or "", form.of.data or "")
    made = making.make(current_db(), current_keys(), case_id, current_reader(), current_time(), answer=answer)
    return _on_paper("desk/sheet.html", [made], made.row.meeting)


def _on_paper(template: str, made: list[making.Made], meeting: cases.Meeting | None, **more: Any) -> Response:
    """The page, or the PDF of it where that was asked for and can be made."""
    asked = "pdf" in request.form and pdf.available()
    about = {"made": made, "meeting": meeting, "has_pdf": pdf.available(), "large": "large" in request.form}
    words = about | {
        "texts": texts(),
        "pdf": asked,
        "direction": direction,
        **more,
        **words_for(accounts.current_staff()),
    }
    page = render_template("desk/paper.html" if asked else template, **words)
    if not asked:
        return make_response(page)
    answer = Response(pdf.made(page, style()), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{_file_name(meeting)}"'
    return answer


@cache
def style() -> str:
    """How these pages look on paper."""
    return files("app.desk").joinpath("static/paper.css").read_text(encoding="utf-8")


def _file_name(meeting: cases.Meeting | None) -> str:
    return f"meeting-{cases.london(meeting.starts_at).date()}.pdf" if meeting else "meeting.pdf"


def texts() -> dict[str, str]:
    """The headings of the sheet."""
    return {
        "not": _("Must not happen"),
        "want": _("She wants"),
        "worry": _("What worries her most"),
        "avoid": _("Not to be shared with"),
        "kids": _("About the children"),
        "change": _("What has changed"),
        "trust": _("What works already"),
        "with": _("Who to work with"),
        "tell": _("How and when to tell her"),
        "easier": _("Interpreter and access"),
    }


@bp.post("/cases/<uuid:case_id>/wording")
@audience(IDVA, LEAD)
def word_it(case_id: UUID) -> ResponseReturnValue:
    """Her words, and beside them the boxes for what will be said; keeping them goes on to the sheet."""
    form, reader, now = WordingForm(), current_reader(), current_time()
    if "keep" not in request.form or not form.validate():
        return _wording_page(case_id, form, reader, now)
    try:
        wording.keep(current_db(), current_keys(), case_id, form.at, form.wording(), reader.staff, now)
    except wording.WordsChanged:
        if _kept_now(case_id, reader) != form.wording():
            return _wording_page(case_id, form, reader, now, changed=True), 409
    if staying.asked():
        return staying.come()
    made = making.make(current_db(), current_keys(), case_id, reader, now)
    return _on_paper("desk/sheet.html", [made], made.row.meeting)


def _kept_now(case_id: UUID, reader: service.Reader) -> wording.Wording:
    return wording.read(current_db(), current_keys(), case_id, reader.privates).wording


def _wording_page(
    case_id: UUID, form: WordingForm, reader: service.Reader, now: datetime, *, changed: bool = False
) -> str:
    """What is typed stays typed; what a colleague kept in between stands beneath each box."""
    db, keys = current_db(), current_keys()
    opened = service.open_views(db, keys, case_id, reader, now, service.VIEWS, "to word the sheet")
    kept = wording.read(db, keys, case_id, reader.privates)
    confirmed = service.confirmations(db, case_id)
    ours = for_meeting(opened.sittings, confirmed)
    newest = ours[0].shown.send_id if ours else None
    standing = Standing.of(ours, confirmed, making.translated(db, opened))
    first = first_words(standing)
    if "keep" not in request.form:
        form.fill(kept, newest, first.quote if first else None)
    return render_template(
        "desk/wording.html",
        form=form,
        kept=kept,
        theirs=kept.wording if changed else None,
        row=caseloads.row_of(db, keys, reader.staff, case_id, now),
        ask=bool(opened.sittings) and may_of(opened.sittings, confirmed) is not May.ALL,
        stale=sheet(opened.sittings, agreed=False, wording=kept.wording, confirmed=confirmed).stale,
        texts=texts(),
        first=first,
        hers={name: standing.under(name) for name in (MUST_NOT, *HERS)},
        order=(MUST_NOT, *ORDER) if standing.sends else (),
        several=len(standing.sends) > 1,
        numbers=numbered(opened),
        **words_for(reader.staff),
    )


@bp.get("/meetings/<uuid:meeting_id>/pack")
@audience(IDVA, LEAD)
def pack_first(meeting_id: UUID) -> ResponseReturnValue:
    """The agenda as far as it is theirs, and what has changed since they printed it; nothing is opened."""
    db, keys, staff, now = current_db(), current_keys(), accounts.current_staff(), current_time()
    meeting = cases.own_meeting(db, meeting_id, staff.service_id)
    agenda = making.agenda(db, meeting_id, staff)
    rows = [caseloads.row_of(db, keys, staff, case.id, now) for case in agenda]
    paper = {row.case.id: making.on_paper(db, keys, row, staff.id) for row in rows}
    open_now = {row.case.id for row in rows if service.may_open(db, row.case, staff, now)}
    about = {"meeting": meeting, "rows": rows, "paper": paper, "may_open": open_now}
    about["held"] = cases.london(meeting.starts_at).date() <= cases.london(now).date()
    about["lead"] = staff.role is accounts.Role.LEAD
    return render_template("desk/agenda.html", **about, **words_for(staff))


@bp.post("/meetings/<uuid:meeting_id>/pack")
@audience(IDVA, LEAD)
def pack(meeting_id: UUID) -> ResponseReturnValue:
    """One page for each own case on the agenda, made in memory in this request."""
    made = making.pack(current_db(), current_keys(), meeting_id, current_reader(), current_time())
    return _on_paper("desk/pack.html", made.made, made.meeting, missing=made.missing, ticks=True)
