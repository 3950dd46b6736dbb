"""“You said, we did” on the staff's side: written, published by a second person, put into other languages."""

from typing import Any
from uuid import UUID

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _

from app.insight import changes as service
from app.insight.areas import areas
from app.insight.change_form import ChangeForm, RightForm, ToldForm
from app.insight.pages import bp
from app.insight.sources import sources
from app.insight.themes import themes
from app.web.audience import LEAD, MANAGER, audience
from app.web.current import current_db, current_time
from app.web.forms import StaffForm
from app.web.locale import SOURCE, Locale, available

LAST_PAGE = 1_000_000  # no database counts on without end


@bp.get("/changes")
@audience(MANAGER, LEAD)
def changes() -> ResponseReturnValue:
    """All that this person may write for: drafts that wait for a second person, and what is shown."""
    page = min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)
    found, more = service.entries(current_db(), sources().author(), page)
    return render_template("insight/changes.html", found=found, page=page, more=more, **_said(found))


@bp.route("/changes/new", methods=["GET", "POST"])
@audience(MANAGER, LEAD)
def new_change() -> ResponseReturnValue:
    """Write one; shown to nobody yet."""
    given = sources()
    author, form = given.author(), ChangeForm().offer(given.author())
    if form.validate_on_submit():
        where, now = (form.theme.data, form.area.data), current_time()
        try:
            made = service.write(current_db(), author, *where, form.told(), given.trail, now)
        except service.WrittenBefore:
            form.add_problem("said", str(_("The same stands there already.")))
        else:
            flash(_("Written. Somebody else has to publish it."), "success")
            return redirect(url_for(".change", change_id=made), 303)
    return render_template("insight/new_change.html", form=form, **_said(()))


@bp.get("/changes/<uuid:change_id>")
@audience(MANAGER, LEAD)
def change(change_id: UUID) -> ResponseReturnValue:
    """One entry, in every language that it has."""
    found = service.entry(current_db(), sources().author(), change_id)
    return render_template("insight/change.html", one=found, **_said((found,)))


@bp.post("/changes/<uuid:change_id>/publish")
@audience(MANAGER, LEAD)
def publish_change(change_id: UUID) -> ResponseReturnValue:
    """A second person's yes."""
    given = sources()
    service.publish(current_db(), given.author(), change_id, given.trail, current_time())
    flash(_("Published. Survivors and organisations there can see it from now on."), "success")
    return redirect(url_for(".change", change_id=change_id), 303)


@bp.route("/changes/<uuid:change_id>/withdraw", methods=["GET", "POST"])
@audience(MANAGER, LEAD)
def withdraw_change(change_id: UUID) -> ResponseReturnValue:
    """Asked once, in words that name what goes."""
    given, form = sources(), StaffForm()
    author = given.author()
    found = service.entry(current_db(), author, change_id)
    if not form.validate_on_submit():
        return render_template("insight/withdraw.html", one=found, form=form, **_said((found,)))
    service.withdraw(current_db(), author, change_id, given.trail, current_time())
    flash(_("Withdrawn. It is shown nowhere any more."), "success")
    return redirect(url_for(".changes"), 303)


@bp.route("/changes/<uuid:change_id>/in/<code>", methods=["GET", "POST"])
@audience(MANAGER, LEAD)
def change_words(change_id: UUID, code: str) -> ResponseReturnValue:
    """The same in another language, as a person writes it."""
    given, language, form = sources(), _language(code), ToldForm()
    author = given.author()
    found = service.entry(current_db(), author, change_id)
    if form.validate_on_submit():
        told, now = form.told(), current_time()
        service.translate(current_db(), author, change_id, code, told, given.trail, now)
        flash(_("Written. Somebody else who reads the language has to find it right."), "success")
        return redirect(url_for(".change", change_id=change_id), 303)
    return _words_page(found, language, form)


@bp.post("/changes/<uuid:change_id>/in/<code>/right")
@audience(MANAGER, LEAD)
def change_right(change_id: UUID, code: str) -> ResponseReturnValue:
    """A second person says that it is right."""
    given, form = sources(), RightForm()
    if form.validate():
        seen = form.told()
        service.find_right(current_db(), given.author(), change_id, code, seen, given.trail)
        flash(_("It is shown in this language wherever the entry is."), "success")
    return redirect(url_for(".change", change_id=change_id), 303)


def _words_page(found: service.Entry, language: Locale, form: ToldForm) -> str:
    """What stands there already, to be written anew."""
    there = found.words.get(language.code)
    if there and not form.is_submitted():
        form.said.data, form.did.data = there.told.said, there.told.did
    shown = {"one": found, "form": form, "language": language}
    return render_template("insight/change_words.html", **shown, **_said((found,)))


def _language(code: str) -> Locale:
    return next((one for one in _languages() if one.code == code), None) or abort(404)


def _languages() -> list[Locale]:
    """Those that the form is in, but for English."""
    return [one for one in available("form") if one.code != SOURCE]


def _said(found: Any) -> dict[str, Any]:
    """What these pages say things with."""
    given = sources()
    people = {who for one in found for who in (one.by_id, one.published_by, one.withdrawn_by) if who}
    people |= {who for one in found for it in one.words.values() for who in (it.by_id, it.checked_by) if who}
    return {
        "viewer": given.viewer(),
        "mine": given.author().id,
        "names": given.names(people),
        "languages": _languages(),
        "where": lambda code: areas()[code].name if code in areas() else _("All of London"),
        "theme": lambda code: themes()[code].name,
        "day": lambda on: format_date(on, "d MMMM y"),
    }
