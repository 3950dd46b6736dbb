"""A team with two leads, and what waits for them."""

import pytest
from sqlalchemy import text

from app.accounts import service as accounts
from app.quotes import service as quotes
from app.quotes.sealed import Words
from tests.app.desk.team import _person, make_team

HERS = "Ring on Mondays. My 6 year old heard Sergeant Doyle."
MADE = "Ring when you say that you will."


class Office:
    """A team with two leads."""

    def __init__(self, db, keys, now):
        self.team, self.db, self.keys, self.now = make_team(db, keys, now), db, keys, now
        second, privates = _person(db, keys, self.team.service_id, "Efua", accounts.Role.LEAD, now)
        self.one, self.two = self.team.lead, accounts.staff(db, second)
        self.team.privates[second] = privates

    def reader(self, who):
        return quotes.Reviewer(who, lambda: self.team.privates[who.id])

    def give(self, words=HERS):
        return quotes.give(self.db, self.keys, self.team.service_id, words, "en", self.now)

    def edit(self, quote_id, who, seen=0, made=MADE):
        words = Words("", "", made)
        quotes.edit(self.db, self.keys, quote_id, words, seen, self.reader(who), self.now)

    def approve(self, quote_id, who, seen=1, below=lambda most: 0):
        quotes.approve(self.db, self.keys, quote_id, seen, self.reader(who), self.now, below)

    def dump(self):
        """Everything that the database holds, as bytes."""
        found = b""
        for name in ("waiting_quote", "published_quote", "quote_given", "audit_entry"):
            for row in self.db.execute(text(f"SELECT * FROM {name}")):
                found += b"|".join(one if isinstance(one, bytes) else str(one).encode() for one in row)
        self.db.rollback()
        return found


@pytest.fixture
def office(db, keys, now):
    return Office(db, keys, now)
