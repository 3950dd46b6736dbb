"""What `beforehand doctor` asks the carriers of messages, without sending anything."""

from collections.abc import Iterator
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.messaging.carriers import Unsure
from app.messaging.hooks import callback
from app.messaging.mail import Mail
from app.messaging.senders import look_of
from app.messaging.twilio_api import Line, Twilio
from app.messaging.working import ending
from config import Config

Answer = tuple[str, bool, str]  # what was looked at, whether it is fine, and how to mend it


def carriers(config: Config, now: datetime, line: Line | None = None) -> Iterator[Answer]:
    """Texts and emails, where they are set up; and the certificates that were named."""
    given = config.providers
    if given.twilio_account:
        twilio = Twilio(given.twilio_account, given.twilio_token, callback(config.staff_url), line)
        mend = "Check TWILIO_ACCOUNT and TWILIO_TOKEN_FILE, and that the account is active."
        yield "Twilio knows the account and lets us in", _lets_in(twilio), mend
        yield "Twilio's own replies to keywords are off", given.twilio_replies_off, _REPLIES
    if given.mail_host:
        mail = Mail(given, config.staff_host, lambda: datetime.now(UTC))
        mend = "Check MAIL_HOST, MAIL_PORT, MAIL_USER, MAIL_PASSWORD_FILE and the server's certificate."
        yield "the mail server proves who it is and lets us in", mail.check(), mend
    late = ", ".join(path.name for path in ending(config, now))
    if config.certificates:
        yield "no certificate ends within fourteen days", not late, f"Renew: {late}"


_REPLIES = (
    "Twilio's API does not tell. Look in its console that nothing is answered to STOP, HELP or START "
    "(Advanced Opt-Out with empty replies), then set TWILIO_REPLIES_OFF=yes."
)


def senders(db: Session, config: Config, line: Line | None = None) -> Iterator[Answer]:
    """Whether each service's sender is one that the account may use."""
    given = config.providers
    if not given.twilio_account:
        return
    twilio = Twilio(given.twilio_account, given.twilio_token, callback(config.staff_url), line)
    for service in accounts.services(db):
        look = look_of(db, config, service.id)
        sender = look.messaging_service or look.name
        mend = (
            "A lead sets it under Texts. A number or messaging service must be the account's own; "
            "a name must tell nothing."
        )
        fine = bool(sender) and not look.tells and _owns(twilio, sender)
        yield f"{service.name} has a sender that may be used", fine, mend


def _lets_in(twilio: Twilio) -> bool:
    try:
        return twilio.active()
    except Unsure:
        return False


def _owns(twilio: Twilio, sender: str) -> bool:
    try:
        return twilio.owns(sender)
    except Unsure:
        return False
