"""After rows were deleted: their bytes leave the files too.

Promise: on SQLite what was deleted is overwritten (`secure_delete`) and the log of changes is emptied; on
PostgreSQL, where a deleted row's bytes stay in its page even after VACUUM, each table is written anew, and so
are the statistics, which hold samples of rows (none of text and sealed columns: migrations 0025, 0026). What
PostgreSQL's write-ahead log and backups still hold, and for how long, stands in docs/backups.md.
"""

import re
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import ProgrammingError

TABLES = (
    *("send", "signal", "counted", "counted_after", "reply", "kept"),
    *("link", "case_link", "case", "case_conflict", "contact_agreement", "offer", "legal_hold"),
    *("confirmation", "reading", "cover_record", "taking", "case_themes", "spoken", "outcome"),
    *("given", "quote_given", "printed", "hand_over", "waiting_quote", "translation_job", "translation"),
    *("reach", "stopped", "outbox", "incoming", "arrival", "arrival_passed", "conflict_declared"),
    "waiting_part",
)
KEY_TABLES = ("recipient_key", "recovery_half", "group_share")
LOOKS, APART = 50, 0.2
FIRST_NUMBER = re.compile(r"\d+")
OLDER = text(  # whoever writes, in any database of the server, holds back every new snapshot
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE pid <> pg_backend_pid() AND (age(backend_xid) > age(CAST(:now AS xid))"
    " OR (datname = current_database() AND age(backend_xmin) > age(CAST(:now AS xid))))"
)


class StillInUse(Exception):
    """Somebody was reading or writing all the while: the files were not emptied, and it is tried again."""


def scrub(engine: Engine, tables: Sequence[str] = TABLES, looks: int = LOOKS) -> None:
    """Do it now. Raises StillInUse where somebody does not end, its own error for a locked table."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if connection.dialect.name == "sqlite":
            _empty_log(connection)
        else:
            _wait_for_readers(connection, looks)
            _write_anew(connection, tables, looks)


def _empty_log(connection: Connection) -> None:
    busy = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()[0]
    if busy:
        raise StillInUse


def _wait_for_readers(connection: Connection, looks: int) -> None:
    """What somebody who began before still sees is copied into the new table: ten seconds for them to end."""
    now = connection.execute(text("SELECT CAST(CAST(pg_current_xact_id() AS xid) AS text)")).scalar_one()
    for _ in range(looks):
        if not connection.execute(OLDER, {"now": now}).scalar_one():
            return
        _a_moment(connection)
    raise StillInUse


def _write_anew(connection: Connection, tables: Sequence[str], looks: int) -> None:
    """One table after the other, so that nobody waits for more than one of them."""
    for table in (*(f'"{name}"' for name in tables), "pg_catalog.pg_statistic"):
        _until_none_is_carried(connection, table, looks)
    with suppress(ProgrammingError):  # a role that may not: PostgreSQL makes one itself within minutes
        connection.execute(text("CHECKPOINT"))


def _until_none_is_carried(connection: Connection, table: str, looks: int) -> None:
    """Somebody who is just connecting sees older rows too, and stands in no list yet."""
    for _ in range(looks):
        if not _carried(connection, table):
            return
        _a_moment(connection)
    raise StillInUse


def _carried(connection: Connection, table: str) -> int:
    """Write a table anew; how many deleted rows PostgreSQL says it carried over.

    With that number the detail of its report begins, in whatever language it speaks.
    """
    said: list[str] = []
    driver: Any = connection.connection.driver_connection

    def hear(report: Any) -> None:
        said.append(report.message_detail or "")

    driver.add_notice_handler(hear)
    try:
        connection.execute(text(f"VACUUM (FULL, ANALYZE, VERBOSE) {table}"))
    finally:
        driver.remove_notice_handler(hear)
    return sum(int(found[0]) for found in map(FIRST_NUMBER.search, said) if found)


def _a_moment(connection: Connection) -> None:
    connection.execute(text("SELECT pg_sleep(:seconds)"), {"seconds": APART})
