"""What goes in its time: each kind in one transaction, with its number by day and one entry in the trail.

Promise: each may be run twice, is whole or not done at all, and takes nothing of a case that a legal hold
keeps. What goes and when is decided in `safety/retention.py`.
"""

from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.community import service as community
from app.db import writing
from app.deleting import service as deleting
from app.deleting.service import Kind
from app.desk import service as desk
from app.entry import service as entry
from app.inbox import service as inbox
from app.insight import service as insight
from app.messaging import service as messaging
from app.quotes import service as quotes
from app.translating import service as translating
from app.voice import service as voice
from config import Keys
from safety import retention

RETENTION = "retention"
DAY = timedelta(days=1)


def purge_cases(db: Session, keys: Keys, now: datetime) -> int:
    """Cases whose time is over go whole: what arrived, what the desk noted, what was agreed, the links.

    Where she was asked how it went, her views go in their time and the rest of the case in its own. What the
    voice standard counts of a case becomes a tally, in the same transaction.
    """
    with writing(db):
        due = cases.by_service(db, cases.due_for_purge(db, now))
        return sum(_purge(db, keys, service_id, theirs, now) for service_id, theirs in due.items())


def _purge(db: Session, keys: Keys, service_id: UUID, due: cases.Due, now: datetime) -> int:
    """One service's cases, and what was sent for those that stay; how many cases."""
    insight.keep_tallies(db, desk.tallying.counted(db, keys, due.cases, now))
    desk.tallying.remember(db, keys, due.asked)
    views = voice.views_of(db, due.views_of)
    translating.forget(db, [*views, *voice.came_over(db, due.links)])
    desk.forget_views(db, views)
    desk.forget_wording(db, list(due.asked))
    voice.purge_views(db, views)
    desk.purge(db, list(due.cases))
    messaging.purge(db, due.cases, now)
    sends = voice.purge(db, due.links, now) + len(views)
    gone = cases.purge(db, due.cases)
    links = entry.purge(db, due.links)
    for kind, many in ((Kind.CASES, gone), (Kind.LINKS, links), (Kind.SENDS, sends)):
        deleting.count(db, kind, {service_id: many}, now)
    if gone or views:
        note(db, keys, now, f"cases={gone} links={links} sends={sends}")
    return gone


def purge_translations(db: Session, keys: Keys, now: datetime) -> int:
    """Texts that waited for a translator for 48 hours are destroyed."""
    with writing(db):
        went = (accounts.staff(db, one) for one in translating.purge(db, now))
        whose = Counter(one.service_id if one else None for one in went)
        gone = deleting.count(db, Kind.TRANSLATIONS, whose, now)
        if gone:
            note(db, keys, now, f"translations={gone}")
    return gone


def purge_replies(db: Session, keys: Keys, now: datetime) -> int:
    """Replies whose seven days are over, removed by her or not; those of a held case stay."""
    with writing(db):
        over = voice.purge_replies(db, now, cases.links_held(db, now))
        gone = deleting.count(db, Kind.REPLIES, Counter(cases.services_of(db, over)), now)
        if gone:
            note(db, keys, now, f"replies={gone}")
    return gone


def purge_trail(db: Session, keys: Keys, now: datetime) -> int:
    """Audit events whose two years are over go behind a checkpoint."""
    before = now - timedelta(days=retention.AUDIT_DAYS)
    with writing(db):
        gone = accounts.audit.purge(db, keys, before, now)
        if gone:
            deleting.count(db, Kind.EVENTS, {None: gone}, now)
            note(db, keys, now, f"audit={gone}")
        deleting.forget(db, now)
    return gone


def purge_tallies(db: Session, keys: Keys, now: datetime) -> int:
    """What was counted of cases goes three years after their quarter."""
    with writing(db):
        gone = insight.purge_tallies(db, cases.london(now).date())
        if gone:
            deleting.count(db, Kind.TALLIES, {None: gone}, now)
            note(db, keys, now, f"quarters={gone}")
    return gone


def purge_quotes(db: Session, keys: Keys, now: datetime) -> int:
    """Words that waited six months to be looked at, and published quotes after their two years."""
    with writing(db):
        gone = deleting.count(db, Kind.QUOTES, quotes.purge(db, cases.london(now).date()), now)
        if gone:
            note(db, keys, now, f"quotes={gone}")
    return gone


def purge_arrivals(db: Session, keys: Keys, now: datetime) -> int:
    """What came over community links 28 days ago, links that ended so long ago, kits that have none left."""
    with writing(db):
        gone = deleting.count(db, Kind.ARRIVALS, inbox.purge(db, now), now)
        gone += community.forget(db, inbox.kit_ids(db), now - DAY)
        if gone:
            note(db, keys, now, f"arrivals={gone}")
    return gone


def forget_declared(db: Session, keys: Keys, now: datetime) -> int:
    """Conflicts that were declared by a reference a year ago."""
    with writing(db):
        gone = cases.purge_declared(db, now)
        if gone:
            deleting.count(db, Kind.DECLARED, {None: gone}, now)
            note(db, keys, now, f"declared conflicts={gone}")
    return gone


def note(db: Session, keys: Keys, now: datetime, detail: str) -> None:
    """A line of the trail about what went."""
    accounts.append(db, keys, None, "purged", RETENTION, now, detail)
