"""Signs that turn letters around change nothing of what is read aloud: words are read as typed."""

from uuid import uuid4

from flask import Flask

from app.desk import wording
from app.desk.wording import Wording
from safety.speaking import steady
from tests.app.desk.team import VIEWS, Team, client_for
from tests.app.desk.test_pages import quiet
from tests.app.desk.test_sheet import sends

TURNED = "Do not\u202e come\u202d to my work\u202c."
READ = "Do not come to my work\u202c."


def test_no_page_that_her_worker_reads_turns_her_letters_around(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    team.send(link, VIEWS | {"a": {"not": {"c": ["police"], "t": TURNED}}})
    worker = client_for(quiet(staff_app), team, team.idva)
    views = worker.post(f"/staff/cases/{case_id}/views").text
    sheet = worker.post(f"/staff/cases/{case_id}/sheet", data={"agreed": "all"}).text
    for page in (views, sheet):
        assert READ in page
        assert "\u202e" not in page
        assert "\u202d" not in page


def test_nor_do_the_ticks_beneath_the_sheet(staff_app: Flask, team: Team) -> None:
    _case_id, link = team.open()
    team.send(link, VIEWS | {"a": {"want": {"c": [], "t": TURNED}}})
    pack = client_for(quiet(staff_app), team, team.idva).post(f"/staff/meetings/{team.meeting_id}/pack").text
    assert '<b dir="ltr">“Do not come' in pack
    assert "\u202e" not in pack


def test_nor_does_what_changed_from_one_version_to_the_next(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    submission = uuid4()
    for sequence, words in enumerate(("Do come.", TURNED), 1):
        answers = VIEWS | {"a": {"not": {"c": [], "t": words}}}
        team.send(link, answers, submission=submission, sequence=sequence)
    page = client_for(quiet(staff_app), team, team.idva).post(f"/staff/cases/{case_id}/views").text
    assert "Changed since the version before" in page
    assert "\u202e" not in page


def test_nor_does_what_her_worker_worded(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    told = Wording(say={"want": TURNED}, of=sends(team, case_id)[-1].hex)
    wording.keep(team.db, team.keys, case_id, 0, told, team.idva, team.now)
    sheet = client_for(quiet(staff_app), team, team.idva).post(f"/staff/cases/{case_id}/sheet").text
    assert READ in sheet
    assert "\u202e" not in sheet


def test_all_else_stays_as_it_came() -> None:
    assert steady("لا\u2067abc\u2069 é🙂\u200f") == "لا\u2067abc\u2069 é🙂\u200f"
