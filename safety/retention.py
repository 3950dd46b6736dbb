"""What is kept how long, and why: we are a post box, not a record.

Promise: every end is a date that follows from the meeting or from what happened, never
from when a duty happened to run. Nothing that a survivor sent is kept over LONGEST days
without a legal hold. A date here is the last day on which a thing is kept.
"""

from datetime import date, datetime, timedelta

VIEWS_DAYS = 28  # after the meeting: views, and with them the link and the contact agreement
FEEDBACK_LINK_DAYS = 49  # the link and the agreement, where feedback was invited
UNUSED_LINK_DAYS = 14  # from when a link was first shown or sent; never before its meeting
BACKUP_DAYS = 14  # how much longer a backup lives
LONGEST = 90
AUDIT_DAYS = 2 * 365
TALLY_YEARS = 3  # what is counted of cases that went, from the end of their quarter
INVITED_FROM_DAYS = 14  # after the meeting: from when, and
INVITED_UNTIL_DAYS = 42  # until when she may be asked how it went
REPLY_DAYS = 7  # from when it was written, unless she removes it before
TRANSLATION_HOURS = 48  # texts that wait for a translator, from when they were sent
DECLARED_DAYS = 365  # that somebody must not see a case of some reference, from the day on which it was said
QUOTE_MONTHS = 6  # words that wait to be looked at as a quote, counted from the month in which they came
QUOTE_WAITS = 3  # months: no quote is let out sooner
QUOTE_SPREAD = 3  # over so many months the day of letting out is drawn
QUOTE_YEARS = 2  # a quote that was let out
KEY_DAYS = 30  # a key of a person or of recovery, before it is made anew
OLD_KEY_DAYS = 7  # at least, from when it was: what was under way then has ended
HOLD_DAYS = 365  # a legal hold at most, from the day on which it is asked for; it may be asked for again
ASKED_DAYS = 7  # one person's word alone keeps a case so long, for the second one to look
KEPT_MINUTES = 10  # words of a failed send, kept sealed for one more look without JavaScript


def views_end(meeting_on: date, days: int = VIEWS_DAYS) -> date:
    """The last day of views; a service may set the days, never above LONGEST."""
    return meeting_on + timedelta(days=min(days, LONGEST))


def link_end(meeting_on: date, *, feedback_invited: bool = False) -> date:
    """The last day of a case's link and of what was agreed about contact."""
    return meeting_on + timedelta(days=FEEDBACK_LINK_DAYS if feedback_invited else VIEWS_DAYS)


def may_invite(meeting_on: date, today: date) -> bool:
    """Whether it is the time to ask her how it went."""
    return INVITED_FROM_DAYS <= (today - meeting_on).days <= INVITED_UNTIL_DAYS


def unused_link_end(first_shown_on: date, meeting_on: date) -> date:
    """The last day of a link that nobody used."""
    return max(first_shown_on + timedelta(days=UNUSED_LINK_DAYS), meeting_on)


def days_told(days: int = VIEWS_DAYS, *, held: int = 0) -> int:
    """What the truths say: our copy is gone after so many days, backups and all.

    `held`: so many days after the meeting a legal hold ends; that alone goes over LONGEST.
    """
    return max(min(days, LONGEST), held) + BACKUP_DAYS


def key_is_old(certified_at: datetime, now: datetime) -> bool:
    """Whether it is time for a new key."""
    return now - certified_at >= timedelta(days=KEY_DAYS)


def old_keys_before(now: datetime) -> datetime:
    """Keys that were made anew before this moment may be destroyed, once nothing names them."""
    return now - timedelta(days=OLD_KEY_DAYS)


def backup_end(today: date) -> date:
    """The last day of a backup that was made today: how long it may still hold what is erased now."""
    return today + timedelta(days=BACKUP_DAYS)


def latest_hold(today: date) -> date:
    """The last day that a legal hold which is asked for today may have."""
    return today + timedelta(days=HOLD_DAYS)


def asked_end(asked_on: date, meeting_on: date | None) -> date:
    """The last day on which a case stays because one person asked: by that alone never over LONGEST."""
    end = asked_on + timedelta(days=ASKED_DAYS)
    return end if meeting_on is None else min(end, meeting_on + timedelta(days=LONGEST))


def reply_end(at: datetime) -> datetime:
    """When a reply is gone, removed or not."""
    return at + timedelta(days=REPLY_DAYS)


def translation_end(now: datetime) -> datetime:
    """When texts that wait for a translator are gone, done or not."""
    return now + timedelta(hours=TRANSLATION_HOURS)


def kept_end(now: datetime) -> datetime:
    """When the words of a failed send are gone."""
    return now + timedelta(minutes=KEPT_MINUTES)


def declared_end(on: date) -> date:
    """The last day on which a conflict that was declared by its reference is remembered."""
    return on + timedelta(days=DECLARED_DAYS)


def audit_end(at: datetime) -> datetime:
    """When an audit event may go into a checkpoint."""
    return at + timedelta(days=AUDIT_DAYS)


def tally_end(quarter_last: date) -> date:
    """The last day of what was counted of a quarter's cases."""
    return quarter_last.replace(year=quarter_last.year + TALLY_YEARS)


def quote_end(month: date) -> date:
    """The last day of words that wait for their reviewers: at most six months from the month of coming."""
    return _months_on(month, QUOTE_MONTHS) - timedelta(days=1)


def quote_months(month: date) -> tuple[date, ...]:
    """The first days on one of which an approved quote is let out: no sooner than three months on.

    Which of them is drawn, so that the day does not tell in which month the words came.
    """
    return tuple(_months_on(month, QUOTE_WAITS + 1 + more) for more in range(QUOTE_SPREAD))


def published_quote_end(release_on: date) -> date:
    """The last day of a published quote."""
    return release_on.replace(year=release_on.year + QUOTE_YEARS)


def _months_on(month: date, months: int) -> date:
    """The first day of the month so many months after this one."""
    at = month.year * 12 + month.month - 1 + months
    return date(at // 12, at % 12 + 1, 1)
