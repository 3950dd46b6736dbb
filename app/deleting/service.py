"""What goes: at her wish, and in its time as the worker counts it. The only writer of its table."""

from app.deleting.counting import count, forget, lines, month_of, went_since
from app.deleting.erasing import LawHolds, Wish, erase
from app.deleting.models import Kind

__all__ = ["Kind", "LawHolds", "Wish", "count", "erase", "forget", "lines", "month_of", "went_since"]
