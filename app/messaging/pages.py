"""Texts of a case: choosing one, seeing exactly what goes and when, sending it, and what became of it."""

from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from app.accounts import service as accounts
from app.cases import service as cases
from app.entry import service as entry
from app.messaging import choosing, deciding, incoming, reach, refusing, saying, senders, standing
from app.messaging.forms import ReachForm, TextForm
from app.web.audience import IDVA, LEAD, audience
from app.web.current import current_config, current_db, current_keys, current_time
from app.web.locale import locale_of
from safety.contact import Window
from safety.numbers import shown

bp = Blueprint("messaging", __name__, url_prefix="/staff", template_folder="templates")


def current_by() -> choosing.By:
    """Who acts in this request."""
    return choosing.By(accounts.current_staff(), current_config(), current_time())


def open_to(case_id: UUID) -> cases.Case:
    """A case that they may act in. Raises NoSuchCase, NotYours, CoverNotRecorded, CaseNotBelieved."""
    by = current_by()
    return reach.acted_in(current_db(), by.config.keys, case_id, by.staff, by.now)


@bp.route("/cases/<uuid:case_id>/texts", methods=["GET", "POST"])
@audience(IDVA, LEAD)
def texts(case_id: UUID) -> ResponseReturnValue:
    """Choose a text; see it as it would go; send it."""
    case, form = open_to(case_id), text_form(case_id)
    if not form.validate_on_submit():
        return texts_page(case, form)
    try:
        return go_on(case, form)
    except refusing.REFUSALS as refusal:
        flash(why_not(refusal), "warning")
        return texts_page(case, form)


def go_on(case: cases.Case, form: TextForm) -> ResponseReturnValue:
    """Show what would go, or send what was shown. Raises REFUSALS."""
    by, choice = current_by(), form.choice()
    if "send" not in request.form:
        form.key.data = str(uuid4())
        ready = choosing.ready(current_db(), case.id, choice, by)
        form.shown.data = str(ready.standing.known.id) if ready.standing.known else ""
        return texts_page(case, form, ready=ready)
    choosing.send(current_db(), key_of(form), case.id, choice, by, str(form.shown.data or ""))
    flash(_("It is on its way. You can cancel it until it goes."), "success")
    return redirect(url_for("messaging.texts", case_id=case.id))


def key_of(form: TextForm) -> UUID:
    """The key that the page was made with, so that a page sent twice sends one text."""
    try:
        return UUID(str(form.key.data))
    except ValueError:
        raise refusing.NoSuchMessage from None


def text_form(case_id: UUID) -> TextForm:
    """The form, with the texts and the languages that there are for this case."""
    db, by, form = current_db(), current_by(), TextForm()
    case = cases.get(db, case_id)
    link = choosing.address(db, by.config, case, by.now)
    english = entry.wordings("en", case.skin, link)
    form.template.choices = [SelectChoice(each.id, each.english) for each in english]
    codes = dict.fromkeys((case.form_locale, case.cover_locale))
    form.locale.choices = [SelectChoice(code, cases.language(code)) for code in codes]
    if form.locale.data is None and len(codes) == 1:
        form.locale.data = case.form_locale
    return form


def texts_page(
    case: cases.Case, form: TextForm, ready: choosing.Ready | None = None, copy: str = ""
) -> ResponseReturnValue:
    """The page, whatever step it is at."""
    db, now = current_db(), current_time()
    stands = standing.standing(db, current_keys(), case, now)
    language = locale_of(form.locale.data) if ready or copy else None
    return render_template(
        "messaging/texts.html",
        case=case,
        for_whom=for_whom(case),
        form=form,
        ready=ready,
        copy=copy,
        language=language,
        came=incoming.count(db, case.id),
        waiting=incoming.waiting(db, case.id),
        sent=deciding.of_case(db, case.id),
        look=senders.look_of(db, current_config(), case.service_id),
        **stands_words(stands),
        say=saying,
    )


def for_whom(case: cases.Case) -> str:
    """Whom a covering colleague acts for; empty on a case of one's own."""
    own = accounts.staff(current_db(), case.idva_id)
    return own.display_name if own and own.id != accounts.current_staff().id else ""


def stands_words(stands: standing.Standing) -> dict[str, Any]:
    """How it stands, as a page says it."""
    now = current_time()
    return {
        "hold": saying.held(stands.hold) if stands.hold else "",
        "rule": saying.rule_lines(stands.rule) if stands.rule else [],
        "may_go": stands.may_go(now),
        "next_at": saying.at(stands.next_at(now)),
        "until": saying.at(stands.until),
        "ringing": saying.ringing(stands.known.agreed.answers) if stands.known else "",
        "number": shown(stands.known.agreed.number) if stands.known and stands.known.agreed.number else "",
    }


def why_not(refusal: Exception) -> str:
    """A refusal in words, beside what was chosen."""
    if isinstance(refusal, refusing.Held):
        return saying.held(refusal.hold)
    code = getattr(refusal, "code", "")
    words = refusing.WORDS[code]
    return f"{words.title}. {words.text}"


@bp.post("/cases/<uuid:case_id>/texts/copy")
@audience(IDVA, LEAD)
def copy_text(case_id: UUID) -> ResponseReturnValue:
    """The same text by the same rule, to be typed into the worker's own phone."""
    case, form, by = open_to(case_id), text_form(case_id), current_by()
    if not form.validate():
        return texts_page(case, form)
    try:
        said = choosing.to_copy(current_db(), case.id, form.choice(), by)
    except refusing.REFUSALS as refusal:
        flash(why_not(refusal), "warning")
        return texts_page(case, form)
    return texts_page(case, form, copy=said)


@bp.route("/cases/<uuid:case_id>/reach", methods=["GET", "POST"])
@audience(IDVA, LEAD)
def reaching(case_id: UUID) -> ResponseReturnValue:
    """Her number and her times, beside what was agreed live."""
    case, by, form = open_to(case_id), current_by(), ReachForm()
    form.drama = by.config.demo
    if form.validate_on_submit() and written(form, case, by):
        flash(_("Written down. It stands as long as what was agreed."), "success")
        return redirect(url_for("messaging.texts", case_id=case_id))
    if request.method == "GET":
        show_last(form, case_id)
        form.seen.data = reach.stamp(current_db(), by.config.keys, case_id)
    stands = reach.agreed_by_own(current_db(), by.config.keys, case, by.now) is not None
    return render_template("messaging/reach.html", case=case, form=form, stands=stands)


def written(form: ReachForm, case: cases.Case, by: choosing.By) -> bool:
    """Whether it was written down; where somebody did so meanwhile, theirs is shown beside it first."""
    db, keys, seen = current_db(), by.config.keys, str(form.seen.data or "")
    try:
        reach.record(db, keys, case.id, form.agreed(), by.staff, by.now, seen)
    except refusing.Meanwhile:
        stands = stands_words(standing.standing(db, keys, case, by.now))
        there = [stands["number"] or _("no number"), *stands["rule"], stands["hold"]]
        said = _(
            "Not written down: a colleague, or you in another tab, wrote it down anew after this page was "
            "opened. It stands so now: %(now)s. If what you typed is newer, press again.",
            now=" · ".join(one.rstrip(".") for one in there if one),
        )
        form.add_problem("number", said)
        form.seen.data = reach.stamp(db, keys, case.id)
        return False
    return True


def show_last(form: ReachForm, case_id: UUID) -> None:
    """What was written down before, to be asked again: nothing of it stands until it is."""
    known = reach.newest(current_db(), current_keys(), case_id)
    if known is None:
        return
    agreed = known.agreed
    form.number.data = shown(agreed.number) if agreed.number else ""
    form.answers.data, form.on_holidays.data = agreed.answers.value, agreed.on_holidays
    hours: dict[tuple[int, int], list[Window]] = {}
    for one in sorted(agreed.windows):
        hours.setdefault((one.opens, one.closes), []).append(one)
    for block, ((opens, closes), same) in zip(form.times, hours.items(), strict=False):
        block.form.fill([one.day for one in same], opens, closes)
    for box, day in zip(form.never, sorted(agreed.never), strict=False):
        box.data = day


@bp.post("/cases/<uuid:case_id>/texts/came")
@audience(IDVA, LEAD)
def came(case_id: UUID) -> ResponseReturnValue:
    """Open what came from her number; the trail says so first."""
    case, by = open_to(case_id), current_by()
    privates = accounts.opened_private(by.staff.id)
    opened = incoming.open_all(current_db(), by.config.keys, case_id, by.staff, privates, by.now)
    return render_template("messaging/came.html", case=case, opened=opened, when=cases.when)
