"""Words that somebody allowed to be quoted: looked at by two people, then let out, of no case."""

from flask import Flask

from app.quotes import pages
from app.quotes.refusing import WORDS
from app.web import rail, refusals
from app.web.audience import LEAD

__all__ = ["pages", "register"]


def register(app: Flask) -> None:
    """Join it to the staff's host."""
    refusals.say(app, WORDS)
    app.register_blueprint(pages.bp)
    rail.add(app, "Quotes to look at", "quotes.waiting", LEAD, place=72)
