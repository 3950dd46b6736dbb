"""The worker's daily list: what goes, what is counted, and what the trail keeps of it.

Promise: each duty may be run twice, is whole or not done at all, and leaves one audited number behind where
something went. What goes and when is decided in `safety/retention.py`.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app import backup
from app.accounts import service as accounts
from app.cases import service as cases
from app.community import service as community
from app.db import writing
from app.desk import service as desk
from app.entry import service as entry
from app.inbox import service as inbox
from app.insight import service as insight
from app.messaging import service as messaging
from app.messaging.working import Job, jobs
from app.quotes import service as quotes
from app.translating import service as translating
from app.voice import service as voice
from app.worker import Duty
from config import Config, Keys
from safety import retention, sealing
from safety.errors import NotOpened

RETENTION = "retention"
SOON = timedelta(minutes=retention.KEPT_MINUTES)
AT_ONCE = timedelta(seconds=5)
MINUTES, HOUR, DAY = timedelta(minutes=5), timedelta(hours=1), timedelta(days=1)


def purge_cases(db: Session, keys: Keys, now: datetime) -> int:
    """Cases whose time is over go whole: what arrived, what the desk noted, what was agreed, the links.

    Where she was asked how it went, her views go in their time and the rest of the case in its own. What the
    voice standard counts of a case becomes a tally, in the same transaction.
    """
    with writing(db):
        due = cases.due_for_purge(db, now)
        insight.keep_tallies(db, desk.tallying.counted(db, keys, due.cases, now))
        desk.tallying.remember(db, keys, due.asked)
        views = voice.views_of(db, due.views_of)
        translating.forget(db, [*views, *voice.came_over(db, due.links)])
        desk.forget_views(db, views)
        desk.forget_wording(db, list(due.asked))
        voice.purge_views(db, views)
        desk.purge(db, list(due.cases))
        messaging.purge(db, due.cases, now)
        sends = voice.purge(db, due.links, now)
        gone = cases.purge(db, due.cases)
        links = entry.purge(db, due.links)
        if gone or views:
            _note(db, keys, now, f"cases={gone} links={links} sends={sends + len(views)}")
    return gone


def end_unused_links(db: Session, keys: Keys, now: datetime) -> int:
    """Links over which nothing ever came open no form any more; their cases stay."""
    with writing(db):
        past = cases.links_past_their_use(db, now)
        used = voice.latest(db, keys, past)
        unused = [link_id for link_id in past if link_id not in used]
        for link_id in unused:
            entry.close(db, link_id, now)
        if unused:
            _note(db, keys, now, f"unused links={len(unused)}")
    return len(unused)


def forget_kept(db: Session, keys: Keys, now: datetime) -> int:
    """Words of a failed send that nobody came back for: minutes, not days."""
    return voice.purge(db, (), now)


def purge_translations(db: Session, keys: Keys, now: datetime) -> int:
    """Texts that waited for a translator for 48 hours are destroyed."""
    with writing(db):
        gone = translating.purge(db, now)
        if gone:
            _note(db, keys, now, f"translations={gone}")
    return gone


def purge_replies(db: Session, keys: Keys, now: datetime) -> int:
    """Replies whose seven days are over, removed by her or not."""
    with writing(db):
        gone = voice.purge_replies(db, now)
        if gone:
            _note(db, keys, now, f"replies={gone}")
    return gone


def purge_sessions(db: Session, keys: Keys, now: datetime) -> int:
    """Sessions of staff that are over."""
    return accounts.purge_sessions(db, now)


def purge_trail(db: Session, keys: Keys, now: datetime) -> int:
    """Audit events whose two years are over go behind a checkpoint."""
    before = now - timedelta(days=retention.AUDIT_DAYS)
    with writing(db):
        gone = accounts.audit.purge(db, keys, before, now)
        if gone:
            _note(db, keys, now, f"audit={gone}")
    return gone


def count_parts(db: Session, keys: Keys, now: datetime) -> int:
    """Pools with enough waiting parts, for long enough, become records; nothing else of the parts stays."""
    privates = accounts.pool_privates(db, keys)

    def opened(key_id: bytes, part: bytes) -> bytes:
        if key_id not in privates:
            raise NotOpened
        return sealing.open_with(sealing.parse(part), key_id, privates[key_id])

    made = insight.open_batch(db, keys, opened, now)
    if made:
        engine = db.get_bind()
        assert isinstance(engine, Engine)
        insight.scrub(engine)
    return made


def purge_tallies(db: Session, keys: Keys, now: datetime) -> int:
    """What was counted of cases goes three years after their quarter."""
    with writing(db):
        gone = insight.purge_tallies(db, cases.london(now).date())
        if gone:
            _note(db, keys, now, f"quarters={gone}")
    return gone


def purge_quotes(db: Session, keys: Keys, now: datetime) -> int:
    """Words that waited six months to be looked at, and published quotes after their two years."""
    with writing(db):
        gone = quotes.purge(db, cases.london(now).date())
        if gone:
            _note(db, keys, now, f"quotes={gone}")
    return gone


def purge_arrivals(db: Session, keys: Keys, now: datetime) -> int:
    """What came over community links 28 days ago, links that ended so long ago, kits that have none left."""
    with writing(db):
        gone = inbox.purge(db, now)
        gone += community.forget(db, inbox.kit_ids(db), now - DAY)
        if gone:
            _note(db, keys, now, f"arrivals={gone}")
    return gone


def refresh_facts(db: Session, keys: Keys, now: datetime) -> int:
    """Newly certified keys, another number or name: open links are given them before the pages change."""
    return cases.refresh_facts(db, keys, now) + inbox.refresh(db, keys, now)


def keep_from_conflicts(db: Session, keys: Keys, now: datetime) -> int:
    """Whoever must not see a case is taken off what was sealed to them before that was known."""
    kept = desk.keep_from_conflicts(db, keys)
    if kept:
        accounts.append(db, keys, None, "kept from who must not see it", "conflicts", now, f"sealed={kept}")
    return kept


def forget_declared(db: Session, keys: Keys, now: datetime) -> int:
    """Conflicts that were declared by a reference a year ago."""
    with writing(db):
        gone = cases.purge_declared(db, now)
        if gone:
            _note(db, keys, now, f"declared conflicts={gone}")
    return gone


def turn_epoch(db: Session, keys: Keys, now: datetime) -> int:
    """Changed facts and keys reach the links' pages: all pages change together, once a day at most."""
    return entry.turn_epoch(db)


def forget_messages(db: Session, keys: Keys, now: datetime) -> int:
    """Emails that went, and names of what is gone at the provider."""
    return messaging.forget_old(db, now)


def message_duties(config: Config, clock: Callable[[], datetime]) -> dict[str, Duty]:
    """What a worker does with messages, all the time or every few minutes."""
    told = Duty(lambda db, keys, now: inbox.tell(db, config, now), every=MINUTES)
    alarm = Duty(lambda db, keys, now: inbox.alarm(db, config, now), every=HOUR)
    messages = {name: _duty(job) for name, job in jobs(config, clock).items()}
    copies = Duty(lambda db, keys, now: watch_backups(db, config, now), every=HOUR)
    return {**messages, "people on duty told": told, "nobody on duty": alarm, "backups": copies}


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


def _note(db: Session, keys: Keys, now: datetime, detail: str) -> None:
    accounts.append(db, keys, None, "purged", RETENTION, now, detail)


DUTIES: dict[str, Duty] = {
    "cases past their time": Duty(purge_cases),
    "arrivals past their time": Duty(purge_arrivals),
    "unused links": Duty(end_unused_links),
    "conflicts": Duty(keep_from_conflicts),
    "conflicts declared a year ago": Duty(forget_declared),
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
}
