"""Who does something with a case."""

from dataclasses import dataclass
from datetime import datetime
from secrets import token_bytes

from app.accounts import service as accounts
from config import Keys
from safety.drawing import Draw
from safety.unlocking import ROUNDS


@dataclass(frozen=True)
class By:
    """Who does it, with what keys and when: the same for every step of a case."""

    staff: accounts.StaffView
    keys: Keys
    now: datetime
    draw: Draw = token_bytes
    rounds: int = ROUNDS  # of the slow step between a code and what it opens
    drafts: bool = False  # a word list that nobody has reviewed will do: a demonstration's
