"""Safe contact: may anyone ring, text or reply?

Promise: silence is a no. An agreement stands only if it was made live, said yes, is not
older than fourteen days and nothing has happened since that puts it in doubt.
"""

from datetime import datetime, timedelta

AGREEMENT_DAYS = 14


def agreement_end(agreed_at: datetime) -> datetime:
    """When an agreement lapses unless it is made again, live."""
    return agreed_at + timedelta(days=AGREEMENT_DAYS)


def agreement_stands(agreed_at: datetime | None, now: datetime, *, held: bool) -> bool:
    """Whether contact may be made. `held` is true once a duress code was used."""
    if agreed_at is None or held:
        return False
    return agreed_at <= now < agreement_end(agreed_at)
