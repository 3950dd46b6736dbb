"""A case on its way to a meeting: area, meeting, IDVA, cover, safe contact, its link."""

from flask import Flask

from app.cases import agenda_pages, calendar_pages, handing_pages, meeting_pages, offer_pages, pages
from app.web import assets

__all__ = [
    "agenda_pages",
    "calendar_pages",
    "handing_pages",
    "meeting_pages",
    "offer_pages",
    "pages",
    "register",
]


def register(app: Flask) -> None:
    """Join the cases to the staff's host."""
    assets.add("draft.js", "app.cases", "static/draft.js", assets.SCRIPT)
    app.register_blueprint(pages.bp)
