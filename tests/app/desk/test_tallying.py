"""What the voice standard counts of cases: alike while they are kept, after their views went, and after."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.cases import service as cases
from app.db import writing
from app.desk import caseload, outcomes, record, tallying
from app.duties import DUTIES, purge_cases, purge_tallies
from app.insight.models import BandTally, Tally
from app.insight.tallies import tallies
from safety.coverage import Key, added, known
from safety.quarters import Quarter
from safety.standard import Heard, Told, WhyNot, Wish
from tests.app.desk.team import Team

MEETING = timedelta(days=10)


@pytest.fixture
def after(team: Team, clock):
    """Move to so many days after the meeting, and be there."""

    def move(days: int):
        team.now = clock.now = clock.now.replace(day=3, month=6) + MEETING + timedelta(days=days)
        return team.now

    return move


def counted(team: Team) -> dict[Key, int]:
    since = team.now - timedelta(days=400)
    found = tallying.kept(team.db, team.keys, since, team.now, team.now)
    return +added(one.counts for one in [*found, *tallies(team.db)])


def heard(team: Team, case_id, now) -> None:
    what = outcomes.What(Heard.READ_OUT, {"home": Wish(action=True)}, told=Told.CALL, told_on=now.date())
    outcomes.write(team.db, team.keys, case_id, 0, what, team.idva, now)


def test_a_case_counts_when_its_meeting_has_begun_and_as_its_record_says(team: Team, after) -> None:
    case_id, link = team.open()
    team.send(link)
    assert counted(team) == {}
    heard(team, case_id, after(1))
    found = counted(team)
    row = caseload.row_of(team.db, team.keys, team.idva, case_id, team.now)
    marks = record.one(team.db, row, outcomes.of_case(team.db, case_id), team.now)["measures"]
    for code in ("V1", "V2", "V3", "V4", "V5", "V6"):
        assert found[Key(code, marks[code]["mark"])] == 1
    assert found[Key("V5_5", marks["V5"]["within_5"])] == 1


def test_a_case_that_goes_leaves_the_same_counts_once(team: Team, after) -> None:
    first, link = team.open()
    team.send(link)
    team.open(reference="H-2")
    heard(team, first, after(1))
    after(28)
    before = counted(team)
    assert known(before) == 2
    after(60)
    settled = counted(team)
    assert settled[Key("V2", "yes")] == before[Key("V2", "yes")] == 1
    assert purge_cases(team.db, team.keys, team.now) == 2
    assert counted(team) == settled
    assert purge_cases(team.db, team.keys, team.now) == 0
    assert counted(team) == settled
    quarters = {one.quarter for one in tallies(team.db)}
    assert quarters == {Quarter(2030, 2)}


def test_views_that_go_while_the_case_stays_still_count_as_given(team: Team, after) -> None:
    case_id, link = team.open()
    team.send(link)
    heard(team, case_id, after(1))
    after(20)
    with writing(team.db):
        cases.get(team.db, case_id).invited_at = team.now
    before = counted(team)
    after(30)
    purge_cases(team.db, team.keys, team.now)
    row = caseload.row_of(team.db, team.keys, team.idva, case_id, team.now)
    assert (row.arrived, row.first_at) == (0, None)
    assert counted(team) == before
    assert record.one(team.db, row, None, team.now)["measures"]["V2"] == {"mark": "yes"}
    purge_cases(team.db, team.keys, team.now + timedelta(days=1))
    after(60)
    assert purge_cases(team.db, team.keys, team.now) == 1
    assert counted(team)[Key("V2", "yes")] == 1


def test_an_imported_case_that_was_never_opened_counts_with_its_reason(team: Team, after) -> None:
    case_id = uuid4()
    version = cases.save_draft(team.db, team.keys, case_id, team.idva, team.draft(), 0, team.now)
    cases.record_offer(team.db, case_id, version, WhyNot.UNAWARE, team.by())
    after(1)
    found = counted(team)
    assert (found[Key("V1", "yes")], found[Key("why", "unaware")]) == (1, 1)


def test_no_tally_names_a_case_a_person_or_a_day(team: Team) -> None:
    names = {column.name for table in (Tally, BandTally) for column in table.__table__.columns}
    assert names == {"service_id", "area_code", "quarter_from", "band", "measure", "mark", "count"}


def test_tallies_go_by_the_daily_list_and_the_trail_says_so(team: Team, after) -> None:
    team.open()
    after(60)
    purge_cases(team.db, team.keys, team.now)
    assert purge_tallies(team.db, team.keys, team.now + timedelta(days=3 * 366)) == 1
    assert tallies(team.db) == []
    assert purge_tallies in {duty.do for duty in DUTIES.values()}
