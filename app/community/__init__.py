"""Community organisations: kits of links, posters and cards that they hand out and learn nothing from."""

from flask import Flask

from app.community import lead_pages, pages, piece_pages
from app.community.pool import Pool
from app.community.refusing import WORDS
from app.community.showing import EXTENSION, bp
from app.entry.service import marked
from app.web import assets, rail, refusals
from app.web.audience import COMMUNITY, LEAD

__all__ = ["lead_pages", "pages", "piece_pages", "register"]


def register(app: Flask, pool: Pool) -> None:
    """Join it to the staff's host. `pool` is where the links of kits are made."""
    app.extensions[EXTENSION] = pool
    refusals.say(app, WORDS)
    assets.add("kits.css", "app.community", "static/kits.css", assets.CSS)
    assets.add("pieces.css", "app.community", "static/pieces.css", assets.CSS)
    assets.add("kits.js", "app.community", "static/kits.js", assets.SCRIPT)
    app.register_blueprint(bp)
    rail.add(app, marked("Kits"), "community.kits_page", COMMUNITY, home=True, place=10)
    rail.add(app, marked("Help"), "community.kit_help", COMMUNITY, place=20)
    rail.add(app, "Kits", "community.kits_page", LEAD, place=65)
