"""What `beforehand doctor` looks at: settings, folder, database, clock and carriers."""

import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import click
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app import backup, copying, schema
from app.db import ENGINE_OPTIONS
from app.messaging import checking
from config import Config

CLOCK_MAY_DIFFER = timedelta(minutes=2)
FIRST_YEAR = 2026
UNFINISHED = "Make a new, empty database, name it in DATABASE_URL, and restore again."


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is fine, and what to do if not."""

    what: str
    fine: bool
    mend: str = ""


def examine(config: Config, now: datetime) -> Iterator[Finding]:
    """Look at everything that can be looked at without changing anything."""
    yield Finding("settings are complete; DATA_KEY, AUDIT_KEY and PEPPER can be read", True)
    yield _folder(config)
    reached = _reached(config)
    yield Finding("the database answers", reached is not None, "Check DATABASE_URL and that its server runs.")
    if reached is not None:
        current = schema.is_current(config.database_url)
        yield Finding("the database has this version's shape", current, "Run: beforehand db upgrade")
        yield from _findings(_senders(config)) if current else ()
        yield Finding("no restore was left half done", schema.is_whole(config.database_url), UNFINISHED)
    yield from _backups(config, now)
    yield _clock(reached, now)
    yield from _findings(checking.carriers(config, now))


def tell(config: Config, now: datetime) -> int:
    """Print every finding, and how to mend what is wrong; how many are."""
    faults = 0
    for finding in examine(config, now):
        click.echo(f"{'ok   ' if finding.fine else 'WRONG'}  {finding.what}")
        if not finding.fine:
            click.echo(f"       {finding.mend}")
            faults += 1
    return faults


def _findings(answers: Iterable[checking.Answer]) -> Iterator[Finding]:
    return (Finding(*answer) for answer in answers)


def _senders(config: Config) -> list[checking.Answer]:
    engine = create_engine(config.database_url, **ENGINE_OPTIONS)
    try:
        with Session(engine) as db:
            return list(checking.senders(db, config))
    finally:
        engine.dispose()


def _folder(config: Config) -> Finding:
    mode = stat.S_IMODE(config.var_dir.stat().st_mode)
    mend = f"Run: chmod 700 {config.var_dir}"
    return Finding("VAR_DIR is for its owner only", mode & 0o077 == 0, mend)


def _reached(config: Config) -> datetime | None:
    """The database's own moment; None where it does not answer."""
    engine = create_engine(config.database_url, **ENGINE_OPTIONS)
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "postgresql":
                moment: datetime = connection.execute(text("SELECT now()")).scalar_one()
                return moment.astimezone(UTC)
            connection.execute(text("SELECT 1"))
            return datetime.now(UTC)
    except SQLAlchemyError:
        return None
    finally:
        engine.dispose()


def _backups(config: Config, now: datetime) -> Iterator[Finding]:
    """What this machine sees of them. A demonstration needs none."""
    found = backup.standing(config, now)
    if config.demo and not found.set_up:
        return
    yield Finding("backups are set up", found.set_up, "Set BACKUP_DIR and BACKUP_TO: docs/backups.md")
    if found.set_up:
        yield Finding("a backup was made within two days", not found.late, "Run: beforehand backup")
        mend = f"Delete them here, and wherever else copies lie: {', '.join(found.old)}"
        yield Finding("no backup is older than fourteen days", not found.old, mend)
    if copying.engine_of(config.database_url) == "postgresql":
        mend = copying.ProgramMissing.code
        yield Finding("PostgreSQL's own client is here, for backups", copying.programs_there(), mend)


def _clock(reached: datetime | None, now: datetime) -> Finding:
    agrees = reached is None or abs(reached - now) < CLOCK_MAY_DIFFER
    mend = "Set the clock: codes of the second step, links' ends and purging depend on it."
    return Finding("the clock is set and agrees with the database's", now.year >= FIRST_YEAR and agrees, mend)
