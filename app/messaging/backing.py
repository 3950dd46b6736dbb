"""How long to wait before another try: longer each time, and never all at once."""

from datetime import timedelta
from secrets import randbelow

FIRST = timedelta(seconds=20)
LONGEST = timedelta(minutes=30)


def delay(tries: int) -> timedelta:
    """From half of the doubled time to all of it, by chance."""
    doubled: int = 2 ** min(tries, 16)
    most = min(LONGEST, FIRST * doubled)
    return most / 2 + most / 2 * (randbelow(1000) / 1000)
