"""A translator's own jobs: the list, one job opened, its English written in, or given back."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.accounts import service as accounts
from app.translating import service
from app.web.audience import TRANSLATOR, audience
from app.web.current import current_db, current_keys, current_time

MOST_WRITTEN = 4000  # letters of English a text
LONDON = ZoneInfo("Europe/London")
bp = Blueprint("translating", __name__, url_prefix="/staff", template_folder="templates")


@bp.get("/translations")
@audience(TRANSLATOR)
def jobs() -> ResponseReturnValue:
    """What waits; nothing of it is opened here."""
    own = service.jobs_of(current_db(), accounts.current_staff().id, current_time())
    return render_template("translating/jobs.html", jobs=own, when=when)


@bp.get("/translations/<uuid:job_id>")
@audience(TRANSLATOR)
def job_first(job_id: UUID) -> ResponseReturnValue:
    """Asking first: a GET opens nothing."""
    return redirect(url_for(".jobs"), 303)


@bp.post("/translations/<uuid:job_id>")
@audience(TRANSLATOR)
def job(job_id: UUID) -> ResponseReturnValue:
    """One job, opened in this request and kept nowhere."""
    return _page(job_id, [], [])


@bp.post("/translations/<uuid:job_id>/english")
@audience(TRANSLATOR)
def english(job_id: UUID) -> ResponseReturnValue:
    """The English of every text, sealed back; what is missing is asked for, and nothing typed is lost."""
    written = [text.replace("\r\n", "\n") for text in request.form.getlist("english")]
    faults = [_fault(text) for text in written]
    if any(faults) or not written:
        return _page(job_id, written, faults)
    staff, now = accounts.current_staff(), current_time()
    service.finish(current_db(), current_keys(), job_id, written, staff, now)
    flash(_("Sealed back to who asked. Nothing of it is left here."), "success")
    return redirect(url_for(".jobs"), 303)


@bp.post("/translations/<uuid:job_id>/back")
@audience(TRANSLATOR)
def back(job_id: UUID) -> ResponseReturnValue:
    """Not for this translator: the texts go at once."""
    service.give_back(current_db(), current_keys(), job_id, accounts.current_staff(), current_time())
    flash(_("Given back. Nothing of it is left here."), "success")
    return redirect(url_for(".jobs"), 303)


def _fault(text: str) -> str:
    if not text.strip():
        return str(_("Write the English, or “(cannot be read)”."))
    return str(_("Use up to 4,000 letters.")) if len(text) > MOST_WRITTEN else ""


def _page(job_id: UUID, written: list[str], faults: list[str]) -> str:
    staff, now = accounts.current_staff(), current_time()
    found, language, texts = service.open_job(
        current_db(), current_keys(), job_id, staff, lambda: accounts.opened_private(staff.id), now
    )
    pairs = [(text, *_typed(at, written, faults)) for at, text in enumerate(texts)]
    said = {
        "job": found,
        "language": language,
        "pairs": pairs,
        "when": when,
    }
    return render_template("translating/job.html", faults=[one for one in faults if one], **said)


def _typed(at: int, written: list[str], faults: list[str]) -> tuple[str, str]:
    return (written[at], faults[at]) if at < len(written) else ("", "")


def when(moment: datetime) -> str:
    """A day and time as staff read it."""
    local = moment.astimezone(LONDON)
    return f"{local:%a} {local.day} {local:%b}, {local:%H:%M}"
