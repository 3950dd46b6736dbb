"""One entry, two hosts: which app answers is settled before either of them looks at an address.

Promise: staff pages answer on the staff host only; any other Host gets the survivors' app, which knows
no staff address. A demonstration answers only what comes straight from this machine.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from config import Config

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LOOPBACK = {"127.0.0.1", "localhost", "[::1]"}
RELAYED = ("HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_FORWARDED")
MISDIRECTED = "421 Misdirected Request"


def by_host(survivors: "WSGIApplication", staff: "WSGIApplication", config: Config) -> "WSGIApplication":
    """The two apps behind one entry."""

    def entry(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        host = _host(environ)
        if config.demo and not _straight(environ, host):
            start_response(MISDIRECTED, [("Content-Length", "0"), ("Cache-Control", "no-store")])
            return []
        app = staff if _same(host, config.staff_host, config.scheme) else survivors
        return app(environ, start_response)

    return entry


def _host(environ: "WSGIEnvironment") -> str:
    return str(environ.get("HTTP_HOST", "")).strip().lower().rstrip(".")


def _same(host: str, ours: str, scheme: str) -> bool:
    return _with_port(host, scheme) == _with_port(ours.lower(), scheme)


def _with_port(host: str, scheme: str) -> tuple[str, str]:
    name, port = _split(host)
    return name.rstrip("."), port or ("443" if scheme == "https" else "80")


def _split(host: str) -> tuple[str, str]:
    if host.endswith("]") or ":" not in host:
        return host, ""
    name, _, port = host.rpartition(":")
    return name, port


def _straight(environ: "WSGIEnvironment", host: str) -> bool:
    return _split(host)[0] in LOOPBACK and not any(name.startswith(RELAYED) for name in environ)
