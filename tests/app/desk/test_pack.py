"""The pack of a meeting: one page a case, audited before it is opened, made in memory, kept nowhere."""

import re
import subprocess
import tempfile
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask

from app.accounts import service as accounts
from app.cases import service as cases
from app.cases.moving import NoSuchMeeting
from app.cases.opening import close_case
from app.desk.making import make, on_paper, pack
from app.desk.service import Why, record_cover
from app.web import pdf
from tests.app.desk.team import VIEWS, Team, client_for, make_team

WORDS = "I want a door that locks."


def quiet(app: Flask) -> Flask:
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def test_every_own_case_of_the_agenda_is_in_the_pack_also_with_no_views(team: Team) -> None:
    first, link = team.open(reference="H-1")
    second, _ = team.open(reference="H-2")
    team.send(link)
    made = pack(team.db, team.keys, team.meeting_id, team.reader(), team.now)
    assert [one.row.case.id for one in made.made] == [first, second]
    assert made.made[0].sheet.words > 0
    assert made.made[1].sheet.said is None
    for case_id in (first, second):
        assert accounts.audit.entries(team.db, case_id)[-1].action == "meeting pack made"


def test_a_case_without_recorded_cover_is_not_opened_and_is_said_to_be_missing(team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    touched: list[str] = []
    made = pack(team.db, team.keys, team.meeting_id, team.reader(team.other, touched), team.now)
    assert (made.made, touched) == ([], [])
    assert made.missing == [("H-2030-014", "cover_not_recorded")]
    record_cover(team.db, team.keys, case_id, Why.SICK, team.now + timedelta(days=1), team.other, team.now)
    made = pack(team.db, team.keys, team.meeting_id, team.reader(team.other, touched), team.now)
    assert len(made.made) == 1


def test_paper_and_page_name_each_case_that_has_no_page_and_say_nothing_else_of_it(
    staff_app: Flask, team: Team
) -> None:
    _, link = team.open(reference="H-COVERED")
    team.send(link)
    over, _ = team.open(reference="H-OVER", cover_id=team.other.id)
    close_case(team.db, over, cases.get(team.db, over).version, team.by())
    mine = uuid4()
    cases.save_draft(
        team.db,
        team.keys,
        mine,
        team.other,
        team.draft(reference="H-MINE", cover_id=team.idva.id),
        0,
        team.now,
    )
    client = client_for(quiet(staff_app), team, team.other)
    address = f"/staff/meetings/{team.meeting_id}/pack"
    page = client.post(address).text
    made = client.post(address, data={"pdf": "1"}).data
    first = text_of(made, last=1)
    for where in (page[page.index("<main>") :], first):
        said = " ".join(where.split())
        assert "Not in this pack" in said
        assert re.search(r"H-COVERED(</b>)?: cover is not recorded", said)
        assert re.search(r"H-OVER(</b>)?: the case was closed", said)
    assert WORDS not in page
    assert WORDS not in text_of(made)
    assert "H-MINE" not in first
    assert pages_in(made) == 2


def text_of(made: bytes, last: int = 99) -> str:
    asked = ["pdftotext", "-layout", "-l", str(last), "-", "-"]
    return subprocess.run(asked, input=made, capture_output=True, check=True).stdout.decode()


def test_what_could_not_be_opened_is_not_printed_as_nothing_received(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    team.privates[team.idva.id] = []
    page = client_for(quiet(staff_app), team, team.idva).post(f"/staff/cases/{case_id}/sheet").text
    assert "No views received." not in page
    assert "Something came that could not be opened." in page
    assert "One send could not be opened and is not on this page." in page


def test_another_services_meeting_is_not_there(team: Team) -> None:
    other = make_team(team.db, team.keys, team.now)
    with pytest.raises(NoSuchMeeting):
        pack(team.db, team.keys, other.meeting_id, team.reader(), team.now)


def test_what_changed_since_it_was_printed_is_told_without_opening_anything(
    staff_app: Flask, team: Team
) -> None:
    case_id, link = team.open()
    team.send(link)
    first = make(team.db, team.keys, case_id, team.reader(), team.now)
    assert (first.earlier, first.changed) == (None, False)
    again = make(team.db, team.keys, case_id, team.reader(), team.now + timedelta(minutes=1))
    assert (again.earlier, again.changed) == (team.now, False)
    row = make(team.db, team.keys, case_id, team.reader(), team.now + timedelta(minutes=2)).row
    assert not on_paper(team.db, team.keys, row, team.idva.id).changed
    team.send(link, at=team.now + timedelta(minutes=3))
    client = client_for(quiet(staff_app), team, team.idva)
    page = client.get(f"/staff/meetings/{team.meeting_id}/pack").text
    assert "changed since" in page
    assert "not printed yet" not in page
    assert WORDS not in page
    assert make(team.db, team.keys, case_id, team.reader(), team.now + timedelta(minutes=4)).changed


def test_of_a_case_that_was_never_printed_nothing_is_said_to_be_unchanged(
    staff_app: Flask, team: Team
) -> None:
    case_id, _ = team.open()
    client = client_for(quiet(staff_app), team, team.idva)
    address = f"/staff/meetings/{team.meeting_id}/pack"
    page = client.get(address).text
    assert "not printed yet" in page
    assert "nothing has changed" not in page
    client.post(f"/staff/cases/{case_id}/sheet")
    assert "nothing has changed since" in client.get(address).text


def test_the_sheet_never_holds_what_must_not_be_on_it(staff_app: Flask, team: Team) -> None:
    _case_id, link = team.open()
    answers = VIEWS["a"] | {
        "reach": {"c": ["no"]},
        "how": {"c": ["call"], "t": "at my mother’s, after six"},
        "voicemail": {"c": ["yes"]},
        "after": {"c": ["call"], "t": "never on Fridays"},
    }
    team.send(link, VIEWS | {"a": answers})
    client = client_for(quiet(staff_app), team, team.idva)
    page = client.post(f"/staff/meetings/{team.meeting_id}/pack").text
    assert WORDS in page
    assert "mother" not in page
    assert "Fridays" not in page
    assert "voice message" not in page


def test_a_pack_is_one_page_a_case_as_pdf_and_leaves_no_file(
    staff_app: Flask, team: Team, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert pdf.available()
    for number in range(3):
        _, link = team.open(reference=f"H-{number}")
        team.send(link)
    spot = tmp_path / "temporary"
    spot.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spot))
    client = client_for(quiet(staff_app), team, team.idva)
    answer = client.post(f"/staff/meetings/{team.meeting_id}/pack", data={"pdf": "1"})
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Cache-Control"] == "no-store"
    assert pages_in(answer.data) == 3
    assert list(spot.iterdir()) == []
    left = [path for path in team_files(staff_app) if WORDS.encode() in path.read_bytes()]
    assert left == []


def team_files(app: Flask) -> list[Path]:
    folder = app.config["BEFOREHAND"].var_dir
    return [path for path in folder.rglob("*") if path.is_file()]


def test_how_long_it_takes_is_said_where_there_is_something_to_say(staff_app: Flask, team: Team) -> None:
    client = client_for(quiet(staff_app), team, team.idva)
    team.open(reference="H-1")
    page = client.post(f"/staff/meetings/{team.meeting_id}/pack").text
    assert "Nothing of it is to be spoken yet." in page
    assert "0.0 minutes" not in page
    _, link = team.open(reference="H-2")
    team.send(link)
    assert "Less than a minute aloud" in client.post(f"/staff/meetings/{team.meeting_id}/pack").text


def test_a_printed_page_asks_for_nothing_beyond_itself(tmp_path: Path) -> None:
    marked = tmp_path / "style.css"
    marked.write_text("p { break-before: page }", encoding="utf-8")
    asks = f"<link rel='stylesheet' href='{marked.as_uri()}'>"
    asks += "<link rel='stylesheet' href='data:text/css,p%7Bbreak-before:page%7D'>"
    assert pages_in(pdf.made(f"{asks}<p>one</p><p>two</p>", "")) == 1


def test_a_pdf_can_be_read_aloud(staff_app: Flask, team: Team) -> None:
    team.open()
    client = client_for(quiet(staff_app), team, team.idva)
    made = client.post(f"/staff/meetings/{team.meeting_id}/pack", data={"pdf": "1"}).data
    told = subprocess.run(["pdfinfo", "-"], input=made, capture_output=True, check=True).stdout.decode()
    assert re.search(r"Tagged:\s+yes", told)
    assert re.search(r"Title:\s+\S", told)


def pages_in(made: bytes) -> int:
    told = subprocess.run(["pdfinfo", "-"], input=made, capture_output=True, check=True).stdout.decode()
    return int(re.search(r"Pages:\s+(\d+)", told)[1])


def test_without_the_systems_libraries_the_browser_prints(
    staff_app: Flask, team: Team, monkeypatch: pytest.MonkeyPatch
) -> None:
    team.open()
    pdf.available.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "weasyprint", None)
    client = client_for(quiet(staff_app), team, team.idva)
    page = client.post(f"/staff/meetings/{team.meeting_id}/pack", data={"pdf": "1"}).text
    pdf.available.cache_clear()
    assert "cannot make PDFs: use the browser" in page
    assert "No views received." in page
