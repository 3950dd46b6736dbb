"""The way in for people whom nobody knows yet: community links, who is on duty, and what came."""

from flask import Flask

from app.inbox import instead_pages, link_pages, pages
from app.inbox.refusing import WORDS
from app.web import rail, refusals
from app.web.audience import IDVA, LEAD

__all__ = ["instead_pages", "link_pages", "pages", "register"]


def register(app: Flask) -> None:
    """Join it to the staff's host."""
    refusals.say(app, WORDS)
    app.register_blueprint(pages.bp)
    rail.add(app, "Duty inbox", "inbox.arrivals", IDVA, LEAD, place=55)
    rail.add(app, "Community links", "inbox.links", LEAD, place=65)
