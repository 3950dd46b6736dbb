"""Kits: listed, made, shown, changed. For an organisation its own, for a lead those of the service."""

import re
from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from app.community import asking, kits, words
from app.community.forms import LanguageForm, StepForm
from app.community.organisations import Viewer
from app.community.showing import LANGUAGE, addable, bp, current_pool, current_viewer, shown
from app.entry.service import marked
from app.insight import service as insight
from app.web.audience import COMMUNITY, LEAD, audience
from app.web.current import current_db, current_keys, current_time
from app.web.marks import quoted
from app.web.said import worded

OWN_PAGES = re.compile(r"/staff/(kits|review)(/[0-9A-Za-z_-]+)*")
QUOTES = 3
STEPS = {"rotate": kits.rotate, "end": kits.end_link}
ROTATED = marked("The old address and code open nothing any more. Print the pieces anew.")
ENDED = marked("It is ended. Whoever opens the address sees the everyday app, and no code opens anything.")
BACK = marked("It opens again, with its old address and code.")


@bp.get("/kits")
@audience(COMMUNITY, LEAD)
def kits_page() -> ResponseReturnValue:
    """Where an organisation starts: its kits, and what to know about handing them out."""
    viewer, asked = current_viewer(), request.args.get("page", 1, type=int)
    db, keys, pool = current_db(), current_keys(), current_pool()
    shelf = kits.kits_of(db, keys, pool, viewer, current_time(), asked)
    names = asking.organisation_names(viewer)
    more = {"ready": pool.ready(db, keys, viewer.service_id), **_told(viewer)}
    return render_template("community/kits.html", shelf=shelf, names=names, **more, **shown(viewer))


@bp.post("/kits/language")
@audience(COMMUNITY)
def language() -> ResponseReturnValue:
    """Read these pages in another of the organisation's languages; back to the one that was being read."""
    own = current_viewer().organisation
    offered = {one.code for one in words.spoken(own.languages if own else ())}
    if request.form.get("language") in offered:
        session[LANGUAGE] = request.form["language"]
    back = request.form.get("back", "")
    return redirect(back if OWN_PAGES.fullmatch(back) else url_for(".kits_page"), 303)


@bp.get("/kits/help")
@audience(COMMUNITY, LEAD)
def kit_help() -> ResponseReturnValue:
    """How to hand a kit out, and what nobody can see."""
    return render_template("community/help.html", **shown(current_viewer()))


@bp.route("/kits/new", methods=["GET", "POST"])
@audience(COMMUNITY, LEAD)
def new_kit() -> ResponseReturnValue:
    """A new kit."""
    viewer = current_viewer()
    form = asking.kit_form(viewer)
    if form.validate_on_submit():
        plan = form.plan(asking.whose(form, viewer))
        made = kits.make_kit(current_db(), current_keys(), current_pool(), viewer, plan, current_time())
        flash(worded(marked("The kit is there. Its addresses work from now on.")), "success")
        return redirect(url_for(".kit_page", kit_id=made), 303)
    ready = current_pool().ready(current_db(), current_keys(), viewer.service_id)
    return render_template("community/new_kit.html", form=form, ready=ready, **shown(viewer))


@bp.get("/kits/<uuid:kit_id>")
@audience(COMMUNITY, LEAD)
def kit_page(kit_id: UUID) -> ResponseReturnValue:
    """One kit: its addresses, codes and pieces."""
    viewer = current_viewer()
    kit = kits.kit_of(current_db(), current_keys(), current_pool(), viewer, kit_id, current_time())
    more = asking.language_form(addable(kit))
    names = asking.organisation_names(viewer)
    return render_template("community/kit.html", kit=kit, more=more, names=names, **shown(viewer))


@bp.post("/kits/<uuid:kit_id>/languages")
@audience(COMMUNITY, LEAD)
def add_language(kit_id: UUID) -> ResponseReturnValue:
    """The kit in one more language."""
    viewer, now = current_viewer(), current_time()
    db, keys, pool = current_db(), current_keys(), current_pool()
    form: LanguageForm = asking.language_form(addable(kits.kit_of(db, keys, pool, viewer, kit_id, now)))
    if form.validate():
        kits.add_language(db, keys, pool, viewer, kit_id, form.language.data, now)
        flash(worded(marked("The kit is there in one more language.")), "success")
    for problem in form.problems():
        flash(worded(problem.message), "warning")
    return redirect(url_for(".kit_page", kit_id=kit_id), 303)


@bp.route("/kits/<uuid:kit_id>/rotate/<uuid:link_id>", methods=["GET", "POST"])
@audience(COMMUNITY, LEAD)
def rotate(kit_id: UUID, link_id: UUID) -> ResponseReturnValue:
    """Say what stops; then give it another address and code."""
    return _changed("rotate", kit_id, link_id, ROTATED)


@bp.route("/kits/<uuid:kit_id>/end/<uuid:link_id>", methods=["GET", "POST"])
@audience(COMMUNITY, LEAD)
def end(kit_id: UUID, link_id: UUID) -> ResponseReturnValue:
    """Say what stops; then end it."""
    return _changed("end", kit_id, link_id, ENDED)


@bp.post("/kits/<uuid:kit_id>/back/<uuid:link_id>")
@audience(COMMUNITY, LEAD)
def take_back(kit_id: UUID, link_id: UUID) -> ResponseReturnValue:
    """What was ended or changed, as it was before."""
    viewer = current_viewer()
    kits.take_back(current_db(), current_keys(), current_pool(), viewer, kit_id, link_id, current_time())
    flash(worded(BACK), "success")
    return redirect(url_for(".kit_page", kit_id=kit_id), 303)


def _told(viewer: Viewer) -> dict[str, Any]:
    """What is published for an organisation: themes, what was changed, quotes. Leads have pages for it."""
    own, db = viewer.organisation, current_db()
    if own is None:
        return {}
    quotes, _more = insight.quotes_shown(db, current_time().date(), size=QUOTES)
    themes, changes = insight.london_latest(db, current_keys()), insight.shown(db, own.areas)
    return {"themes": themes, "changes": changes, "quotes": quotes, "quoted": quoted}


def _changed(step: str, kit_id: UUID, link_id: UUID, done: str) -> ResponseReturnValue:
    """Asked once, in words that name what goes; done when the button was pressed."""
    viewer, form, now = current_viewer(), StepForm(), current_time()
    db, keys, pool = current_db(), current_keys(), current_pool()
    link = kits.open_link(db, keys, pool, viewer, kit_id, link_id, now)
    if not form.validate_on_submit():
        return render_template(
            "community/change.html", form=form, step=step, link=link, kit_id=kit_id, **shown(viewer)
        )
    STEPS[step](db, keys, pool, viewer, kit_id, link_id, now)
    flash(worded(done), "success")
    return redirect(url_for(".kit_page", kit_id=kit_id), 303)
