"""The worker's daily list: what goes, what is counted, and what the trail keeps of it.

Promise: each duty may be run twice, is whole or not done at all, and leaves one audited number behind where
something went. What goes and when is decided in `safety/retention.py`.
"""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app import backup, old_keys, rewrapping, scrubbing
from app.accounts import service as accounts
from app.cases import service as cases
from app.db import writing
from app.deleting import service as deleting
from app.desk import service as desk
from app.entry import service as entry
from app.inbox import service as inbox
from app.insight import service as insight
from app.leaving import keep_from_conflicts, keep_from_leavers, lapse_recoveries
from app.messaging import service as messaging
from app.messaging.working import Job, jobs
from app.purging import (
    forget_declared,
    note,
    purge_arrivals,
    purge_cases,
    purge_quotes,
    purge_replies,
    purge_tallies,
    purge_trail,
    purge_translations,
)
from app.voice import service as voice
from app.watching import watch_duties
from app.worker import Duty
from config import Config, Keys
from safety import retention, sealing
from safety.errors import NotOpened

WAITED = ("waiting_part",)
SOON = timedelta(minutes=retention.KEPT_MINUTES)
AT_ONCE = timedelta(seconds=5)
LINKS_AT_ONCE = 500  # databases take only so many values in one question
MINUTES, HOUR, DAY = timedelta(minutes=5), timedelta(hours=1), timedelta(days=1)


def end_unused_links(db: Session, keys: Keys, now: datetime) -> int:
    """Links over which nothing ever came open no form any more; their cases stay."""
    with writing(db):
        past = cases.links_past_their_use(db, now)
        unused = [
            link_id
            for at in range(0, len(past), LINKS_AT_ONCE)
            for link_id in _unused(db, keys, past[at : at + LINKS_AT_ONCE])
        ]
        for link_id in unused:
            entry.close(db, link_id, now)
        if unused:
            note(db, keys, now, f"unused links={len(unused)}")
    return len(unused)


def _unused(db: Session, keys: Keys, link_ids: list[UUID]) -> list[UUID]:
    """Those over which nothing ever came."""
    used = voice.latest(db, keys, link_ids)
    return [link_id for link_id in link_ids if link_id not in used]


def rid_files(db: Session, keys: Keys, now: datetime) -> int:
    """What went since yesterday leaves the database's files too; 1 where there was any.

    Of the parts that were counted nothing says when: the table where they wait is written anew every day. So
    are those of keys: a reset, another password, or a day on which somebody was reading leaves them too.
    """
    went = deleting.went_since(db, cases.london(now - DAY).date())
    _scrub(db, (*(scrubbing.TABLES if went else WAITED), *scrubbing.KEY_TABLES))
    return int(went)


def _scrub(db: Session, tables: Sequence[str]) -> None:
    engine = db.get_bind()
    assert isinstance(engine, Engine)
    db.rollback()
    scrubbing.scrub(engine, tables)


def renew_data_key(db: Session, keys: Keys, now: datetime) -> int:
    """What lies under an older DATA_KEY is sealed anew under today's."""
    return rewrapping.renew(db, keys, now)


def forget_kept(db: Session, keys: Keys, now: datetime) -> int:
    """Words of a failed send that nobody came back for: minutes, not days."""
    return voice.purge(db, (), now)


def purge_sessions(db: Session, keys: Keys, now: datetime) -> int:
    """Sessions of staff that are over."""
    return accounts.purge_sessions(db, now)


def count_parts(db: Session, keys: Keys, now: datetime) -> int:
    """Pools with enough waiting parts, for long enough, become records; nothing else of the parts stays."""
    privates = accounts.pool_privates(db, keys)

    def opened(key_id: bytes, part: bytes) -> bytes:
        if key_id not in privates:
            raise NotOpened
        return sealing.open_with(sealing.parse(part), key_id, privates[key_id])

    made = insight.open_batch(db, keys, opened, now)
    if made:
        _scrub(db, WAITED)
    return made


def refresh_facts(db: Session, keys: Keys, now: datetime) -> int:
    """Newly certified keys, another number or name: open links are given them before the pages change."""
    return cases.refresh_facts(db, keys, now) + inbox.refresh(db, keys, now)


def turn_epoch(db: Session, keys: Keys, now: datetime) -> int:
    """Changed facts and keys reach the links' pages: all pages change together, once a day at most."""
    return entry.turn_epoch(db)


def renew_recovery(db: Session, keys: Keys, now: datetime) -> int:
    """A recovery key that two leads hold is made anew each month."""
    return accounts.renew_recovery(db, keys, now)


def end_old_keys(db: Session, keys: Keys, now: datetime) -> int:
    """Keys that were made anew, and name nothing any more, are destroyed, in the database's files too."""
    gone = old_keys.destroy(db, keys, now)
    if gone:
        _scrub(db, scrubbing.KEY_TABLES)
    return gone


def forget_messages(db: Session, keys: Keys, now: datetime) -> int:
    """Emails that went, and names of what is gone at the provider."""
    return messaging.forget_old(db, now)


def message_duties(config: Config, clock: Callable[[], datetime]) -> dict[str, Duty]:
    """What a worker does with messages, all the time or every few minutes."""
    told = Duty(lambda db, keys, now: inbox.tell(db, config, now), every=MINUTES)
    alarm = Duty(lambda db, keys, now: inbox.alarm(db, config, now), every=HOUR)
    messages = {name: _duty(job) for name, job in jobs(config, clock).items()}
    copies = Duty(lambda db, keys, now: watch_backups(db, config, now), every=HOUR)
    watched = {"people on duty told": told, "nobody on duty": alarm, "backups": copies}
    return {**messages, **watched, **watch_duties(config)}


def trail_duties(config: Config) -> dict[str, Duty]:
    """The trail is proved once a day, and whoever must know is told where it does not hold."""
    proof = Duty(lambda db, keys, now: accounts.proved.prove(db, keys, config.var_dir, now))
    watch = Duty(lambda db, keys, now: watch_trail(db, config, now), every=HOUR)
    return {"the trail proved, entries": proof, "the trail watched": watch}


def watch_trail(db: Session, config: Config, now: datetime) -> int:
    """Technicians and leads are told, once a day, of a trail that did not hold or was not proved lately."""
    proof = accounts.proved.last(db)
    wrong = proof is not None and not proof.fine(now)
    return messaging.alarm_leads_too(db, config, messaging.TRAIL, now) if wrong else 0


def watch_backups(db: Session, config: Config, now: datetime) -> int:
    """Technicians and leads are told, once a day, of a backup that is late or too old."""
    wrong = backup.standing(config, now).wrong
    return messaging.alarm_leads_too(db, config, messaging.COPIES, now) if wrong else 0


def figure_duties(config: Config) -> dict[str, Duty]:
    """What a worker draws: releases that people asked for, with no more than this service's budget."""
    return {"figures that were asked for": Duty(partial(_draw_figures, config.figures_budget), every=AT_ONCE)}


def _draw_figures(per_cent: int, db: Session, keys: Keys, now: datetime) -> int:
    def trail(actor: UUID) -> Callable[[str, str, str], None]:
        def write(action: str, subject: str, detail: str) -> None:
            accounts.append(db, keys, actor, action, subject, now, detail)

        return write

    return insight.draw_asked(db, keys, insight.gaussian, desk.tallying.kept, per_cent, trail, now)


def _duty(job: Job) -> Duty:
    return Duty(lambda db, keys, now: job.do(db), every=job.every)


DUTIES: dict[str, Duty] = {
    "cases past their time": Duty(purge_cases),
    "arrivals past their time": Duty(purge_arrivals),
    "unused links": Duty(end_unused_links),
    "conflicts": Duty(keep_from_conflicts),
    "whoever left": Duty(keep_from_leavers),
    "recoveries that nobody answered": Duty(lapse_recoveries, every=HOUR),
    "conflicts declared a year ago": Duty(forget_declared),
    "recovery keys of a month": Duty(renew_recovery),
    "links' facts and keys": Duty(refresh_facts),
    "changed pages": Duty(turn_epoch),
    "replies past their time": Duty(purge_replies),
    "translations past their time": Duty(purge_translations, every=SOON),
    "tallies past their time": Duty(purge_tallies),
    "quotes past their time": Duty(purge_quotes),
    "sessions that are over": Duty(purge_sessions),
    "audit events past their time": Duty(purge_trail),
    "counted parts opened": Duty(count_parts),
    "old emails forgotten": Duty(forget_messages),
    "kept words forgotten": Duty(forget_kept, every=SOON),
    "sealed anew under today's DATA_KEY": Duty(renew_data_key, every=SOON),
    "older keys that open nothing": Duty(end_old_keys),
    "files rid of what went": Duty(rid_files),
}
