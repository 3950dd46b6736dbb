"""A lead's pages: asking a second lead to give keys back, answering, and doing it with the half on paper."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from app.accounts import service as accounts
from app.cases import service as cases
from app.desk import recovering, recovery_asked, recovery_ways, restoring
from app.desk.models import Asked, Recovery
from app.desk.pages import bp, words_for
from app.desk.reading_pages import current_reader
from app.desk.recovering_form import WHY_DUTY, WHY_SAID, AnswerForm, AskForm, CasesForm, PaperForm
from app.desk.recovery_ways import Way
from app.desk.referring import NoSuchReference
from app.web.audience import LEAD, audience
from app.web.current import current_db, current_keys, current_time
from app.web.proof import proved_lately
from safety.errors import SafetyRefusal


@bp.get("/recovery")
@audience(LEAD)
def recoveries() -> ResponseReturnValue:
    """What this lead asked or is asked."""
    lead, now = accounts.current_staff(), current_time()
    rows = recovery_asked.shown_to(current_db(), lead, now)
    shown = [
        {
            "row": row,
            "over": not row.stands_at(now, recovery_asked.LASTS),
            "shut": recovering.not_opened(current_db(), row),
        }
        for row in rows
    ]
    return render_template("desk/recoveries.html", shown=shown, **_words(lead), **ways(lead))


@bp.route("/recovery/new", methods=["GET", "POST"])
@audience(LEAD)
@proved_lately
def ask_recovery() -> ResponseReturnValue:
    """Ask a second lead."""
    lead, form = current_reader(), AskForm()
    form.offer_readers(_service(lead.staff))
    form.offer_leads(lead.staff)
    if form.validate_on_submit() and asked(form, restoring.CASES):
        return redirect(url_for("desk.recoveries"), 303)
    return render_template("desk/ask_recovery.html", form=form, came=None, **ways(lead.staff))


@bp.route("/recovery/paper", methods=["GET", "POST"])
@audience(LEAD)
@proved_lately
def paper_recovery() -> ResponseReturnValue:
    """One lead, and the half on paper."""
    lead, form = current_reader(), PaperForm()
    form.offer_readers(_service(lead.staff))
    if form.validate_on_submit() and opened_with_paper(form, restoring.CASES):
        return redirect(url_for("desk.recoveries"), 303)
    return render_template("desk/ask_recovery.html", form=form, came=None, **ways(lead.staff))


@bp.get("/recovery/<uuid:asked_id>")
@audience(LEAD)
def recovery(asked_id: UUID) -> ResponseReturnValue:
    """Who asks, why, for what and for whom."""
    lead, row = accounts.current_staff(), _theirs(asked_id)
    said = recovery_asked.said_by(current_keys(), row)
    if said is None or not row.stands_at(current_time(), recovery_asked.LASTS):
        return redirect(url_for("desk.recoveries"), 303)
    told = {"row": row, "until": row.asked_at + recovery_asked.LASTS, "form": AnswerForm()}
    told["named"] = [_case(one, lead) for one in said.ids] if row.reader_id else []
    told["came"] = (
        None if row.reader_id else recovery_ways.shown(current_db(), current_keys(), row.service_id, said)
    )
    return render_template("desk/recovery.html", **told, **_words(lead))


@bp.post("/recovery/<uuid:asked_id>/accept")
@audience(LEAD)
@proved_lately
def accept_recovery(asked_id: UUID) -> ResponseReturnValue:
    """Put the key together for this one request."""
    way = restoring.CASES if _theirs(asked_id).reader_id else recovery_ways.duty_way()
    given = recovering.accept(current_db(), current_keys(), asked_id, current_reader(), current_time(), way)
    _say_given(given, way)
    return redirect(url_for("desk.recoveries"), 303)


@bp.post("/recovery/<uuid:asked_id>/refuse")
@audience(LEAD)
def refuse_recovery(asked_id: UUID) -> ResponseReturnValue:
    """The second lead says no."""
    lead, _row = accounts.current_staff(), _theirs(asked_id)
    recovery_asked.refuse(current_db(), current_keys(), asked_id, lead, current_time())
    flash(_("Refused. Nothing was opened."), "success")
    return redirect(url_for("desk.recoveries"), 303)


@bp.post("/recovery/<uuid:asked_id>/withdraw")
@audience(LEAD)
def withdraw_recovery(asked_id: UUID) -> ResponseReturnValue:
    """The first lead takes it back."""
    lead, _row = accounts.current_staff(), _theirs(asked_id)
    recovery_asked.withdraw(current_db(), current_keys(), asked_id, lead, current_time())
    flash(_("Taken back. Nothing was opened."), "success")
    return redirect(url_for("desk.recoveries"), 303)


def asked(form: AskForm, way: Way) -> bool:
    """Whether it was asked this way; what has to be put right stands beside its field."""
    try:
        wanted = form.wanted(UUID(form.to_id.data))
        recovering.ask(current_db(), current_keys(), wanted, current_reader(), current_time(), way)
    except SafetyRefusal as refusal:
        return _say_beside(form, refusal)
    said = _("Asked. Tell them yourself that it waits: it lapses after 24 hours.")
    flash(said, "success")
    return True


def opened_with_paper(form: PaperForm, way: Way) -> bool:
    """Whether it was given; what has to be put right stands beside its field."""
    try:
        reader, now = current_reader(), current_time()
        wanted, paper, trustee = form.wanted(reader.staff.id), form.paper.data, form.trustee.data
        given = recovering.with_paper(current_db(), current_keys(), wanted, paper, trustee, reader, now, way)
    except SafetyRefusal as refusal:
        return _say_beside(form, refusal)
    _say_given(given, way)
    return True


def _say_beside(form: CasesForm, refusal: SafetyRefusal) -> bool:
    """Say it where it can be put right; raises what no field can mend. Always False."""
    if isinstance(refusal, NoSuchReference):
        for reference in refusal.references:
            form.add_problem("references", _("Your service has no case %(ref)s.", ref=f"“{reference}”"))
        return False
    beside = _beside().get(refusal.code)
    if beside is None or beside[0] not in form:
        raise refusal
    form.add_problem(*beside)
    return False


def _beside() -> dict[str, tuple[str, str]]:
    return {
        "cannot_recover": (
            "reader_id",
            _(
                "They cannot be given all of these cases: their key is not certified, they must not see "
                "one, it is closed and not theirs, it is on offer to somebody who opens more of it, "
                "or no cover is recorded for a lead."
            ),
        ),
        "too_many_named": ("references", _("These are too many. Ask for 50 at a time.")),
        "not_the_second": (
            "to_id",
            _("You and this lead hold no key of these cases together. Choose another."),
        ),
        "paper_mistyped": (
            "paper",
            _("A letter is wrong or missing: the last four check the others. Look at each four again."),
        ),
        "other_paper": ("paper", _("This paper is not the one for your key. Perhaps there is an older one.")),
    }


def _say_given(given: recovery_asked.Given, way: Way) -> None:
    """What was given; and what was not, because it must not be."""
    said = ngettext("%(num)s thing was given.", "%(num)s things were given.", given.things)
    none = _("Nothing had to be given: what this key opens, they can open already.")
    if given.things or not given.shut:
        flash(said if given.things else none, "success")
    if given.shut:
        shut = ngettext(
            "%(num)s thing could not be opened: these halves do not make the recovery key it is sealed to. "
            "Only those it is sealed to read it.",
            "%(num)s things could not be opened: these halves do not make the recovery key they are sealed "
            "to. Only those they are sealed to read them.",
            given.shut,
        )
        flash(shut, "warning")
    if given.left_out and way is not restoring.CASES:
        flash(
            _("Some of it was left out: somebody decided about it since, or its 28 days are over."), "warning"
        )
    elif given.left_out:
        left = ngettext(
            "%(num)s case was left out: it is gone, somebody must not see it, or it is on offer to somebody "
            "who opens more of it.",
            "%(num)s cases were left out: they are gone, somebody must not see them, or they are on offer to "
            "somebody who opens more of them.",
            given.left_out,
        )
        flash(left, "warning")


def _theirs(asked_id: UUID) -> Recovery:
    """A request of theirs, or to them; for everybody else there is none."""
    row = current_db().get(Recovery, asked_id)
    if row is None or accounts.current_staff().id not in (row.from_id, row.to_id):
        abort(404)
    return row


def _case(case_id: UUID, lead: accounts.StaffView) -> str:
    """Its reference; none where it is gone, went to another service, or is one they must not see by now."""
    try:
        case = cases.get(current_db(), case_id)
    except cases.NoSuchCase:
        return ""
    kept = lead.id in cases.conflicts_of(current_db(), case_id)
    return "" if kept or case.service_id != lead.service_id else case.reference


def _service(lead: accounts.StaffView) -> UUID:
    if lead.service_id is None:
        raise cases.NotYours
    return lead.service_id


def _words(lead: accounts.StaffView) -> dict[str, Any]:
    shown = {"why_said": WHY_SAID, "why_duty": WHY_DUTY, "Asked": Asked}
    return {"me": lead.id, **shown, **words_for(lead)}


def ways(lead: accounts.StaffView) -> dict[str, bool]:
    """Whether there is another lead to ask, and whether a paper of this lead's is about."""
    others = [one for one in accounts.leads(current_db(), _service(lead)) if one.id != lead.id]
    paper = accounts.has_paper(current_db(), current_keys(), _service(lead), lead.id)
    return {"can_ask": bool(others), "paper": paper}
