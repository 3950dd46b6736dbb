"""A case on its way to a meeting: area, meeting, IDVA, cover, safe contact, its link."""

from flask import Flask

from app.accounts import service as accounts
from app.cases import (
    agenda_pages,
    calendar_pages,
    handing_pages,
    hold_pages,
    meeting_pages,
    offer_pages,
    pages,
)
from app.cases.recorded import CASES
from app.web import assets, rail
from app.web.audience import LEAD

__all__ = [
    "agenda_pages",
    "calendar_pages",
    "handing_pages",
    "hold_pages",
    "meeting_pages",
    "offer_pages",
    "pages",
    "register",
]


def register(app: Flask) -> None:
    """Join the cases to the staff's host."""
    assets.add("draft.js", "app.cases", "static/draft.js", assets.SCRIPT)
    app.register_blueprint(pages.bp)
    rail.add(app, "Legal holds", "cases.holds", LEAD, place=74)
    accounts.know_records(app, CASES)
