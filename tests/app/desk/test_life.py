"""The life of a case in any order: sent, sent again, forced, read, covered, its link ended, and gone.

After every step what its IDVA opens is exactly what was sent under the live code, word for word; a colleague
opens it while cover stands and not otherwise; the trail holds; what is past its time is gone whole.
"""

import json
import shutil
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import create_engine, func, select
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.cases.service import NoSuchCase, london
from app.db import set_up_engine
from app.desk.service import CoverNotRecorded, Why, open_views, record_cover
from app.duties import end_unused_links, purge_cases
from app.engine import ENGINE_OPTIONS
from app.entry import service as entry
from app.voice import service as voice
from app.voice.models import Send
from safety import retention, sealing
from safety.sealing import Header, Kind
from tests.app.desk.team import VIEWS, Team, make_team
from tests.conftest import NOON

MEETING = timedelta(days=10)
MOST_CASES, STEPS = 3, 12
LAST_OPENED = NOON + MEETING - timedelta(days=3)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
CASE = st.integers(0, MOST_CASES - 1)


@dataclass
class Lived:
    """What must be true of one case."""

    case_id: UUID
    link_id: UUID
    words: Counter[str] = field(default_factory=Counter)
    forced: int = 0
    blobs: list[tuple[bytes, bool]] = field(default_factory=list)
    covered_until: datetime | None = None


class Life(RuleBasedStateMachine):
    """One service, its cases, and the days that pass."""

    empty: Path
    keys: object

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        path = shutil.copy(self.empty, Path(self.folder.name) / "life.db")
        self.engine = create_engine(f"sqlite:///{path}", **ENGINE_OPTIONS)
        set_up_engine(self.engine)
        self.db = Session(self.engine, expire_on_commit=False)
        self.team: Team = make_team(self.db, self.keys, NOON)
        self.lived: list[Lived] = []
        self.gone: list[Lived] = []

    def teardown(self) -> None:
        self.db.close()
        self.engine.dispose()
        self.folder.cleanup()

    @precondition(lambda self: len(self.lived) < MOST_CASES and self.team.now < LAST_OPENED)
    @rule()
    def opens(self) -> None:
        case_id, link = self.team.open(reference=f"H-{len(self.lived)}")
        self.lived.append(Lived(case_id, link.link_id))

    @precondition(lambda self: self.lived)
    @rule(which=CASE, words=WORDS, kind=st.sampled_from([Kind.PARTIAL, Kind.FINAL]), forced=st.booleans())
    def sends(self, which: int, words: str, kind: Kind, forced: bool) -> None:
        one = self._case(which)
        link = entry.by_id(self.db, one.link_id)
        content = json.dumps(VIEWS | {"a": {"want": {"c": [], "t": words}}}).encode()
        header = Header(link.id.bytes, uuid4().bytes, 1, kind)
        one.blobs.append((sealing.seal(header, content, entry.facts_of(self.keys, link).recipients), forced))
        self._store(one, *one.blobs[-1])
        if forced:
            one.forced += 1
        else:
            one.words[words] += 1

    @precondition(lambda self: any(one.blobs for one in self.lived))
    @rule(which=CASE)
    def sends_the_same_again(self, which: int) -> None:
        one = next(one for one in self.lived[which:] + self.lived if one.blobs)
        self._store(one, *one.blobs[0])

    @precondition(lambda self: self.lived)
    @rule(which=CASE, days=st.integers(1, 3))
    def is_covered(self, which: int, days: int) -> None:
        one, until = self._case(which), self.team.now + timedelta(days=days)
        record_cover(self.db, self.keys, one.case_id, Why.SICK, until, self.team.other, self.team.now)
        one.covered_until = until

    @precondition(lambda self: self._ends_ahead())
    @rule()
    def cover_runs_out(self) -> None:
        self.team.now = min(self._ends_ahead())

    @rule(days=st.integers(1, 25))
    def days_pass(self, days: int) -> None:
        self.team.now += timedelta(days=days)

    @rule()
    def the_worker_does_its_day(self) -> None:
        end_unused_links(self.db, self.keys, self.team.now)
        purge_cases(self.db, self.keys, self.team.now)
        last = retention.views_end(london(NOON).date() + MEETING)
        if last < london(self.team.now).date():
            self.gone, self.lived = self.gone + self.lived, []

    @invariant()
    def what_was_sent_is_what_is_opened(self) -> None:
        for one in self.lived:
            found = open_views(self.db, self.keys, one.case_id, self.team.reader(), self.team.now)
            said = [each.shown.answer("want") for each in found.sittings]
            assert Counter(each.text for each in said if each) == one.words
            assert (found.harmless, found.unread) == (one.forced, [])

    @invariant()
    def a_colleague_opens_it_while_cover_stands(self) -> None:
        for one in self.lived:
            reader = self.team.reader(self.team.other)
            if one.covered_until and one.covered_until > self.team.now:
                open_views(self.db, self.keys, one.case_id, reader, self.team.now)
            else:
                with pytest.raises(CoverNotRecorded):
                    open_views(self.db, self.keys, one.case_id, reader, self.team.now)

    @invariant()
    def what_is_gone_is_gone_whole_and_the_trail_holds(self) -> None:
        for one in self.gone:
            with pytest.raises(NoSuchCase):
                cases.get(self.db, one.case_id)
            assert entry.known(self.db, one.link_id) is None
        links = [one.link_id for one in self.lived]
        assert not self.db.scalar(select(func.count()).where(Send.link_id.not_in(links)))
        assert accounts.audit.verify(self.db, self.keys).holds
        self.db.rollback()

    def _ends_ahead(self) -> list[datetime]:
        ends = [one.covered_until for one in self.lived if one.covered_until]
        return [end for end in ends if end > self.team.now]

    def _case(self, which: int) -> Lived:
        return self.lived[which % len(self.lived)]

    def all_holds(self) -> None:
        """Every promise, now; for a life that is walked in a fixed order."""
        self.what_was_sent_is_what_is_opened()
        self.a_colleague_opens_it_while_cover_stands()
        self.what_is_gone_is_gone_whole_and_the_trail_holds()

    def _store(self, one: Lived, blob: bytes, forced: bool) -> None:
        link = entry.by_id(self.db, one.link_id)
        voice.store(self.db, self.keys, link, sealing.parse(blob), blob, duress=forced, now=self.team.now)


def test_whatever_happens_to_a_case_its_words_are_there_until_they_are_gone(empty_sqlite, keys, request):
    Life.empty, Life.keys = empty_sqlite, keys
    many = 300 if request.config.getoption("--prove") else 8
    usual = settings(max_examples=many, stateful_step_count=STEPS, deadline=None)
    run_state_machine_as_test(Life, settings=usual)


def test_the_life_of_two_cases_from_end_to_end(empty_sqlite, keys):
    Life.empty, Life.keys = empty_sqlite, keys
    life = Life()
    steps = [
        life.opens,
        lambda: life.sends(0, "the first words", Kind.PARTIAL, False),
        life.opens,
        lambda: life.sends(1, "under the second code", Kind.FINAL, True),
        lambda: life.is_covered(0, 2),
        life.cover_runs_out,
        lambda: life.sends_the_same_again(0),
        lambda: life.sends(0, "the last words", Kind.FINAL, False),
        lambda: life.days_pass(25),
        life.the_worker_does_its_day,
        lambda: life.days_pass(11),
        life.the_worker_does_its_day,
        lambda: life.days_pass(1),
        life.the_worker_does_its_day,
    ]
    try:
        for step in steps:
            step()
            life.all_holds()
        assert len(life.gone) == 2
    finally:
        life.teardown()
