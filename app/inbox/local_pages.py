"""A lead's pages for what the service says of itself behind the code, in each language of the form."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import service as accounts
from app.cases import service as cases
from app.inbox import local
from app.inbox.local_form import LocalForm
from app.inbox.pages import bp
from app.inbox.rich import source_of
from app.web.audience import LEAD, audience
from app.web.current import current_db, current_keys, current_time
from app.web.forms import version_of
from app.web.locale import Locale, available


@bp.get("/inbox/page")
@audience(LEAD)
def local_pages() -> ResponseReturnValue:
    """In which languages there is a page."""
    owner = local.owner(current_db(), current_keys(), accounts.current_staff())
    there = [(one, local.versions(current_db(), owner, one.code)) for one in available("form")]
    return render_template("inbox/local_pages.html", there=there, when=cases.when)


@bp.route("/inbox/page/<code>", methods=["GET", "POST"])
@audience(LEAD)
def local_page(code: str) -> ResponseReturnValue:
    """Write it, look at it, let it stand."""
    language, form = _language(code), LocalForm()
    if not form.validate_on_submit():
        return _page(language, form)
    if request.form.get("step") != "keep":
        return _page(language, form, looked=True)
    staff, db = accounts.current_staff(), current_db()
    try:
        local.keep(db, current_keys(), staff, code, form.nodes(), version_of(form.version), current_time())
    except local.ChangedMeanwhile:
        form.add_problem("text", _("Somebody else changed this page meanwhile. Your words are still here."))
        return _page(language, form)
    flash(_("It stands from now on, wherever a code was used."), "success")
    return redirect(url_for(".local_pages"), 303)


@bp.post("/inbox/page/<code>/back")
@audience(LEAD)
def local_back(code: str) -> ResponseReturnValue:
    """One that stood before, once more."""
    _language(code)
    version = int(request.form.get("version", "0")) if request.form.get("version", "0").isdecimal() else 0
    local.back(current_db(), current_keys(), accounts.current_staff(), code, version, current_time())
    flash(_("It stands again. What stood until now is kept below it."), "success")
    return redirect(url_for(".local_page", code=code), 303)


def _language(code: str) -> Locale:
    return next((one for one in available("form") if one.code == code), None) or abort(404)


def _page(language: Locale, form: LocalForm, *, looked: bool = False) -> str:
    owner = local.owner(current_db(), current_keys(), accounts.current_staff())
    before = local.versions(current_db(), owner, language.code)
    if not form.is_submitted():
        form.text.data = source_of(before[0].nodes) if before else ""
        form.version.data = str(before[0].version if before else 0)
    shown = form.nodes() if looked else before[0].nodes if before and not form.errors else []
    return render_template(
        "inbox/local_page.html",
        form=form,
        language=language,
        looked=looked,
        shown=shown,
        before=before,
        when=cases.when,
        source_of=source_of,
    )
