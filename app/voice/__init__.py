"""The survivor's side: the link's page, what is sent over it, and leaving."""

from flask import Flask
from werkzeug.exceptions import HTTPException

from app.voice import pages, phone_pages

__all__ = ["pages", "phone_pages", "register"]


def register(app: Flask) -> None:
    """Make this app the survivors' host: no address but ours, no answer but the everyday page."""
    app.url_map.merge_slashes = False
    app.config["PROVIDE_AUTOMATIC_OPTIONS"] = False
    app.register_blueprint(pages.bp)
    app.register_error_handler(HTTPException, pages.wrong)
    app.register_error_handler(Exception, pages.wrong)
