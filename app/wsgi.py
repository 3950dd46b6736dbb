"""What the production server loads: two apps behind one entry, told apart by Host."""

from typing import TYPE_CHECKING

from werkzeug.middleware.proxy_fix import ProxyFix

from app import Face, create_app
from app.web.hosts import by_host
from config import Config

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication


def entry() -> "WSGIApplication":
    """The survivors' app, and the staff app on its own host only."""
    config = Config.from_env()
    both = by_host(create_app(config, Face.SURVIVOR), create_app(config, Face.STAFF), config)
    return behind(config.proxies, both)


def behind(proxies: int, app: "WSGIApplication") -> "WSGIApplication":
    """The app, told the caller's network by as many proxies as really stand before it.

    Without this every phone seems to come from the proxy, and no network is ever slowed down.
    """
    return ProxyFix(app, x_for=proxies, x_proto=0, x_host=0, x_port=0, x_prefix=0) if proxies else app
