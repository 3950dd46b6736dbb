"""The way in for people whom nobody knows yet: community links, who is on duty, and what came."""

from flask import Flask

from app.desk import service as desk
from app.inbox import instead_pages, links, local_pages, pages, recovering, rota_pages
from app.inbox.refusing import WORDS
from app.web import assets, rail, refusals
from app.web.audience import IDVA, LEAD

__all__ = ["instead_pages", "links", "local_pages", "pages", "recovering", "register", "rota_pages"]


def register(app: Flask) -> None:
    """Join it to the staff's host."""
    refusals.say(app, WORDS)
    app.register_blueprint(pages.bp)
    desk.recovers_duty(app, recovering.WAY)
    assets.add("marks.js", "app.inbox", "static/marks.js", assets.SCRIPT)
    rail.add(app, "Duty inbox", "inbox.arrivals", IDVA, LEAD, place=55)
    rail.add(app, "Our page", "inbox.local_pages", LEAD, place=66)
