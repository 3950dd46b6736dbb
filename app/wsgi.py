"""What the production server loads: two apps behind one entry, told apart by Host."""

from typing import TYPE_CHECKING

from app import Face, create_app
from app.web.hosts import by_host
from config import Config

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


def entry() -> "WSGIApplication":
    """The survivors' app, and the staff app on its own host only."""
    config = Config.from_env()
    return by_host(create_app(config, Face.SURVIVOR), create_app(config, Face.STAFF), config)
