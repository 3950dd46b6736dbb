"""A lead's pages for what came over community links and nobody on duty can open: asked of a second lead, or
done with the half on paper. It is answered on the page of every recovery.
"""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.desk import recovery_ways
from app.desk.pages import bp, words_for
from app.desk.reading_pages import current_reader
from app.desk.recovering_form import AskForm, CasesForm, PaperForm
from app.desk.recovering_pages import asked, opened_with_paper, ways
from app.web.audience import LEAD, audience
from app.web.current import current_db, current_keys
from app.web.proof import proved_lately


@bp.route("/recovery/duty", methods=["GET", "POST"])
@audience(LEAD)
@proved_lately
def ask_duty_recovery() -> ResponseReturnValue:
    """Ask a second lead."""
    form = AskForm()
    form.for_duty()
    form.offer_leads(current_reader().staff)
    if form.validate_on_submit() and asked(form, recovery_ways.duty_way()):
        return redirect(url_for("desk.recoveries"), 303)
    return _page(form)


@bp.route("/recovery/duty/paper", methods=["GET", "POST"])
@audience(LEAD)
@proved_lately
def paper_duty_recovery() -> ResponseReturnValue:
    """One lead, and the half on paper."""
    form = PaperForm()
    form.for_duty()
    if form.validate_on_submit() and opened_with_paper(form, recovery_ways.duty_way()):
        return redirect(url_for("desk.recoveries"), 303)
    return _page(form)


def _page(form: CasesForm) -> str:
    lead = current_reader().staff
    assert lead.service_id is not None
    came = recovery_ways.shown(current_db(), current_keys(), lead.service_id, None)
    return render_template("desk/ask_recovery.html", form=form, came=came, **ways(lead), **words_for(lead))
