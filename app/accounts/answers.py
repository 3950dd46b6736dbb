"""What sign-in pages share: a refusal beside its field, when to try again, where to go next."""

from collections.abc import Callable
from datetime import datetime
from math import ceil
from typing import TypeVar
from zoneinfo import ZoneInfo

from flask import Response, make_response, render_template, request, url_for

from app.accounts.errors import Busy, Guessable, SignInWrong, TryLater
from app.accounts.guessable import Why
from app.web.current import current_time
from app.web.forms import StaffForm
from app.web.staff_guard import came_from

T = TypeVar("T")
LONDON = ZoneInfo("Europe/London")
GUESSABLE = {
    Why.NAMES: "Names are tried first: yours, your address, your service’s, ours. Without them too little "
    "of it is left. Choose other words.",
    Why.COMMON: "This, or something close to it, stands in lists of stolen passwords. Choose other words.",
    Why.RUN: "Rows of letters, figures or keys, and what is said again and again, are tried first. "
    "Choose words that do not belong together.",
    Why.DATE: "Dates and years are tried first. Choose words that do not belong together.",
    Why.SHORT: "A computer would find this one. Add a word or two that nobody would expect there.",
}
BUSY = "Many people are signing in at this moment. Try again in a few seconds."


def tried(form: StaffForm, field: str, wrong: str, step: Callable[[], T]) -> T | None:
    """What a step gives; None where it refused, which then stands beside the field."""
    if not form.validate_on_submit():
        return None
    try:
        return step()
    except SignInWrong:
        form.add_problem(field, wrong)
    except Guessable as refused:
        form.add_problem("new", GUESSABLE[Why(refused.why)])
    except Busy:
        form.add_problem(field, BUSY)
    except TryLater as later:
        form.later = later.until
        form.add_problem(field, _when(later.until, current_time()))
    return None


def shown(template: str, form: StaffForm, **more: object) -> Response:
    """The page with its form; 429 and when to try again where that was the answer."""
    answer = make_response(render_template(template, form=form, **more))
    later: datetime | None = getattr(form, "later", None)
    if later is not None:
        answer.status_code = 429
        answer.headers["Retry-After"] = str(_seconds(later, current_time()))
    return answer


def asked_for() -> str | None:
    """Where the person was going before they were asked to sign in."""
    return came_from(request.args.get("next"))


def onward() -> str:
    """Where to go now that they are in."""
    return asked_for() or url_for("accounts.home")


def when_it_was(moment: datetime) -> str:
    """A day, as people say it here."""
    return moment.astimezone(LONDON).strftime("%-d %B %Y")


def clock(moment: datetime) -> str:
    """A day and a time, as people say them here."""
    return moment.astimezone(LONDON).strftime("%-d %B, %H:%M")


def _when(until: datetime, now: datetime) -> str:
    clock = until.astimezone(LONDON).strftime("%H:%M:%S")
    return f"Too many wrong tries. The next one counts in {_spoken(_seconds(until, now))}, from {clock}."


def _seconds(until: datetime, now: datetime) -> int:
    return max(1, ceil((until - now).total_seconds()))


def _spoken(seconds: int) -> str:
    if seconds < 90:
        return f"{seconds} seconds" if seconds != 1 else "1 second"
    return f"{ceil(seconds / 60)} minutes"
