"""`/metrics`: how the machine does, on loopback only and only where METRICS_PORT is set.

Promise: a fixed handful of figures about the service as a whole, in Prometheus' text form: nothing of a
person, a case, a link or a request. The port is the worker's own, because a proxy on the same machine makes
every visitor of the staff host look like this one.
"""

import threading
from collections.abc import Callable
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app import backup, room
from app.accounts import service as accounts
from app.messaging import service as messaging
from app.watching import last_unopened
from app.web import health, quiet
from app.web.limits import networks_for
from config import Config
from safety.copies import newest

LOOPBACK = "127.0.0.1"
FORM = "text/plain; version=0.0.4; charset=utf-8"
SAID = {
    "beforehand_database_up": "Whether the database answers.",
    "beforehand_worker_up": "Whether a worker was heard of in the last ninety seconds.",
    "beforehand_messages_behind": "Whether a message that may go has waited for more than fifteen minutes.",
    "beforehand_limits_up": "Whether the server that all processes count tries at answers.",
    "beforehand_trail_holds": "Whether the audit trail held when it was last proved.",
    "beforehand_trail_proof_age_seconds": "How long ago the audit trail was last proved.",
    "beforehand_texts_not_deleted": "Texts that could not be deleted at the provider.",
    "beforehand_backup_age_seconds": "How old the newest backup is.",
    "beforehand_backups_too_old": "Backups that should be gone.",
    "beforehand_disk_low": "Whether a disk that the service writes to runs full.",
    "beforehand_disk_free_bytes": "How much is free on the fullest of them.",
    "beforehand_tables_not_opening": "Tables in which a sealed value did not open when last looked at.",
}

Figures = dict[str, float]


def written(figures: Figures) -> str:
    """As Prometheus reads them."""
    lines = [
        f"# HELP {name} {SAID[name]}\n# TYPE {name} gauge\n{name} {value}\n"
        for name, value in figures.items()
    ]
    return "".join(lines)


def measured(new_session: Callable[[], Session], config: Config, now: datetime) -> Figures:
    """All figures that can be had now."""
    of_machine = {**_of_limits(config), **_of_backups(config, now), **_of_disks(config)}
    return {**_of_database(new_session, now), **of_machine}


def serve(
    new_session: Callable[[], Session], config: Config, clock: Callable[[], datetime]
) -> HTTPServer | None:
    """Answer on loopback until the process ends; None where it is off, or another worker answers already."""
    if not config.metrics_port:
        return None

    class Answers(_Answers):
        port = config.metrics_port

        def told(self) -> str:
            return written(measured(new_session, config, clock()))

    try:
        server = HTTPServer((LOOPBACK, config.metrics_port), Answers)
    except OSError:
        quiet.warn("METRICS_PORT is taken: another worker answers there, or another program")
        return None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def _of_database(new_session: Callable[[], Session], now: datetime) -> Figures:
    try:
        with new_session() as db:
            return {
                "beforehand_database_up": 1,
                "beforehand_worker_up": int(health.worker_lives(db, now)),
                "beforehand_messages_behind": int(bool(messaging.behind(db, now))),
                "beforehand_texts_not_deleted": messaging.counts(db, now).not_cleaned,
                "beforehand_tables_not_opening": len(last_unopened(db)),
                **_of_the_trail(db, now),
            }
    except SQLAlchemyError:
        return {"beforehand_database_up": 0}


def _of_the_trail(db: Session, now: datetime) -> Figures:
    proof = accounts.proved.last(db)
    if proof is None:
        return {}
    return {
        "beforehand_trail_holds": int(proof.verdict is accounts.proved.Verdict.HELD),
        "beforehand_trail_proof_age_seconds": (now - proof.at).total_seconds(),
    }


def _of_limits(config: Config) -> Figures:
    return {"beforehand_limits_up": int(not networks_for(config).apart())} if config.limits_url else {}


def _of_backups(config: Config, now: datetime) -> Figures:
    found = backup.standing(config, now)
    if not found.set_up:
        return {}
    last = newest(found.names)
    age = {"beforehand_backup_age_seconds": (now - last).total_seconds()} if last else {}
    return {**age, "beforehand_backups_too_old": len(found.old)}


def _of_disks(config: Config) -> Figures:
    found = room.disks(config)
    return {
        "beforehand_disk_low": int(any(one.low for one in found)),
        "beforehand_disk_free_bytes": min(one.free for one in found),
    }


class _Answers(BaseHTTPRequestHandler):
    """One address, for whoever asks this machine by its own name."""

    timeout = 5
    port = 0

    def do_GET(self) -> None:
        """The figures; nothing else is here."""
        here = self.headers.get("Host") in {f"{LOOPBACK}:{self.port}", f"localhost:{self.port}"}
        if not here or self.path != "/metrics":
            self.send_error(404)
            return
        body = self.told().encode()
        self.send_response(200)
        for name, value in (
            ("Content-Type", FORM),
            ("Content-Length", str(len(body))),
            ("Cache-Control", "no-store"),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def told(self) -> str:
        """What is answered."""
        raise NotImplementedError

    def log_message(self, *said: object) -> None:
        """Nothing is logged of who asks."""
