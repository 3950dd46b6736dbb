"""A lead's pages: who is on duty, and the links that many people hold."""

from typing import Any
from uuid import UUID

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms.fields.choices import SelectChoice

from app.accounts import service as accounts
from app.cases import service as cases
from app.entry import service as entry
from app.inbox import links as linking
from app.inbox import rota as rotas
from app.inbox.forms import ASK, LinkForm, RotaForm
from app.inbox.pages import DAYS, bp, words_for
from app.web.audience import LEAD, audience
from app.web.current import current_config, current_db, current_keys, current_time


@bp.route("/inbox/rota", methods=["GET", "POST"])
@audience(LEAD)
def rota() -> ResponseReturnValue:
    """Who is on duty on each weekday."""
    form, staff = _rota_form(), accounts.current_staff()
    if form.validate_on_submit():
        try:
            rotas.save_rota(current_db(), current_keys(), form.rota(), staff, current_time())
        except rotas.RotaTooSmall:
            form.days[0].errors = [_("Choose two people at least, so that somebody can look twice.")]
        else:
            flash(_("The rota stands. Open links follow within a day, when all pages change together."))
            return redirect(url_for(".arrivals"), 303)
    return render_template("inbox/rota.html", form=form)


def _rota_form() -> RotaForm:
    staff, form = accounts.current_staff(), RotaForm()
    assert staff.service_id is not None
    stands = rotas.rota_of(current_db(), staff.service_id)
    able = rotas.can_be_on_duty(current_db(), current_keys(), staff.service_id)
    for at, field in enumerate(form.days):
        field.label.text = DAYS[at]
        field.choices = [SelectChoice(str(one.id), one.display_name) for one in able]
    if stands:
        form.fill(stands)
    return form


@bp.route("/inbox/links", methods=["GET", "POST"])
@audience(LEAD)
def links() -> ResponseReturnValue:
    """The links that there are, and a new one."""
    db, keys, staff, now = current_db(), current_keys(), accounts.current_staff(), current_time()
    form = _link_form()
    if form.validate_on_submit():
        linking.make_link(db, keys, form.area_code(), form.looks(), staff, now)
        flash(_("The link is there. Its page works from now on."), "success")
        return redirect(url_for(".links"), 303)
    assert staff.service_id is not None
    there = linking.links_of(db, keys, staff.service_id, now)
    rota, url = rotas.rota_of(db, staff.service_id), current_config().survivor_url
    return render_template("inbox/links.html", form=form, links=there, rota=rota, url=url, **_words(staff))


def _words(staff: accounts.StaffView) -> dict[str, Any]:
    said = {"area_name": cases.area_name, "language": cases.language, "skin_data": entry.skin_data}
    return {**said, **words_for(staff)}


def _link_form() -> LinkForm:
    staff, form = accounts.current_staff(), LinkForm()
    assert staff.service_id is not None
    service = accounts.service_of(current_db(), staff.service_id)
    areas = [SelectChoice(code, cases.area_name(code)) for code in (service.areas if service else ())]
    form.area.choices = [SelectChoice(ASK, _("Ask her")), *areas]
    form.skin.choices, form.cover_locale.choices = cases.skins(), cases.covers()
    form.form_locale.choices = cases.forms()
    return form


@bp.post("/inbox/links/<uuid:link_id>")
@audience(LEAD)
def link_step(link_id: UUID) -> ResponseReturnValue:
    """End a link, or give it another address and code."""
    db, keys, staff, now = current_db(), current_keys(), accounts.current_staff(), current_time()
    if request.form.get("step") == "rotate":
        linking.rotate(db, keys, link_id, staff, now)
        flash(_("The old address and code open nothing any more. The new ones stand at the top."), "success")
    else:
        linking.end_link(db, keys, link_id, staff, now)
        flash(_("The link is ended: it looks as it did, and opens nothing."), "success")
    return redirect(url_for(".links"), 303)
