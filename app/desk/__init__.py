"""The IDVA's side: caseload, opening views, the meeting sheet, confirming live, cover."""

from flask import Flask

from app.desk import (
    acting_pages,
    asking_pages,
    duty_recovery_pages,
    handover_pages,
    live_pages,
    note_pages,
    outcome_pages,
    pages,
    paper_pages,
    reading_pages,
    recovering_pages,
    workload_pages,
)
from app.desk.refusing import WORDS
from app.web import assets, rail, refusals
from app.web.audience import IDVA, LEAD

__all__ = [
    "acting_pages",
    "asking_pages",
    "duty_recovery_pages",
    "handover_pages",
    "live_pages",
    "note_pages",
    "outcome_pages",
    "pages",
    "paper_pages",
    "reading_pages",
    "recovering_pages",
    "register",
    "workload_pages",
]


def register(app: Flask) -> None:
    """Join the desk to the staff's host; the caseload is where an IDVA starts."""
    assets.add("desk.css", "app.desk", "static/desk.css", assets.CSS)
    assets.add("desk.js", "app.desk", "static/desk.js", assets.SCRIPT)
    for name in ("alone.js", "curtain.js"):
        assets.add(name, "app.desk", f"static/{name}", assets.SCRIPT)
    assets.add("paper.css", "app.desk", "static/paper.css", assets.CSS)
    assets.add("paper.js", "app.desk", "static/paper.js", assets.SCRIPT)
    refusals.say(app, WORDS)
    app.register_blueprint(pages.bp)
    rail.add(app, "Cases", "desk.caseload", IDVA, LEAD, home=True)
    rail.add(app, "Hand-overs", "desk.handovers", IDVA, LEAD, place=58)
    rail.add(app, "Recovery", "desk.recoveries", LEAD, place=72)
    rail.add(app, "Meetings", "cases.meeting_list", IDVA, LEAD)
