"""An administrator's first page: how the machine does, in the words of `beforehand doctor`, what to mend.

Promise: nothing of a person, a case, a link or a message is on it; looking changes nothing and asks nobody
outside. What takes long or asks a carrier stays with the command.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from flask import Blueprint, Flask, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.messaging import service as messaging
from app.web import health, rail
from app.web.audience import ADMIN, audience
from app.web.current import current_config, current_db, current_time
from config import Config

if TYPE_CHECKING:
    from app.doctor import Finding

START = "Start it, or look why it stopped: docs/operations.md"
LATE = "Look whether the worker runs and the carrier answers: beforehand doctor"
KEPT = "The leads see which, under Texts; the worker goes on trying."

bp = Blueprint("standing", __name__)


@bp.get("/staff/standing")
@audience(ADMIN)
def page() -> ResponseReturnValue:
    """What is wrong first, then what is not set, then what is fine."""
    now = current_time()
    found = sorted(look(current_db(), current_config(), now), key=lambda one: (one.fine, not one.owed))
    wrong, unset = (sum(one.level == level for one in found) for level in ("WRONG", "UNSET"))
    return render_template("web/standing.html", found=found, wrong=wrong, unset=unset, now=now)


def look(db: Session, config: Config, now: datetime) -> "Iterator[Finding]":
    """Everything that can be told at once."""
    from app import doctor, watching  # bring what backups and migrations need, which no other page does

    yield doctor.Finding("the worker was heard of within ninety seconds", health.worker_lives(db, now), START)
    yield doctor.Finding(
        "no message that may go waits over fifteen minutes", not messaging.behind(db, now), LATE
    )
    kept = messaging.counts(db, now).not_cleaned
    yield doctor.Finding("every text was deleted at the provider", kept == 0, KEPT)
    yield doctor.Finding(*doctor.proof(db, now))
    yield doctor.Finding(*doctor.opening(watching.last_unopened(db)))
    yield from doctor.of_this_machine(config, now)


def register(app: Flask) -> None:
    """Join it to the staff's host."""
    app.register_blueprint(bp)
    rail.add(app, "How it does", "standing.page", ADMIN, home=True, place=10)
