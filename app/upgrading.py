"""`beforehand db upgrade`: a new version over a database that an older one filled.

Promise: nothing is changed while a worker of the older version lives, or where this version cannot tell what
it has before it; each refusal says what to do. Over a database of this shape it does nothing.
"""

from datetime import datetime

from sqlalchemy import create_engine, inspect
from sqlalchemy.orm import Session

from app import schema
from app.engine import ENGINE_OPTIONS
from app.web import health
from app.web.health import Beat
from safety.errors import SafetyRefusal


class StillRuns(SafetyRefusal):
    """The older version is at work."""

    code = (
        "a worker runs over this database. Stop web and worker on every machine first (systemctl stop "
        "beforehand beforehand-worker); one that was killed is forgotten after a minute and a half"
    )


class FromALaterVersion(SafetyRefusal):
    """A shape that this version does not know."""

    code = (
        "the database was brought up to date by a later version. Install that one again, or put the backup "
        "that this version made into an empty database: docs/backups.md"
    )


def upgrade(url: str, now: datetime) -> None:
    """Bring the database up to date.

    Raises StillRuns or FromALaterVersion; then nothing was changed.
    """
    shape = schema.shape_of(url)
    if shape and not schema.knows(shape):
        raise FromALaterVersion
    if schema.is_current(url):
        return
    if _worker_lives(url, now):
        raise StillRuns
    schema.upgrade(url)


def _worker_lives(url: str, now: datetime) -> bool:
    engine = create_engine(url, **ENGINE_OPTIONS)
    try:
        with Session(engine) as db:
            return inspect(engine).has_table(Beat.__tablename__) and health.worker_lives(db, now)
    finally:
        engine.dispose()
