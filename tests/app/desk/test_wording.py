"""What will be said is kept sealed beside her words, stands for what she sent, and overwrites nobody."""

import re

import pytest
from flask import Flask
from sqlalchemy import text

from app.desk import wording
from app.desk.making import make
from app.desk.wording import Wording, WordsChanged
from tests.app.desk.team import VIEWS, Team, client_for

LINE = "She asks for locks to be changed this week."


def quiet(app: Flask) -> Flask:
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def newest(team: Team, case_id) -> str:
    made = make(team.db, team.keys, case_id, team.reader(), team.now)
    assert made.sheet.said is not None
    return made.sheet.said.send_id.hex


def keep(team: Team, case_id, version: int, **words) -> int:
    of = newest(team, case_id)
    told = Wording(**({"say": {"want": LINE}, "of": of, "agreed_of": of} | words))
    return wording.keep(team.db, team.keys, case_id, version, told, team.idva, team.now)


def test_what_will_be_said_is_on_the_sheet_and_never_in_clear_in_the_database(team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    keep(team, case_id, 0)
    made = make(team.db, team.keys, case_id, team.reader(), team.now)
    want = next(one for one in made.sheet.parts if one.id == "want")
    assert want.say == LINE
    assert made.sheet.quote is not None
    assert made.sheet.quote.text == "I want a door that locks."
    row = team.db.execute(text("SELECT sealed FROM spoken")).scalar_one()
    assert b"locks" not in bytes(row)


def test_her_cover_colleague_reads_the_same_words_with_a_key_of_their_own(team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    keep(team, case_id, 0)
    theirs = wording.read(team.db, team.keys, case_id, team.reader(team.other).privates)
    assert theirs.wording.say == {"want": LINE}
    lead = wording.read(team.db, team.keys, case_id, team.reader(team.lead).privates)
    assert (lead.opened, lead.wording.say) == (False, {})


def test_when_she_sends_more_none_of_the_old_wording_is_spoken(team: Team) -> None:
    case_id, link = team.open()
    team.send(link, VIEWS | {"send": {"say": "ask"}})
    keep(team, case_id, 0, agreed="asked")
    assert make(team.db, team.keys, case_id, team.reader(), team.now).sheet.may.value == "all"
    team.send(link, VIEWS | {"send": {"say": "ask"}}, at=team.now.replace(hour=13))
    made = make(team.db, team.keys, case_id, team.reader(), team.now)
    assert made.sheet.stale
    assert made.sheet.may.value == "ask_first"
    assert made.sheet.parts == ()


def test_must_not_happen_cannot_be_worded_away(team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    keep(team, case_id, 0, say={"not": "Only this."})
    made = make(team.db, team.keys, case_id, team.reader(), team.now)
    assert made.sheet.must_not is not None
    assert made.sheet.must_not.chips == ("police coming to my home", "letters or calls")
    assert made.sheet.must_not.hers[0].quote is not None


def test_two_at_once_lose_nothing_and_are_told(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    of = newest(team, case_id)
    with pytest.raises(WordsChanged):
        keep(team, case_id, 3)
    keep(team, case_id, 0)
    client = client_for(quiet(staff_app), team, team.idva)
    typed = {"keep": "1", "version": "0", "of": of, "say_want": "My own line."}
    answer = client.post(f"/staff/cases/{case_id}/wording", data=typed)
    assert answer.status_code == 409
    assert "Nothing was overwritten" in answer.text
    assert "My own line." in answer.text
    assert LINE in answer.text
    again = client.post(f"/staff/cases/{case_id}/wording", data=typed | {"version": "1"})
    assert again.status_code == 200
    assert '<p class="say" dir="ltr">My own line.</p>' in again.text
    reloaded = client.post(f"/staff/cases/{case_id}/wording", data=typed | {"version": "1"})
    assert reloaded.status_code == 200


def test_words_that_are_too_long_are_said_to_be_and_kept_in_their_box(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    client = client_for(quiet(staff_app), team, team.idva)
    long = "ab " * 120 + "end"
    page = client.post(f"/staff/cases/{case_id}/wording", data={"keep": "1", "say_want": long}).text
    assert "Make it shorter: 300 letters at most." in page
    assert long in page


def test_all_her_words_stand_beside_the_boxes_and_the_end_of_the_sheet_is_marked(
    staff_app: Flask, team: Team
) -> None:
    case_id, link = team.open()
    beginning, rest = "Do not ring. " * 8, "\nNever write to my mother."
    both = {"not": {"c": ["police"], "t": beginning + rest}, "want": {"c": [], "t": beginning + "Locks."}}
    team.send(link, VIEWS | {"a": both})
    client = client_for(quiet(staff_app), team, team.idva)
    page = client.post(f"/staff/cases/{case_id}/wording").text
    words = re.sub(r'<span class="sheet-ends"[^>]*>the sheet ends here</span>', "|", page)
    assert f"Do not ring. Do not ring.| {rest}" in words
    assert words.count("Locks.") == 2
    sheet = client.post(f"/staff/cases/{case_id}/sheet").text
    assert "mother" not in sheet
    assert "Word the rest, so that none of it is missing." in sheet


def test_where_nothing_arrived_why_and_what_to_wait_for_are_spoken(staff_app: Flask, team: Team) -> None:
    case_id, _ = team.open()
    client = client_for(quiet(staff_app), team, team.idva)
    said = {
        "keep": "1",
        "version": "0",
        "why": "No safe channel.",
        "wait": "Wait with the letter \u202e.",
    }
    address = f"/staff/cases/{case_id}/wording"
    assert "A letter in it cannot be seen" in client.post(address, data=said | {"wait": "With\x00it."}).text
    page = client.post(address, data=said).text
    assert "No views received." in page
    assert "No safe channel." in page
    assert "Wait with the letter" in page


def test_nobody_else_words_a_case(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    for who in (team.other, team.lead):
        client = client_for(quiet(staff_app), team, who)
        assert client.post(f"/staff/cases/{case_id}/wording").status_code == 403
        assert client.get(f"/staff/cases/{case_id}/wording").status_code == 403
