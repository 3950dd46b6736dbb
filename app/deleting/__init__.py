"""What goes: at a survivor's wish, and in its time; and how much it was."""

from flask import Flask

from app.deleting import pages, report_pages
from app.deleting.refusing import WORDS
from app.web import rail, refusals
from app.web.audience import LEAD

__all__ = ["pages", "register", "report_pages"]


def register(app: Flask) -> None:
    """Join it to the staff's host."""
    refusals.say(app, WORDS)
    app.register_blueprint(pages.bp)
    rail.add(app, "Kept and deleted", "deleting.report", LEAD, place=74)
