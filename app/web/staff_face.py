"""What makes a Flask app the staff face: headers, guard, CSRF, error pages, the frame, its assets."""

from collections.abc import Callable
from typing import Any

from flask import Flask, g
from flask_babel import Babel
from flask_wtf.csrf import CSRFProtect

from app.web import assets, rail, refusals, staff_guard, staff_headers, staying
from app.web.audience import Audience
from app.web.forms import described_by
from app.web.said import page_locale, worded
from config import Config
from safety.drawing import hkdf
from safety.speaking import steady


def set_up(
    app: Flask,
    role_now: Callable[[], Audience | None],
    name_now: Callable[[], str],
    proved_now: Callable[[], bool],
) -> None:
    """Dress an app; whoever knows who is signed in, and how lately proved, says so through the functions."""
    config: Config = app.config["BEFOREHAND"]
    app.config.update(
        WTF_CSRF_SECRET_KEY=hkdf(config.keys.pepper, b"staff forms"),
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session itself
    )
    Babel(app, default_locale="en", default_domain="staff")  # what staff read is in English only
    staff_headers.set_up(app)
    staff_guard.set_up(app, role_now, proved_now)  # before CSRF: who is signed out is asked in, not scolded
    CSRFProtect(app)
    refusals.set_up(app)
    staying.set_up(app, name_now)
    app.register_blueprint(assets.bp)
    app.jinja_env.globals.update(asset_url=assets.asset_url, described_by=described_by)
    app.jinja_env.filters["steady"] = steady
    app.jinja_env.globals.update(worded=worded, page_locale=page_locale)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

    @app.context_processor
    def frame() -> dict[str, Any]:
        if g.get("away"):
            return {}
        return {"rail_links": rail.links_for(role_now()), "who": name_now(), "demo": config.demo}
