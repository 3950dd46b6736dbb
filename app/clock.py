"""The clock of the world outside; everything else takes `now` as an argument."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """This moment, aware and in UTC."""
    return datetime.now(UTC)
