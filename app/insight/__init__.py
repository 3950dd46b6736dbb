"""What survivors said yes to being counted in, and the voice standard. This room cannot reach their words."""

from flask import Flask

from app.insight import (
    acting,
    change_pages,
    gap_pages,
    heard_pages,
    pages,
    quote_pages,
    refusing,
    release_pages,
    release_words,
)
from app.insight.acting import Acting
from app.insight.publishing import Person
from app.insight.sources import Service, Sources, Viewer, join
from app.web import assets, rail, refusals
from app.web.audience import LEAD, MANAGER

__all__ = [
    "Acting",
    "Person",
    "Service",
    "Sources",
    "Viewer",
    "change_pages",
    "gap_pages",
    "heard_pages",
    "pages",
    "quote_pages",
    "register",
    "release_pages",
]


def register(app: Flask, sources: Sources, acts: Acting) -> None:
    """Join it to the staff's host with what other rooms tell it; the board page is where a manager starts."""
    join(app, sources)
    acting.join(app, acts)
    refusals.say(app, refusing.WORDS | release_words.WORDS)
    assets.add("insight.css", "app.insight", "static/insight.css", assets.CSS)
    app.register_blueprint(pages.bp)
    rail.add(app, "Figures", "insight.board", MANAGER, home=True, place=40)
    rail.add(app, "Figures", "insight.board", LEAD, place=70)
