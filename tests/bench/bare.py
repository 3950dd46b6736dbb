"""The least that a Flask page can do on our server: the same bytes back, or the same bytes kept by sqlite3.

Nothing is checked, sealed or unsealed. One page asks its database first for a row by its key, with the
library that the product asks with: no page of ours can do less. Writers take turns before they reach
SQLite, so that none sleeps in its queue: what one process can commit at this durability at best.
"""

import os
import sqlite3
import threading
from pathlib import Path

from flask import Flask, Response, request
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session

PAGE, STORE = "BARE_PAGE", "BARE_STORE"
ANSWER = bytes(64)
ASKED = text("SELECT id, body FROM kept WHERE id = :id")
TABLE = "CREATE TABLE IF NOT EXISTS kept (id INTEGER PRIMARY KEY, body BLOB NOT NULL)"


class Bare:
    """One page and one table."""

    def __init__(self, page: Path, store: Path) -> None:
        self._page = page.read_bytes()
        self._turn = threading.Lock()
        self._db = sqlite3.connect(store, check_same_thread=False, isolation_level=None)
        for wish in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"):
            self._db.execute(f"PRAGMA {wish}")
        self._db.execute(TABLE)
        self._engine = create_engine(f"sqlite:///{store}", pool_pre_ping=True)

    def page(self, token: str) -> Response:
        """The bytes of a link's page, as compressed as it is sent."""
        return Response(self._page, headers={"Content-Encoding": "br", "Cache-Control": "no-store"})

    def asking_page(self, token: str) -> Response:
        """The same bytes, once the database has said whether there is a row of this number."""
        with Session(self._engine) as session:
            session.connection().execute(ASKED, {"id": len(token)}).one_or_none()
        return self.page(token)

    def keep(self) -> Response:
        """Commit the body, answer as many bytes as the product does."""
        body = request.get_data()
        with self._turn:
            self._db.execute("BEGIN IMMEDIATE")
            self._db.execute("INSERT INTO kept (body) VALUES (?)", (body,))
            self._db.execute("COMMIT")
        return Response(ANSWER, mimetype="application/octet-stream")


def sized() -> Flask:
    """What the server loads to read what comes and hand out as many bytes as it is asked for."""
    app = Flask("sized", static_folder=None)
    app.add_url_rule("/b/<int:size>", view_func=_bytes, methods=["GET", "POST"])
    return app


def _bytes(size: int) -> Response:
    request.get_data()
    return Response(bytes(size), headers={"Cache-Control": "no-store"})


def entry() -> Flask:
    """What the server loads."""
    app = Flask("bare", static_folder=None)
    bare = Bare(Path(os.environ[PAGE]), Path(os.environ[STORE]))
    app.add_url_rule("/k/<token>", view_func=bare.page)
    app.add_url_rule("/l/<token>", view_func=bare.asking_page)
    app.add_url_rule("/s", view_func=bare.keep, methods=["POST"])
    return app
