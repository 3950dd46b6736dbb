"""All she said stands on the sheet, each line says whose it is, and a yes in her place goes in time."""

import re
from datetime import timedelta

from flask import Flask

from app.desk import wording
from app.desk.wording import Wording
from tests.app.desk.team import VIEWS, Team, client_for
from tests.app.desk.test_allowed import ASK, SAID, recorded
from tests.app.desk.test_pages import quiet
from tests.app.desk.test_sheet import made, say_yes, sends, two_sends

WITHOUT_ASKING = "Said without asking her"
RADIOS = 'name="agreed"'


def texts(page: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def test_a_yes_in_her_place_goes_once_she_has_said_all_of_it(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    team.send(link, ASK)
    team.send(link, at=team.now + timedelta(minutes=5))  # "all of it", which nobody has confirmed
    team.now += timedelta(minutes=10)
    client, newest = client_for(quiet(staff_app), team, team.idva), sends(team, case_id)[-1]
    yes = {"agreed": "danger", "of": newest.hex}
    assert WITHOUT_ASKING in client.post(f"/staff/cases/{case_id}/sheet", data=yes).text
    assert RADIOS in client.post(f"/staff/cases/{case_id}/views").text
    say_yes(team, case_id, newest)
    page = client.post(f"/staff/cases/{case_id}/sheet").text
    assert WITHOUT_ASKING not in page
    assert SAID in page
    assert recorded(team, case_id) == ""
    assert RADIOS not in client.post(f"/staff/cases/{case_id}/views").text
    late = client.post(f"/staff/cases/{case_id}/sheet", data=yes).text  # from a page that was open
    assert WITHOUT_ASKING not in late


def test_a_yes_in_her_place_can_be_taken_back_while_it_is_needed(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    team.send(link, ASK)
    client, (newest,) = client_for(quiet(staff_app), team, team.idva), sends(team, case_id)
    client.post(f"/staff/cases/{case_id}/sheet", data={"agreed": "danger", "of": newest.hex})
    taken_back = client.post(f"/staff/cases/{case_id}/sheet", data={"agreed": "", "of": newest.hex}).text
    assert WITHOUT_ASKING not in taken_back
    assert recorded(team, case_id) == ""


def test_a_worded_line_is_her_worker_s_and_hides_no_newer_wish(staff_app: Flask, team: Team) -> None:
    case_id, _ = two_sends(team)
    newest = sends(team, case_id)[-1]
    line = "She asks for help with money."
    told = Wording(say={"want": line}, of=newest.hex, agreed_of=newest.hex)
    wording.keep(team.db, team.keys, case_id, 0, told, team.idva, team.now)
    page = client_for(quiet(staff_app), team, team.idva).post(f"/staff/cases/{case_id}/sheet").text
    want = texts(page.split("<h2>She wants</h2>")[1].split("</section>")[0])
    assert want.startswith(f"{line} (worded by her worker) She said:")
    assert "a safer home" in want
    assert want.index("a safer home") < want.index("number 2: not confirmed")


def test_words_beside_taps_are_on_the_sheet_wherever_they_stand(team: Team) -> None:
    case_id, link = team.open()
    both = {
        "want": {"c": ["home"], "t": "A door that locks."},
        "worry": {"c": ["children"], "t": "My son asks why."},
        "kids": {"c": [], "t": "A door that locks."},
    }
    team.send(link, VIEWS | {"a": both})
    sheet = made(team, case_id).sheet
    assert sheet.quote is not None
    assert sheet.quote.text == "A door that locks."
    worry = next(one for one in sheet.parts if one.id == "worry")
    assert [(one.chips, one.quote and one.quote.text) for one in worry.hers] == [
        (("my children",), "My son asks why.")
    ]
    assert [one.id for one in sheet.parts] == ["want", "worry"]  # the same words are not said twice


def test_two_sends_of_one_minute_are_told_apart_by_their_numbers(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    for seconds, chip in enumerate(("home", "money")):
        answer = {"want": {"c": [chip], "t": ""}}
        team.send(link, VIEWS | {"a": answer}, at=team.now + timedelta(seconds=seconds))
    client = client_for(quiet(staff_app), team, team.idva)
    for page in (client.post(f"/staff/cases/{case_id}/{name}").text for name in ("sheet", "wording")):
        assert re.findall(r"number (\d)", texts(page)) == ["2", "1"]
    assert re.findall(r"Number (\d)\.", client.post(f"/staff/cases/{case_id}/sheet").text) == ["2", "1"]


def test_the_english_of_other_words_is_not_put_beneath_new_ones(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    polish = VIEWS | {"lang": "pl", "a": {"want": {"c": [], "t": "Nowy zamek."}}}
    team.send(link, polish)
    (first,) = sends(team, case_id)
    told = Wording(english="A new lock.", translator="Ewa", of=first.hex)
    wording.keep(team.db, team.keys, case_id, 0, told, team.idva, team.now)
    team.send(link, polish | {"a": {"want": {"c": [], "t": "Spokój."}}}, at=team.now + timedelta(minutes=1))
    page = client_for(quiet(staff_app), team, team.idva).post(f"/staff/cases/{case_id}/wording").text
    box = re.search(r'<textarea[^>]*name="english"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert box
    assert box[1].strip() == ""
    assert "Kept for what she sent before: A new lock." in page
