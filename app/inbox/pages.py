"""The duty inbox: what came, opened by a press, and what becomes of it. Nothing is opened by a GET."""

from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.fields.choices import SelectChoice

from app.accounts import service as accounts
from app.cases import service as cases
from app.desk import service as desk
from app.inbox import instead, into_english, service
from app.inbox import rota as rotas
from app.inbox.forms import DONE, SAID, DecideForm
from app.inbox.models import SEEN_TWICE, What
from app.inbox.opening import one_of
from app.translating import service as translating
from app.web.audience import IDVA, LEAD, audience
from app.web.current import current_db, current_keys, current_time
from app.web.locale import locales

bp = Blueprint("inbox", __name__, url_prefix="/staff", template_folder="templates")
WAITS = _l("Written down. It stays open until somebody else opens it and says the same.")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


@bp.get("/inbox")
@audience(IDVA, LEAD)
def arrivals() -> ResponseReturnValue:
    """What came and until when it is to be read; who is on duty."""
    staff, now = accounts.current_staff(), current_time()
    assert staff.service_id is not None
    db, keys = current_db(), current_keys()
    rota, came = rotas.rota_of(db, staff.service_id), service.waiting(db, staff.service_id)
    said: dict[str, Any] = {"rota": rota, "days": DAYS, "lead": staff.role is accounts.Role.LEAD, "now": now}
    said["unmanned"] = service.unmanned(db, keys, staff.service_id, now)
    said["mine"] = rota is not None and staff.id in rota.days
    said["back"] = service.returnable(db, [one.sitting.id for one in came]) if said["mine"] else set()
    said["unsaved"] = unsaved(staff.service_id, rota)
    said["instead"] = instead.coming(db, staff.service_id, now)
    return render_template("inbox/arrivals.html", came=came, **said, **words_for(staff))


def words_for(staff: accounts.StaffView) -> dict[str, Any]:
    """What these pages say things with."""
    assert staff.service_id is not None
    people = {one.id: one.display_name for one in accounts.people(current_db(), staff.service_id)}
    shown = {"people": people, "when": cases.when, "on": on_day, "said": DONE, "What": What}
    return {**shown, "locales": locales()}


def unsaved(service_id: UUID, rota: rotas.Rota | None) -> list[str] | None:
    """Of a rota that is not as a lead saved it: the names of who holds the duty key. None of any other."""
    db, keys = current_db(), current_keys()
    if rota is None or rotas.as_saved(keys, service_id, rota):
        return None
    holders = (accounts.staff(db, one) for one in accounts.vouched_for(db, keys, service_id))
    return sorted(one.display_name for one in holders if one)


def on_day(day: date) -> str:
    """A day as staff read it."""
    return f"{day:%a} {day.day} {day:%b %Y}"


@bp.get("/inbox/<uuid:sitting_id>")
@audience(IDVA)
def arrival_first(sitting_id: UUID) -> ResponseReturnValue:
    """Asking first: a GET opens nothing."""
    return redirect(url_for(".arrivals"), 303)


@bp.post("/inbox/<uuid:sitting_id>")
@audience(IDVA)
def arrival(sitting_id: UUID) -> ResponseReturnValue:
    """What came, opened in this request and rendered in it; kept nowhere."""
    return _page(sitting_id, _form(formdata=None))


def _form(**given: Any) -> DecideForm:
    """With the services here that take something over."""
    form, staff = DecideForm(**given), accounts.current_staff()
    assert staff.service_id is not None
    there = service.places(current_db(), staff.service_id, current_time())
    named = [SelectChoice(str(one.id), _place(one)) for one in there]
    form.to.choices = [*form.to.choices, *named]
    return form


def _place(one: accounts.ServiceView) -> str:
    return f"{one.name} ({', '.join(cases.area_name(code) for code in one.areas)})"


@bp.post("/inbox/<uuid:sitting_id>/decide")
@audience(IDVA)
def decide(sitting_id: UUID) -> ResponseReturnValue:
    """What becomes of it; what is to be put right is shown beside it, opened again."""
    form = _form()
    said = _decided(sitting_id, form) if form.validate() else None
    if said is None:
        return _page(sitting_id, form)
    flash(said, "success")
    return redirect(url_for("cases.new_case" if form.what.data == What.NEW_CASE else ".arrivals"), 303)


@bp.post("/inbox/<uuid:sitting_id>/take-back")
@audience(IDVA)
def take_back(sitting_id: UUID) -> ResponseReturnValue:
    """It went to the wrong place, and nobody opened it there."""
    service.take_back(current_db(), current_keys(), sitting_id, accounts.current_staff(), current_time())
    flash(_("Taken back: it waits here again."), "success")
    return redirect(url_for(".arrivals"), 303)


@bp.post("/cases/<uuid:case_id>/not-hers/<uuid:send_id>")
@audience(IDVA, LEAD)
def not_hers(case_id: UUID, send_id: UUID) -> ResponseReturnValue:
    """What was matched to a case is not hers: back to the inbox."""
    service.not_hers(current_db(), current_keys(), case_id, send_id, accounts.current_staff(), current_time())
    flash(_("Given back: it waits in the duty inbox again, and nothing of it is kept here."), "success")
    return redirect(url_for("desk.case", case_id=case_id), 303)


def _decided(sitting_id: UUID, form: DecideForm) -> str | None:
    """What to say of it; None where the form says what is to be put right."""
    db, keys, now = current_db(), current_keys(), current_time()
    try:
        if _shown_first(sitting_id, form):
            return None
        waits = service.decide(db, keys, sitting_id, form.decision(), current_reader(), now)
        return str(WAITS) if waits else _("Written down.")
    except (service.MatchedBefore, service.PassedBefore):
        return str(_("It is there already: nothing went a second time."))
    except cases.NoSuchCase:
        form.add_problem("reference", _("No open case here has this reference."))
    except service.DecidedBefore as stands:
        form.seen.data = None
        form.add_problem("what", _standing(stands))
    except service.NobodyThere:
        form.add_problem("to", _("Nobody is on duty there now. Ring them; then say who has it."))
    return None


def _standing(stands: service.DecidedBefore) -> str:
    """What somebody decided already, so that whoever was about to decide knows."""
    staff, row = accounts.current_staff(), stands.row
    people = words_for(staff)["people"]
    who = _("You") if row.by_id == staff.id else people.get(row.by_id, _("Somebody"))
    said = {"who": who, "at": cases.when(row.at), "to": stands.reference or _("a case")}
    if row.what is What.MATCHED:
        matched: str = _(
            "%(who)s matched it to %(to)s already, %(at)s. Nothing more was written down. If it is not hers, "
            "take it back in the list; where somebody opened it there, the case's worker gives it back.",
            **said,
        )
        return matched
    waits = row.what in SEEN_TWICE and row.second_id is None
    said["what"] = str((SAID if waits else DONE)[row.what])
    meanwhile: str = _(
        "%(who)s wrote down meanwhile, %(at)s: “%(what)s”. Nothing of yours was written down yet. "
        "Look again; if yours is right, press again.",
        **said,
    )
    return meanwhile


def _shown_first(sitting_id: UUID, form: DecideForm) -> bool:
    """Whose case it would go to is said before it goes, and that it was asked for is written down.

    Raises NoSuchCase, MatchedBefore, DecidedBefore.
    """
    reference = (form.reference.data or "").strip()
    if form.what.data != What.MATCHED or form.sure.data == reference:
        return False
    staff, now = accounts.current_staff(), current_time()
    case = service.whose(current_db(), current_keys(), sitting_id, form.decision(), staff, now)
    meeting, worker = (
        cases.meeting_of(current_db(), case.meeting_id),
        accounts.staff(current_db(), case.idva_id),
    )
    said = {"reference": case.reference, "who": worker.display_name if worker else _("somebody who left")}
    said["when"] = cases.when(meeting.starts_at) if meeting else _("a day that is not known yet")
    form.sure.data = reference
    form.asks = _(
        "%(reference)s is the case of %(who)s, for the meeting on %(when)s. If it is this one, press "
        "again: once its worker opened it there, only that worker can give it back.",
        **said,
    )
    return True


def current_reader() -> desk.Reader:
    """Who reads in this request; their keys are asked for only when the time has come."""
    staff = accounts.current_staff()
    return desk.Reader(staff, lambda: accounts.opened_private(staff.id))


def _page(sitting_id: UUID, form: DecideForm) -> str:
    reader = current_reader()
    if not form.seen.data:
        form.seen.data = str(service.number(current_db(), sitting_id))
    opened = service.open_arrival(current_db(), current_keys(), sitting_id, reader, current_time())
    rota = rotas.rota_of(current_db(), reader.staff.service_id) if reader.staff.service_id else None
    route = rota.route if rota else ""
    shown = {**words_for(reader.staff), **_beside(opened, reader)}
    return render_template("inbox/arrival.html", opened=opened, form=form, route=route, **shown)


def _beside(opened: service.Opened, reader: desk.Reader) -> dict[str, Any]:
    """Prompts, languages and translations, worked out in the request that opens, kept nowhere."""
    db, said = current_db(), [one.shown for one in opened.sittings]
    ids = [one.send_id for one in said]
    english = into_english.english_of(db, current_keys(), ids, reader)
    assert reader.staff.service_id is not None
    return {
        "given_back": service.given_back(db, opened.waiting.sitting.id),
        "checks": desk.checks(opened.sittings),
        "guesses": {one.send_id: found for one in said if (found := desk.guess(one))},
        "others": {one.send_id: desk.others(one) for one in said},
        "english": english,
        "waiting": translating.standing(db, ids, current_time()),
        "to_translate": {one.send_id for one in said if desk.foreign(one)} - english.keys(),
        "translators": into_english.translators(db, reader.staff.service_id),
    }


@bp.post("/inbox/<uuid:sitting_id>/translator")
@audience(IDVA)
def to_translator(sitting_id: UUID) -> ResponseReturnValue:
    """Her texts go to a vetted translator, and nothing else."""
    now, reader = current_time(), current_reader()
    one_of(current_db(), sitting_id, reader.staff)
    send_id, translator_id = (desk.send_named(request.form.get(name)) for name in ("send_id", "translator"))
    if send_id is None or translator_id is None:
        flash(_("Choose a translator."), "warning")
    else:
        into_english.send(current_db(), current_keys(), sitting_id, send_id, translator_id, reader, now)
        flash(_("Sent. The English will stand beside her words when this is opened again."), "success")
    return redirect(url_for(".arrivals"), 303)
