"""Texts for a vetted translator, and their English back. This room knows no case, no link and no answers."""

from flask import Flask

from app.translating import pages
from app.translating.refusing import WORDS
from app.web import rail, refusals
from app.web.audience import TRANSLATOR


def register(app: Flask) -> None:
    """Join it to the staff's host; the list of jobs is where a translator starts."""
    refusals.say(app, WORDS)
    app.register_blueprint(pages.bp)
    rail.add(app, "To translate", "translating.jobs", TRANSLATOR, home=True)
