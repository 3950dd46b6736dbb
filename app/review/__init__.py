"""The review of translations: people who read a language say of each string whether it is right."""

from flask import Flask

from app.entry.service import marked
from app.review import lead_pages, pages, recording_pages, state_pages
from app.review.refusing import WORDS
from app.web import assets, rail, refusals
from app.web.audience import ADMIN, COMMUNITY, IDVA, LEAD

__all__ = ["lead_pages", "pages", "recording_pages", "register", "state_pages"]


def register(app: Flask) -> None:
    """Join it to the staff's host."""
    refusals.say(app, WORDS)
    assets.add("review.css", "app.review", "static/review.css", assets.CSS)
    assets.add("record.js", "app.review", "static/record.js", assets.SCRIPT)
    app.register_blueprint(pages.bp)
    app.register_blueprint(recording_pages.bp)
    app.register_blueprint(state_pages.bp)
    rail.add(app, marked("Check translations"), "review.languages", COMMUNITY, place=15)
    rail.add(app, "Languages", "states.languages", IDVA, LEAD, COMMUNITY, ADMIN, place=68)
    rail.add(app, "Translations", "review.patches", LEAD, place=67)
    rail.add(app, "Translations", "review.patches", ADMIN, place=20)
