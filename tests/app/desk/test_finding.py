"""What comes first on a caseload, and for whom it counts."""

from datetime import date, time, timedelta

from app.cases import service as cases
from app.cases.meetings import NewMeeting, add_meeting
from app.cases.service import Contact, How
from app.desk import service as desk
from app.desk.finding import Filter
from app.entry import service as entry
from app.voice import service as voice
from tests.app.desk.team import AREA, Team
from tests.app.desk.test_caseload import flagged, names, shown


def test_what_a_colleague_reads_does_not_wait_for_who_only_stands_by(team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    for which in (Filter.UNREAD, Filter.UNCONFIRMED):
        assert [shown(team, which, who).count for who in (team.idva, team.other)] == [1, 1]
        assert [shown(team, which, who).counts[which] for who in (team.idva, team.other)] == [1, 0]
    desk.record_cover(
        team.db, team.keys, case_id, desk.Why.SICK, team.now + timedelta(days=1), team.idva, team.now
    )
    assert shown(team, Filter.UNREAD, team.other).counts[Filter.UNREAD] == 1


def test_a_second_code_that_was_used_comes_before_all_else_until_she_was_spoken_with(team: Team) -> None:
    later = add_meeting(team.db, team.service_id, NewMeeting(AREA, date(2030, 7, 4), time(9)))
    forced, link = team.open(reference="forced", meeting_id=later)
    _, call = team.open(reference="call")
    flagged(team, call, wants_call=True)
    voice.note_opening(team.db, team.keys, entry.by_id(team.db, link.link_id), duress=True, now=team.now)
    assert names(shown(team)) == names(shown(team, who=team.lead)) == ["forced", "call"]
    assert names(shown(team, who=team.other)) == ["call", "forced"]  # reads neither: by their meetings
    team.now += timedelta(minutes=1)
    cases.agree_contact(team.db, forced, Contact(How.SPEAKING), team.by())
    assert names(shown(team)) == ["call", "forced"]


def test_the_second_stands_before_the_tenth(team: Team) -> None:
    for number in (10, 2, 1):
        team.open(reference=f"IMP-{number}")
    assert names(shown(team)) == ["IMP-1", "IMP-2", "IMP-10"]
