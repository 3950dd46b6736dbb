"""What a worker does with messages: send, settle, follow, clean up, tell staff, raise the alarm."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from sqlalchemy.orm import Session

from app.messaging import deciding, notices
from app.messaging.carriers import Carrier, Post
from app.messaging.folder import Folder
from app.messaging.hooks import callback
from app.messaging.mail import Mail
from app.messaging.sending import Hands, clean_one, follow_one, send_one, settle_one
from app.messaging.twilio_api import Twilio
from config import Config

AT_ONCE = timedelta()
OFTEN = timedelta(minutes=5)
HOURLY = timedelta(hours=1)
CERTIFICATE_DAYS = timedelta(days=14)


@dataclass(frozen=True)
class Job:
    """Something to do, and how often; says how much it did."""

    do: Callable[[Session], int]
    every: timedelta


def hands_for(config: Config, clock: Callable[[], datetime]) -> Hands:
    """The demonstration writes files; a real service speaks to its providers."""
    if config.demo:
        folder = Folder(config.outbox_dir)
        return Hands(config, folder, folder, clock)
    return Hands(config, twilio_of(config), mail_of(config, clock), clock)


def twilio_of(config: Config) -> Carrier | None:
    """The carrier of texts, where it is set up."""
    given = config.providers
    if not given.twilio_account:
        return None
    return Twilio(given.twilio_account, given.twilio_token, callback(config.staff_url))


def mail_of(config: Config, clock: Callable[[], datetime]) -> Post | None:
    """The carrier of emails, where it is set up."""
    return Mail(config.providers, config.staff_host, clock) if config.providers.mail_host else None


def jobs(config: Config, clock: Callable[[], datetime]) -> dict[str, Job]:
    """All of it. Each does one thing at a time, so that a worker can stop between two."""
    hands = hands_for(config, clock)
    return {
        "messages sent": Job(lambda db: send_one(db, hands), AT_ONCE),
        "messages settled": Job(lambda db: settle_one(db, hands), AT_ONCE),
        "messages followed": Job(lambda db: follow_one(db, hands), AT_ONCE),
        "texts deleted at the provider": Job(lambda db: clean_one(db, hands), AT_ONCE),
        "staff told": Job(lambda db: notices.tell_staff(db, config, clock()), OFTEN),
        "technicians told": Job(lambda db: raise_alarms(db, config, clock()), HOURLY),
    }


def raise_alarms(db: Session, config: Config, now: datetime) -> int:
    """Emails to technicians about what a person must look at; how many."""
    wrong = {
        notices.BEHIND: deciding.behind(db, now),
        notices.UNCLEANED: deciding.counts(db, now).not_cleaned > 0,
        notices.CERTIFICATE: bool(ending(config, now)),
    }
    return sum(notices.alarm(db, config, kind, now) for kind, is_wrong in wrong.items() if is_wrong)


def ending(config: Config, now: datetime) -> list[Path]:
    """The certificates that end soon, or cannot be read."""
    return [path for path in config.certificates if not _lasts(path, now)]


def _lasts(path: Path, now: datetime) -> bool:
    try:
        found = x509.load_pem_x509_certificate(path.read_bytes())
    except (OSError, ValueError):
        return False
    return found.not_valid_after_utc - now > CERTIFICATE_DAYS
