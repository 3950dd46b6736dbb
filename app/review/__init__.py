"""The review of translations: people who read a language say of each string whether it is right."""

from flask import Flask

from app.entry.service import marked
from app.review import pages
from app.review.refusing import WORDS
from app.web import assets, rail, refusals
from app.web.audience import COMMUNITY

__all__ = ["pages", "register"]


def register(app: Flask) -> None:
    """Join it to the staff's host."""
    refusals.say(app, WORDS)
    assets.add("review.css", "app.review", "static/review.css", assets.CSS)
    app.register_blueprint(pages.bp)
    rail.add(app, marked("Check translations"), "review.languages", COMMUNITY, place=15)
