"""What the worker looks at before it is too late: room on the disks, and sealed values that do not open.

Promise: whoever must know is told again and again while it lasts, by email and in the log, in fixed words:
which setting, or which table, and never what is stored there.
"""

from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app import rewrapping, room
from app.db import writing
from app.messaging import service as messaging
from app.web import quiet
from app.web.health import Beat
from app.worker import Duty
from config import Config, Keys
from safety.errors import NotOpened

HOUR, WEEK = timedelta(hours=1), timedelta(days=7)
_SAID = "does not open: "
_OURS = Beat.name.startswith(_SAID, autoescape=True)


def watch_duties(config: Config) -> dict[str, Duty]:
    """All of it, as the worker does it."""

    def told(watch: Callable[[Session, Config, datetime], int]) -> Duty:
        return Duty(lambda db, keys, now: watch(db, config, now), every=HOUR)

    return {
        "room on the disks": told(watch_room),
        "sealed values that do not open": Duty(look_for_unopened),
        "what does not open told": told(watch_unopened),
    }


def watch_room(db: Session, config: Config, now: datetime) -> int:
    """Technicians and leads are told, once a day, of a disk that runs full; how many are told."""
    low = [] if config.demo else [disk for disk in room.disks(config) if disk.low]
    for disk in low:
        quiet.warn(f"a disk runs full: that of {disk.named()}", free_megabytes=disk.free >> 20)
    return messaging.alarm_leads_too(db, config, messaging.ROOM, now) if low else 0


def look_for_unopened(db: Session, keys: Keys, now: datetime) -> int:
    """Try every sealed value, and write down in which tables some do not open, how many there and since when
    it is so; how many values those are.
    """
    found = unopened(db, keys)
    db.rollback()
    with writing(db):
        before = {table: (many, at) for table, many, at in _noted(db)}
        db.execute(delete(Beat).where(_OURS))
        for table, many in found.items():
            most, at = before.get(table, (0, now))
            db.add(Beat(name=f"{_SAID}{table} {many}", at=at if many <= most else now))
    for table, many in found.items():
        quiet.warn(f"sealed values do not open in the table {table}", many=many)
    return sum(found.values())


def watch_unopened(db: Session, config: Config, now: datetime) -> int:
    """Technicians and leads are told where a sealed value does not open: at once of what was not so before,
    and once a week while it is so; how many are told.
    """
    since = max((at for _, _, at in _noted(db)), default=None)
    if since is None:
        return 0
    return messaging.alarm_leads_too(db, config, messaging.UNOPENED, now, every=WEEK, since=since)


def unopened(db: Session, keys: Keys) -> dict[str, int]:
    """How many sealed values of each table do not open now; tables where all do are left out."""
    found: Counter[str] = Counter()
    for one in rewrapping.columns():
        for sealed, context in rewrapping.values(db, one):
            try:
                keys.data.open(sealed, context)
            except NotOpened:
                found[one.table.name] += 1
    return dict(found)


def last_unopened(db: Session) -> list[str]:
    """The tables in which a value did not open when the worker last looked."""
    return [table for table, _, _ in _noted(db)]


def _noted(db: Session) -> list[tuple[str, int, datetime]]:
    """What was written down: each table, how many values of it, since when it is so many; in order."""
    rows = db.execute(select(Beat.name, Beat.at).where(_OURS).order_by(Beat.name))
    noted = [(*name.removeprefix(_SAID).partition(" ")[::2], at) for name, at in rows]
    return [(table, int(many or 0), at) for table, many, at in noted]
