"""The pages of who checks translations: their languages, the strings of one, and one string."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.community import service as community
from app.entry.service import marked
from app.review import acting, listing, rights, steps
from app.review.acting import Here
from app.review.forms import StringForm
from app.review.listing import ALL, MINE, Wanted
from app.review.showing import picture, shown, told_of
from app.review.steps import Place
from app.web.audience import COMMUNITY, audience
from app.web.current import current_db, current_time
from app.web.said import worded
from app.web.staff_headers import CONTENT_SECURITY

bp = Blueprint("review", __name__, url_prefix="/staff/review", template_folder="templates")
bp.before_request(community.speak_theirs)

NEXT = marked("Saved. Here is the next one.")
LAST = marked("Saved. Nothing else waits for you in this language.")
SAVED = marked("Saved.")


@bp.get("")
@audience(COMMUNITY)
def languages() -> ResponseReturnValue:
    """The languages that somebody may check, and how far each is."""
    viewer, db = community.current_viewer(), current_db()
    own = rights.languages(db, viewer.staff.id)
    far = {code: listing.progress(steps.items(db, code)) for code in own}
    return render_template("review/languages.html", far=far, **shown(viewer))


@bp.get("/<code>")
@audience(COMMUNITY)
def strings(code: str) -> ResponseReturnValue:
    """The strings of one language in order of danger."""
    viewer, db, asked = community.current_viewer(), current_db(), request.args
    alias = rights.alias_of(db, viewer.staff.id, code)
    wanted = Wanted(asked.get("show", MINE), asked.get("q", "")[:100], asked.get("page", 1, type=int))
    found = steps.items(db, code)
    said = {"leaf": listing.leaf(found, alias, wanted), "far": listing.progress(found), "wanted": wanted}
    return render_template("review/strings.html", code=code, choices=listing.SHOWN, **said, **shown(viewer))


@bp.route("/<code>/<domain>/<name>", methods=["GET", "POST"])
@audience(COMMUNITY)
def string(code: str, domain: str, name: str) -> ResponseReturnValue:
    """One string: its English, its words, what happened so far; say that it is right, ask, take back."""
    viewer = community.current_viewer()
    at = acting.here(Place(code, domain, name))
    form, what = acting.string_form(at), request.form.get("do", acting.RIGHT)
    if form.validate_on_submit() and acting.act(at, form, what):
        return _onward(at, what)
    return _page(viewer, at, form)


@bp.get("/<code>/<domain>/<name>/shown")
@audience(COMMUNITY)
def in_place(code: str, domain: str, name: str) -> ResponseReturnValue:
    """The screen that says it, as a survivor's phone shows it: nothing in it runs or leads anywhere."""
    community.current_viewer()
    there = picture(acting.here(Place(code, domain, name)), current_time())
    answer = Response(there.body, mimetype="text/html")
    answer.headers["Content-Security-Policy"] = there.csp
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer


def _page(viewer: community.Viewer, at: Here, form: StringForm) -> Response:
    page = render_template("review/string.html", form=form, **told_of(viewer, at), **shown(viewer))
    answer = Response(page)
    answer.headers["Content-Security-Policy"] = f"{CONTENT_SECURITY}; frame-src 'self'"
    return answer


def _onward(at: Here, what: str) -> ResponseReturnValue:
    """After a word that it is right: to what waits next; else where one was."""
    code, key = at.place.code, at.item.entry.key
    if what in {acting.ASK, acting.BACK}:
        flash(worded(SAVED), "success")
        return redirect(url_for(".string", code=code, domain=key[0], name=key[1]), 303)
    found = listing.following(steps.items(current_db(), code), at.alias, key)
    flash(worded(NEXT if found else LAST), "success")
    if found is None:
        return redirect(url_for(".strings", code=code, show=ALL), 303)
    domain, name = found.entry.key
    return redirect(url_for(".string", code=code, domain=domain, name=name, before="/".join(key)), 303)
