"""Reading, and confirming live. Opening is a POST: no link, preview or Back opens it."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import service as accounts
from app.cases import service as cases
from app.desk import caseload as caseloads
from app.desk import quoting, rules, service, wording
from app.desk.beside import beside
from app.desk.forms import ConfirmForm, EmptyForm, SheetForm
from app.desk.pages import bp, words_for
from app.web import staying
from app.web.audience import IDVA, LEAD, audience
from app.web.current import current_db, current_keys, current_time
from app.web.forms import StaffForm

NOTHING_NAMED = ("Nothing was chosen", "Say which of what she sent you read back.")


def current_reader() -> service.Reader:
    """Who reads in this request; their keys are asked for only when the time has come."""
    staff = accounts.current_staff()
    return service.Reader(staff, lambda: accounts.opened_private(staff.id))


@bp.get("/cases/<uuid:case_id>/views")
@audience(IDVA, LEAD)
def views_first(case_id: UUID) -> ResponseReturnValue:
    """Asking first: a GET opens nothing."""
    staff, now = accounts.current_staff(), current_time()
    row = caseloads.row_of(current_db(), current_keys(), staff, case_id, now)
    service.require_reader(current_db(), row.case, staff, now)
    return render_template("desk/ready.html", row=row, form=EmptyForm())


@bp.post("/cases/<uuid:case_id>/views")
@audience(IDVA, LEAD)
def views(case_id: UUID) -> ResponseReturnValue:
    """What she sent, opened in this request and rendered in it; kept nowhere."""
    reader, now = current_reader(), current_time()
    opened = service.open_views(current_db(), current_keys(), case_id, reader, now)
    return _read_page(case_id, opened, reader)


def _read_page(case_id: UUID, opened: service.Opened, reader: service.Reader) -> str:
    staff, now = reader.staff, current_time()
    row = caseloads.row_of(current_db(), current_keys(), staff, case_id, now)
    wish, confirmed = rules.asked(opened.sittings), service.confirmations(current_db(), case_id)
    return render_template(
        "desk/views.html",
        row=row,
        opened=opened,
        **beside(current_db(), current_keys(), row.case, opened, staff, now),
        wish=wish,
        reach=rules.reach(wish, held=row.held, stands=row.stands),
        may=rules.may_of(opened.sittings, confirmed),
        quote=None
        if row.held
        else quoting.pass_on(current_db(), current_keys(), row.case, opened.after, now),
        **_to_confirm(opened, confirmed),
        unasked=all(one.shown.many for one in opened.sittings),
        silent=rules.unanswered(opened.sittings),
        left_out=len(opened.sittings) > len(rules.for_meeting(opened.sittings, confirmed)),
        sheet_form=_sheet_form(case_id, opened, confirmed, reader),
        **words_for(staff),
    )


def _to_confirm(opened: service.Opened, confirmed: Collection[UUID]) -> dict[str, Any]:
    """What was confirmed live, and what of hers was not, the newest first."""
    waiting = [one.shown for one in opened.sittings if one.shown.send_id not in confirmed]
    return {"confirmed": confirmed, "to_confirm": waiting, "form": ConfirmForm(formdata=None)}


def _sheet_form(
    case_id: UUID, opened: service.Opened, confirmed: Collection[UUID], reader: service.Reader
) -> SheetForm:
    """Whether all of it may be said, as it is recorded for what she sent last."""
    kept = wording.read(current_db(), current_keys(), case_id, reader.privates).wording
    newest = next((one.shown.send_id for one in rules.for_meeting(opened.sittings, confirmed)), None)
    return SheetForm(formdata=None, agreed=kept.allows(newest), of=newest.hex if newest else "")


@bp.post("/cases/<uuid:case_id>/confirm")
@audience(IDVA, LEAD)
def confirm(case_id: UUID) -> ResponseReturnValue:
    """It was read back to her live: from now on it counts as hers, and what else she sent does not."""
    case, form = may_read(case_id), ConfirmForm()
    named = [service.send_named(one) for one in form.send_id.data or []]
    send_ids = [one for one in named if one]
    if not form.validate() or not send_ids:
        return _confirm_again(case, form, send_ids)
    for send_id in send_ids:
        service.confirm(
            current_db(), current_keys(), case_id, send_id, form.live(), current_reader(), current_time()
        )
    flash(_("Noted: confirmed live."), "success")
    return redirect(url_for("desk.case", case_id=case_id))


def may_read(case_id: UUID) -> cases.Case:
    """The case, before anything that was sent is looked at. Raises NoSuchCase, NotYours, CoverNotRecorded."""
    case = cases.get_bound(current_db(), current_keys(), case_id)
    service.require_reader(current_db(), case, accounts.current_staff(), current_time())
    return case


def _confirm_again(case: cases.Case, form: ConfirmForm, send_ids: list[UUID]) -> ResponseReturnValue:
    """What is missing, over what was typed; where nothing was named, her words have to be open to choose."""
    if staying.asked():
        return staying.refused(400, *(unsaid(form) if send_ids else NOTHING_NAMED))
    if not send_ids:
        flash(_("Say which of it you read back, and how you spoke with her; then confirm."), "warning")
        return redirect(url_for("desk.case", case_id=case.id))
    return render_template("desk/confirm_again.html", form=form, case=case, send_ids=send_ids), 400


def unsaid(form: StaffForm) -> tuple[str, str]:
    """What is missing, as a page that stays says it."""
    problems = form.problems()
    first = problems[0] if problems else None
    return (first.label, first.message) if first else (str(_("Not complete")), "")
