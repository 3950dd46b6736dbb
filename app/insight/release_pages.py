"""Releases on a page: what is due, asking for a draw, looking at a draft, publishing it by two people.

The rules are those of `beforehand release`: this page calls the same functions. Nothing is drawn here.
"""

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.insight.acting import acting
from app.insight.asking import ask
from app.insight.building import Trail, require_drawable
from app.insight.gaps import Year
from app.insight.pages import SAYING, as_file, bp
from app.insight.published import Published
from app.insight.publishing import Person, agree
from app.insight.release_form import AgreeForm, DrawForm
from app.insight.releases import PEOPLE, NoRelease, ReleaseView, whole_of
from app.insight.schedule import State, schedule
from app.insight.sources import sources
from app.web.audience import LEAD, MANAGER, audience
from app.web.current import current_db, current_keys, current_time
from safety.coverage import BANDED
from safety.errors import SafetyRefusal
from safety.gaps import GAP

NOT_PROVED = {
    "sign_in_wrong": (
        400,
        "Password or number is wrong, or the number was used already. Wait for the next one.",
    ),
    "try_later": (429, "Too many wrong tries. Wait a while, then try again."),
    "busy": (503, "Many people are signing in at this moment. Try again in a few seconds."),
}


@bp.get("/releases")
@audience(MANAGER, LEAD)
def release_list() -> ResponseReturnValue:
    """Every period: due, asked for, drawn, published, to come."""
    lines = schedule(current_db(), current_keys(), current_time())
    return _page("insight/releases.html", lines=lines, State=State)


@bp.route("/releases/<period>/draw", methods=["GET", "POST"])
@audience(MANAGER, LEAD)
def draw(period: str) -> ResponseReturnValue:
    """Say what drawing means; then ask the worker for it."""
    db, now, form = current_db(), current_time(), DrawForm()
    require_drawable(db, period, now)
    if form.validate_on_submit():
        me = acting().me()
        ask(db, period, (form.note.data or "").strip(), me, _trail(me), now)
        flash("Asked for. The tables are drawn within a minute; this list says how far it is.", "success")
        return redirect(url_for(".release_list"), 303)
    return _page("insight/draw.html", form=form, period=period)


@bp.route("/releases/<period>", methods=["GET", "POST"])
@audience(MANAGER, LEAD)
def release_page(period: str) -> ResponseReturnValue:
    """One release as this person sees it; while it is a draft, the way to agree to it."""
    view, form = whole_of(current_db(), current_keys(), period), AgreeForm()
    if view.published_at is None and form.validate_on_submit():
        refused = _agreed(period, form)
        if refused is None:
            return redirect(url_for(".release_page", period=period), 303)
        return _release(view, form), refused
    return _release(view, form)


@bp.get("/releases/<period>/page.html")
@audience(MANAGER, LEAD)
def web_page(period: str) -> ResponseReturnValue:
    """A published release as one file for a website of one's own. Making it is the choice."""
    view = whole_of(current_db(), current_keys(), period)
    if view.published_at is None:
        raise NoRelease
    shown = Published(view, sources().viewer())
    body = render_template("insight/web_page.html", **SAYING | {"shown": shown})
    return as_file(f"figures-{period}.html", "text/html; charset=utf-8", body.encode())


def _agreed(period: str, form: AgreeForm) -> int | None:
    """One person's yes, once it is proved to be theirs; else the status with which the form comes back."""
    try:
        person = acting().prove(form.password.data, form.number.data)
    except SafetyRefusal as refusal:
        if refusal.code not in NOT_PROVED:
            raise
        status, words = NOT_PROVED[refusal.code]
        form.add_problem("number", words)
        return status
    seen = agree(current_db(), current_keys(), period, person, _trail(person), current_time())
    done = "It is published, and stays as it is." if seen.published_at else "One more person publishes it."
    flash(f"You agreed. {done}", "success")
    return None


def _release(view: ReleaseView, form: AgreeForm) -> Response:
    me = acting().me()
    mine: dict[str, object] = {"agreed": len(view.agreed), "people": PEOPLE, "mine": me.id in view.agreed}
    gap = Year(view) if GAP.name in view.tables else None
    mine |= {"gap": gap, "codes": BANDED, "table": GAP.name}
    shown = Published(view, sources().viewer())
    return make_response(_page("insight/release.html", shown=shown, form=form, **mine))


def _trail(person: Person) -> Trail:
    write = acting().trail
    return lambda action, subject, detail: write(person.id, action, subject, detail)


def _page(template: str, **more: object) -> str:
    return render_template(template, **{**SAYING, **more}, viewer=sources().viewer())
