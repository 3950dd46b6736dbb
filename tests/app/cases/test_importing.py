"""An agenda comes in whole or not at all; nothing of the file is kept."""

from datetime import date, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from app.accounts import service as accounts
from app.cases import service as cases
from app.cases.agenda import read
from app.cases.importing import AgendaFaulty, What, bring_in, plan
from app.cases.meetings import NewMeeting, add_meeting, meeting_of
from app.cases.models import Case
from app.cases.service import State
from tests.app.desk.team import Team, client_for, make_team

HEAD = "reference,area,meeting date,worker\r\n"


def lines(*rows: str):
    return read(HEAD + "\r\n".join(rows))


def count(team: Team) -> int:
    return team.db.scalar(select(func.count()).select_from(Case)) or 0


def upload(client, body: str, name: str = "agenda.csv"):
    head = f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'
    raw = (
        head.encode() + body.encode("utf-8-sig") + b"\r\n--edge--\r\n"
    )  # a browser's, without a file of its own
    return client.post("/staff/meetings/import", data=raw, content_type="multipart/form-data; boundary=edge")


def test_an_idva_s_rows_become_their_own_drafts(team: Team) -> None:
    assert (
        bring_in(
            team.db, lines("H-1,Hackney,13/06/2030,", "H-2,Hackney,13/06/2030,Amal"), team.by(), whole=True
        )
        == 2
    )
    found = team.db.scalars(select(Case).order_by(Case.reference)).all()
    assert [(one.reference, one.idva_id, one.state) for one in found] == [
        ("H-1", team.idva.id, State.DRAFT),
        ("H-2", team.idva.id, State.DRAFT),
    ]
    meeting = meeting_of(team.db, team.meeting_id)
    assert meeting and meeting.agenda_total is None  # the lead's to say
    said = [line.detail for line in accounts.audit.entries(team.db, team.idva.id)]
    assert said == ["drafts=2 rows=2"]


def test_a_draft_that_came_in_opens_like_any_other(team: Team) -> None:
    bring_in(team.db, lines("H-1,Hackney,13/06/2030,"), team.by(), whole=False)
    case = team.db.scalars(select(Case)).one()
    version = cases.save_draft(
        team.db, team.keys, case.id, team.idva, team.draft(reference="H-1"), case.version, team.now
    )
    assert cases.open_case(team.db, case.id, version, team.by()).code


def test_a_lead_names_workers_and_counts_the_whole_agenda(team: Team) -> None:
    rows = lines("H-1,Hackney,13/06/2030,bea", "H-2,Hackney,13/06/2030,")
    assert bring_in(team.db, rows, team.by(team.lead), whole=True) == 1
    assert team.db.scalars(select(Case)).one().idva_id == team.other.id
    meeting = meeting_of(team.db, team.meeting_id)
    assert meeting and (meeting.agenda_total, meeting.version) == (2, 2)


def test_the_same_file_twice_makes_nothing_twice(team: Team) -> None:
    rows = lines("H-1,Hackney,13/06/2030,", "h-2,Hackney,13/06/2030,")
    assert bring_in(team.db, rows, team.by(), whole=False) == 2
    assert (
        bring_in(team.db, lines("h-1,Hackney,13/06/2030,", "H-2,Hackney,13/06/2030,"), team.by(), whole=False)
        == 0
    )
    assert count(team) == 2


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("H-1,Hackney,13/06/2030,", "same case as in row 2"),
        ("H-2,Hackney,14/06/2030,", "No meeting ahead"),
        ("H-2,Camden,13/06/2030,", "No meeting ahead"),
        ("H-2,Hackney,13/06/2030,Bea", "your own cases"),
        ("H-2,Hackney,13/06/2030,stranger@example.org", "your own cases"),
    ],
)
def test_one_wrong_row_keeps_all_of_them_out(team: Team, row: str, said: str) -> None:
    rows = lines("H-1,Hackney,13/06/2030,", row)
    planned = plan(team.db, rows, team.by())
    assert [one.what for one in planned] == [What.DRAFT, What.FAULTY]
    assert any(said in fault for fault in planned[1].faults)
    with pytest.raises(AgendaFaulty):
        bring_in(team.db, rows, team.by(), whole=False)
    assert count(team) == 0


def test_a_meeting_that_was_or_that_another_service_lists_takes_no_row(team: Team) -> None:
    theirs = make_team(team.db, team.keys, team.now)
    add_meeting(team.db, theirs.service_id, NewMeeting("E09000007", date(2030, 6, 13), time(9, 30)))
    (camden,) = plan(team.db, lines("H-1,Camden,13/06/2030,"), team.by())
    team.now += timedelta(days=11)
    (was,) = plan(team.db, lines("H-1,Hackney,13/06/2030,"), team.by())
    for one in (camden, was):
        assert "No meeting ahead" in one.faults[0]


def test_a_lead_s_row_for_somebody_who_is_no_idva_here_is_named(team: Team) -> None:
    (one,) = plan(team.db, lines("H-2,Hackney,13/06/2030,Cleo"), team.by(team.lead))
    assert "No IDVA of your service" in one.faults[0]


def test_a_colleague_s_case_of_the_same_reference_is_told_to_nobody(team: Team) -> None:
    team.open(reference="H-9", cover_id=team.lead.id, conflicts=frozenset({team.other.id}))
    (one,) = plan(team.db, lines("H-9,Hackney,13/06/2030,"), team.by(team.other))
    assert one.what is What.DRAFT
    (seen,) = plan(team.db, lines("H-9,Hackney,13/06/2030,"), team.by(team.lead))
    assert seen.what is What.KNOWN


def test_it_is_looked_at_first_and_then_comes_in_with_one_press(browser, team: Team) -> None:
    shown = upload(browser, HEAD + "H-1,Hackney,13/06/2030,\r\nH-2,Hackney,13/06/2030,")
    assert "This is what would happen" in shown.text
    assert "This is the whole agenda" not in shown.text
    assert count(team) == 0
    carried = HEAD + "H-1,Hackney,13/06/2030,\r\nH-2,Hackney,13/06/2030,"
    page = browser.post("/staff/meetings/import/sure", data={"rows": carried}, follow_redirects=True).text
    assert "waiting to be opened: 2" in page
    assert "H-1" in page
    assert "not opened yet" in page


def test_faults_are_listed_by_row_and_nothing_comes_in_also_when_it_is_forced(browser, team: Team) -> None:
    body = HEAD + "<b>H</b>-1,Atlantis,13/06/2030,\r\n=1+1,Hackney,13/06/2030,"
    page = upload(browser, body).text
    assert "Nothing was imported yet" in page
    assert "Row 2" in page
    assert "Row 3" in page
    assert "<b>H</b>" not in page
    assert "Import these rows" not in page
    forced = browser.post("/staff/meetings/import/sure", data={"rows": body})
    assert "Nothing was imported yet" in forced.text
    assert browser.post("/staff/meetings/import/sure", data={"rows": "nonsense"}).status_code == 302
    assert count(team) == 0


def test_no_file_an_empty_one_a_workbook_and_one_too_large_are_said_beside_the_field(
    browser, team: Team
) -> None:
    assert "Choose a file." in browser.post("/staff/meetings/import", data={}).text
    assert "must name the columns" in upload(browser, "").text
    assert "too large" in upload(browser, "x" * (200 << 10)).text
    assert upload(browser, "x" * (2 << 20)).status_code == 413


def test_what_is_uploaded_never_touches_the_disk(
    staff_app: Flask, browser, team: Team, monkeypatch, tmp_path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    assert "too large" in upload(browser, "x" * (900 << 10)).text


def test_the_template_can_be_downloaded_and_is_read_by_ourselves(browser) -> None:
    answer = browser.get("/staff/meetings/agenda-template.csv")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    (found,) = read(answer.get_data(as_text=True).removeprefix("\ufeff") + "H-1,Hackney,13/06/2030,")
    assert found.faults == ()


def test_a_lead_sees_what_a_row_becomes_and_may_count_it(staff_app: Flask, browser, team: Team) -> None:
    lead = client_for(staff_app, team, team.lead)
    shown = upload(lead, HEAD + "H-1,Hackney,13/06/2030,Bea\r\nH-2,Hackney,13/06/2030,").text
    assert "a case waiting to be opened, Bea" in shown
    assert "no case is made" in shown
    assert "This is the whole agenda" in shown
