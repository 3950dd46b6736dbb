"""A case stands ahead until the day of its meeting is over, on London's clocks."""

from dataclasses import replace
from datetime import time, timedelta

from app.cases import service as cases
from app.desk.caseload import row_of
from app.desk.finding import Filter
from tests.app.desk.team import Team
from tests.app.desk.test_caseload import names, shown


def test_a_case_stands_until_the_day_of_its_meeting_is_over_in_london(team: Team) -> None:
    case_id, _ = team.open(reference="sits")
    on = cases.london(cases.meeting_of(team.db, team.meeting_id).starts_at).date()
    begun = replace(team, now=cases.from_london(on, time(9, 31)))
    assert (names(shown(begun)), names(shown(begun, Filter.PAST))) == (["sits"], [])
    assert row_of(team.db, team.keys, team.idva, case_id, begun.now).ahead
    last = replace(team, now=cases.from_london(on, time(23, 59)))
    assert (names(shown(last)), names(shown(last, Filter.PAST))) == (["sits"], [])
    over = replace(team, now=cases.from_london(on + timedelta(days=1), time(0)))
    assert (names(shown(over)), names(shown(over, Filter.PAST))) == ([], ["sits"])
