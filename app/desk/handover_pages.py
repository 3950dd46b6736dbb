"""Hand-overs: offering a case, taking it, passing on what came late; and keeping oneself from a case."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts import service as accounts
from app.cases import service as cases
from app.desk import declaring, handover, handover_news, late, service
from app.desk.handover_form import ConflictForm, OfferForm, TakeForm
from app.desk.models import HandOver, Step
from app.desk.pages import bp, words_for
from app.desk.reading_pages import current_reader
from app.web.audience import IDVA, LEAD, audience
from app.web.current import current_db, current_keys, current_time
from app.web.proof import proved_lately
from safety.errors import SafetyRefusal

WHY_NOT = {
    "cover_missing": "The colleague's key is not certified, or they must not see this case. Choose another.",
    "meeting_missing": "Choose one of your meetings that is still ahead.",
}


@bp.get("/handovers")
@audience(IDVA, LEAD)
def handovers() -> ResponseReturnValue:
    """What this person has to answer, and what became of what they offered."""
    staff, now = accounts.current_staff(), current_time()
    rows = handover_news.shown_to(current_db(), current_keys(), staff, now)
    shown = [_told(row) for row in rows]
    handover_news.note_seen(current_db(), rows, staff, now)
    about = {"shown": shown, "me": staff.id, "lead": staff.role is accounts.Role.LEAD}
    return render_template("desk/handovers.html", **about, **words_for(staff))


def _told(row: HandOver) -> dict[str, Any]:
    """An offer as it is shown: of the case its reference, and its meeting while that is to be decided by."""
    db, keys, me = current_db(), current_keys(), accounts.current_staff()
    case, mine = cases.get(db, row.case_id), row.from_id == me.id
    own = case.idva_id == me.id
    stands = own or row.step in {Step.OFFERED, Step.ASKED}
    return {
        "row": row,
        "case": case,
        "stands": stands,
        "meeting": cases.meeting_of(db, case.meeting_id) if stands else None,
        "late": late.to_pass_on(db, keys, row) if mine else 0,
        "from_to": {one: accounts.staff(db, one) for one in (row.from_id, row.to_id)},
        "own": own,
        "covers_it": case.cover_id == me.id,
        "covers": mine and not service.may_open(db, case, me, current_time()),
    }


@bp.route("/cases/<uuid:case_id>/hand-to", methods=["GET", "POST"])
@audience(IDVA, LEAD)
@proved_lately
def hand_case(case_id: UUID) -> ResponseReturnValue:
    """Choose to whom a case goes."""
    db, reader, now, form = current_db(), current_reader(), current_time(), OfferForm()
    case = cases.get(db, case_id)
    service.require_reader(db, case, reader.staff, now)
    form.offer_to(case)
    if form.validate_on_submit():
        handover.offer(db, current_keys(), case_id, UUID(form.to_id.data), reader, now)
        flash(_("Offered. The case stays yours until it is accepted."), "success")
        return redirect(url_for("desk.handovers"))
    form.to_id.data = form.to_id.data or request.args.get("to", "")
    return render_template(
        "desk/hand_case.html", form=form, case=case, on_offer=handover.on_offer(db, case_id)
    )


@bp.route("/handovers/<uuid:offer_id>/take", methods=["GET", "POST"])
@audience(IDVA)
@proved_lately
def take_case(offer_id: UUID) -> ResponseReturnValue:
    """Accept a case: who covers, and at which meeting it is heard."""
    staff, form = accounts.current_staff(), TakeForm()
    row = _mine(offer_id, staff)
    case = cases.get(current_db(), row.case_id)
    form.offer_from(staff, own_service=case.service_id == staff.service_id)
    if form.validate_on_submit():
        taken = _taken(offer_id, form)
        if taken:
            return taken
    told = {"told": _told(row), "other": case.service_id != staff.service_id}
    return render_template("desk/take_case.html", form=form, **told, **words_for(staff))


def _mine(offer_id: UUID, staff: accounts.StaffView) -> HandOver:
    """An offer to this person that waits for their answer. Raises NotYours, OfferStands."""
    db, row = current_db(), current_db().get(HandOver, offer_id)
    if row is None or row.to_id != staff.id:
        raise cases.NotYours
    if cases.kept_from(db, current_keys(), staff.id, [row.case_id], current_time()):
        raise cases.NotYours
    if row.step is not Step.OFFERED:
        raise handover.OfferStands
    return row


def _taken(offer_id: UUID, form: TakeForm) -> ResponseReturnValue | None:
    """To the case; None where something on the form has to be put right."""
    try:
        case_id = handover.accept(
            current_db(), current_keys(), offer_id, form.taking(), current_reader(), current_time()
        )
    except SafetyRefusal as refusal:
        if refusal.code not in WHY_NOT:
            raise
        name = "meeting_id" if refusal.code == "meeting_missing" and "meeting_id" in form else "cover_id"
        form.add_problem(name, _(WHY_NOT[refusal.code]))
        return None
    flash(_("The case is yours. Her link names you, and seals to you, from the next day on."), "success")
    return redirect(url_for("desk.case", case_id=case_id))


@bp.post("/handovers/<uuid:offer_id>/decline")
@audience(IDVA)
def decline_case(offer_id: UUID) -> ResponseReturnValue:
    """Say no to an offer."""
    handover.decline(current_db(), current_keys(), offer_id, accounts.current_staff(), current_time())
    flash(_("Declined. The case stays where it was."), "success")
    return redirect(url_for("desk.handovers"))


@bp.post("/handovers/<uuid:offer_id>/withdraw")
@audience(IDVA, LEAD)
def withdraw_offer(offer_id: UUID) -> ResponseReturnValue:
    """Take an offer back."""
    handover.withdraw(current_db(), current_keys(), offer_id, accounts.current_staff(), current_time())
    flash(_("Taken back. The case stays yours."), "success")
    return redirect(url_for("desk.handovers"))


@bp.post("/handovers/<uuid:offer_id>/pass-on")
@audience(IDVA, LEAD)
def pass_on(offer_id: UUID) -> ResponseReturnValue:
    """Give on, unread, what came sealed to this person after the hand-over."""
    given = late.pass_on(current_db(), current_keys(), offer_id, current_reader(), current_time())
    flash(ngettext("%(num)s passed on, unread.", "%(num)s passed on, unread.", given), "success")
    return redirect(url_for("desk.handovers"))


@bp.route("/conflict", methods=["GET", "POST"])
@audience(IDVA, LEAD)
def conflict() -> ResponseReturnValue:
    """Keep oneself from a case. The answer is the same whether there is such a case or not."""
    form = ConflictForm()
    if form.validate_on_submit() and _noted(form):
        return redirect(url_for("desk.conflict"))
    form.reference.data = form.reference.data or request.args.get("reference", "")[:40]
    staff, now = accounts.current_staff(), current_time()
    kept = cases.declared_by(current_db(), current_keys(), [staff.id], now)
    return render_template("desk/conflict.html", form=form, kept=kept)


def _noted(form: ConflictForm) -> bool:
    """Whether it was declared; where too many are remembered, nothing was."""
    try:
        reference, lasting = form.reference.data, not form.fault
        reader, now = current_reader(), current_time()
        own = declaring.declare(current_db(), current_keys(), reference, reader, now, lasting=lasting)
    except cases.TooManyDeclared:
        said = _("50 are remembered for you, which is the most. Forget one first.")
        form.add_problem("reference", said)
        return False
    _say_noted(own=own, lasting=lasting)
    return True


@bp.post("/conflict/<uuid:declared_id>/forget")
@audience(IDVA, LEAD)
def forget_conflict(declared_id: UUID) -> ResponseReturnValue:
    """Of cases that come later, this reference bars them no longer."""
    by = cases.By(accounts.current_staff(), current_keys(), current_time())
    if not cases.forget(current_db(), declared_id, by):
        abort(404)
    flash(
        _("Forgotten. From a case that you are kept from already only her IDVA can release you."), "success"
    )
    return redirect(url_for("desk.conflict"))


def _say_noted(*, own: bool, lasting: bool) -> None:
    if lasting:
        said = _(
            "Noted. If a colleague here has such a case, you are kept from it; so you are from one that "
            "comes within a year, opened here or on offer from another service."
        )
    else:
        said = _(
            "Noted. If a colleague here has such a case, you are kept from it, and one on offer to you is "
            "declined. It is not remembered: should such a case be offered to you later, say it again."
        )
    flash(said, "success")
    if own:
        flash(
            _(
                "A case of your own has this reference. You are not kept from it: it stays yours, and you "
                "can open it, until another IDVA has taken it over. Open it and choose “Hand it to another "
                "IDVA”."
            ),
            "warning",
        )
