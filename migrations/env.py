"""Alembic's entry: one set of migrations for SQLite and PostgreSQL, each in a transaction of its own.

Promise: a migration that fails leaves the schema as it was. On SQLite foreign keys are off while tables are
rebuilt, and checked before the connection is given back.
"""

import os
import sqlite3
from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Connection, Enum, create_engine

import app.joining  # noqa: F401  # joins every part, so that every table is known
from app.db import WRITES, Base, UtcDateTime, set_up_engine
from app.engine import ENGINE_OPTIONS


def render_item(kind: str, item: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Our types are written as what they are to a database: migrations import nothing of ours."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    return False


def migrate(connection: Connection) -> None:
    """Run what was asked for over one connection."""
    raw = connection.connection.driver_connection
    if isinstance(raw, sqlite3.Connection):
        raw.execute("PRAGMA foreign_keys=OFF")
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        render_item=render_item,
        compare_type=True,
        compare_server_default=True,
        transaction_per_migration=True,
        transactional_ddl=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    if isinstance(raw, sqlite3.Connection):
        connection.rollback()
        broken = raw.execute("PRAGMA foreign_key_check").fetchall()
        raw.execute("PRAGMA foreign_keys=ON")
        if broken:
            raise RuntimeError(f"foreign keys are broken in {len(broken)} rows")


def main() -> None:
    """Connect to the database that the caller or the environment names."""
    url = context.config.attributes.get("url") or os.environ["DATABASE_URL"]
    engine = create_engine(url, **ENGINE_OPTIONS)
    set_up_engine(engine)
    try:
        with engine.connect() as connection:
            migrate(connection.execution_options(**{WRITES: True}))
    finally:
        engine.dispose()


main()
