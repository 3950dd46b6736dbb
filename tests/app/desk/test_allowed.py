"""A yes to more than she allowed: kept for what she had sent, shown as it stands, withdrawn by a no."""

import re
from datetime import timedelta
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient

from app.desk import wording
from app.desk.making import Answer, make, on_paper, pack
from app.desk.wording import Wording
from tests.app.desk.team import VIEWS, Team, client_for, uncertify
from tests.app.desk.test_many import matched
from tests.app.desk.test_pack import text_of
from tests.app.desk.test_pages import quiet
from tests.app.desk.test_sheet import made, sends

ASK = VIEWS | {"send": VIEWS["send"] | {"say": "ask"}}
SAID = "police coming to my home"
NO, YES = "agreed-0", "agreed-1"


def asking(team: Team) -> tuple:
    """A case of somebody who wants to be asked first."""
    case_id, link = team.open()
    team.send(link, ASK)
    return case_id, link


def sends_more(team: Team, link) -> None:
    """She sends again, later."""
    team.send(link, ASK, at=team.now + timedelta(minutes=5))
    team.now += timedelta(minutes=10)


def chosen(client: FlaskClient, case_id: UUID) -> tuple[str, dict[str, str]]:
    """What the page with her words has chosen beforehand, and what pressing its button would send."""
    page = client.post(f"/staff/cases/{case_id}/views").text
    (on,) = re.findall(r'<input checked[^>]*id="(agreed-\d)"[^>]*>', page)
    value = re.search(rf'<input[^>]*id="{on}"[^>]*value="([^"]*)"', page)
    of = re.search(r'name="of"[^>]*value="([^"]*)"', page)
    assert value and of
    return on, {"agreed": value[1], "of": of[1]}


def sheet_of(client: FlaskClient, case_id: UUID, **typed: str) -> str:
    return client.post(f"/staff/cases/{case_id}/sheet", data=typed).text


def recorded(team: Team, case_id: UUID) -> str:
    """What is recorded for what she sent last."""
    kept = wording.read(team.db, team.keys, case_id, team.reader().privates)
    return kept.wording.allows(sends(team, case_id)[-1])


def test_what_is_recorded_is_chosen_and_no_withdraws_it(staff_app: Flask, team: Team) -> None:
    case_id, _ = asking(team)
    client = client_for(quiet(staff_app), team, team.idva)
    on, pressed = chosen(client, case_id)
    assert on == NO
    assert SAID not in sheet_of(client, case_id, **pressed)
    assert SAID in sheet_of(client, case_id, **pressed | {"agreed": "asked"})
    on, pressed = chosen(client, case_id)
    assert (on, pressed["agreed"]) == (YES, "asked")
    assert SAID in sheet_of(client, case_id, **pressed)
    assert SAID in sheet_of(client, case_id)
    assert SAID not in sheet_of(client, case_id, **pressed | {"agreed": ""})
    assert chosen(client, case_id)[0] == NO
    assert SAID not in sheet_of(client, case_id)
    assert SAID not in client.post(f"/staff/meetings/{team.meeting_id}/pack").text
    assert recorded(team, case_id) == ""


def test_a_yes_said_again_for_what_came_later_is_kept(staff_app: Flask, team: Team) -> None:
    case_id, link = asking(team)
    client = client_for(quiet(staff_app), team, team.idva)
    sheet_of(client, case_id, **chosen(client, case_id)[1] | {"agreed": "asked"})
    sends_more(team, link)
    on, pressed = chosen(client, case_id)
    assert on == NO
    page = sheet_of(client, case_id, **pressed | {"agreed": "asked"})
    assert SAID in page
    assert "kept wording" not in page
    assert SAID in client.post(f"/staff/meetings/{team.meeting_id}/pack").text
    assert SAID in sheet_of(client, case_id)


def test_a_choice_beside_her_words_goes_on_to_the_wording(staff_app: Flask, team: Team) -> None:
    case_id, link = asking(team)
    client = client_for(quiet(staff_app), team, team.idva)
    pressed = chosen(client, case_id)[1] | {"agreed": "asked"}

    def on(**typed: str) -> list[str]:
        page = client.post(f"/staff/cases/{case_id}/wording", data=typed).text
        return re.findall(r'<input checked[^>]*id="(agreed-\d)"', page)

    assert (on(**pressed), on()) == ([YES], [NO])
    assert recorded(team, case_id) == ""
    sends_more(team, link)
    assert on(**pressed) == [NO]


def test_a_yes_said_again_does_not_bring_back_what_was_worded_before(staff_app: Flask, team: Team) -> None:
    case_id, link = asking(team)
    (first,) = sends(team, case_id)
    told = Wording(say={"want": "An old line."}, of=first.hex)
    wording.keep(team.db, team.keys, case_id, 0, told, team.idva, team.now)
    sends_more(team, link)
    client = client_for(quiet(staff_app), team, team.idva)
    for typed in (chosen(client, case_id)[1] | {"agreed": "asked"}, {}):
        page = sheet_of(client, case_id, **typed)
        assert SAID in page
        assert "An old line." not in page
        assert "none of the kept wording is on the sheet" in page
    kept = wording.read(team.db, team.keys, case_id, team.reader().privates).wording
    assert kept.say == {"want": "An old line."}


def test_a_yes_is_not_used_for_what_came_after_the_page_was_opened(staff_app: Flask, team: Team) -> None:
    case_id, link = asking(team)
    client = client_for(quiet(staff_app), team, team.idva)
    _, pressed = chosen(client, case_id)
    sends_more(team, link)
    page = sheet_of(client, case_id, **pressed | {"agreed": "asked"})
    assert SAID not in page
    assert "She has sent more since the page" in page
    assert recorded(team, case_id) == ""


def test_a_yes_that_cannot_be_kept_holds_for_that_sheet_alone_and_says_so(
    staff_app: Flask, team: Team
) -> None:
    case_id, _ = asking(team)
    client = client_for(quiet(staff_app), team, team.idva)
    _, pressed = chosen(client, case_id)
    uncertify(team, team.idva)
    page = sheet_of(client, case_id, **pressed | {"agreed": "asked"})
    assert SAID in page
    assert "It holds for this sheet alone, not for the PDF and not for the pack." in page
    assert SAID not in sheet_of(client, case_id)


def test_a_sheet_that_records_her_first_yes_is_not_out_of_date_at_once(team: Team) -> None:
    case_id, _ = asking(team)
    (newest,) = sends(team, case_id)
    answer = Answer("asked", newest.hex)
    made = make(team.db, team.keys, case_id, team.reader(), team.now, answer=answer)
    assert (made.earlier, made.changed) == (None, False)
    assert not on_paper(team.db, team.keys, made.row, team.idva.id).changed
    team.now += timedelta(minutes=1)
    (again,) = pack(team.db, team.keys, team.meeting_id, team.reader(), team.now).made
    assert (again.changed, again.agreed) == (False, "asked")


def test_no_answer_to_what_may_be_said_is_told_from_a_wish_to_be_asked(staff_app: Flask, team: Team) -> None:
    client = client_for(quiet(staff_app), team, team.idva)
    none, wish = "gave no answer to what may be said", "has not said that all of it may be spoken"
    for say, reference in (("", "H-2030-021"), ("ask", "H-2030-022")):
        case_id, link = team.open(reference=reference)
        team.send(link, VIEWS | {"send": {"say": say}})
        paper = text_of(client.post(f"/staff/cases/{case_id}/sheet", data={"pdf": "1"}).data)
        for said in (sheet_of(client, case_id), paper):
            told = " ".join(said.split())
            assert (none in told, wish in told) == (not say, bool(say)), say
        page = client.post(f"/staff/cases/{case_id}/views").text
        assert (none in page, "she did not choose" in page) == (not say, bool(say)), say


def test_any_answer_she_gave_counts_and_nobody_asked_is_no_silence(team: Team) -> None:
    case_id, link = team.open()
    matched(team, link, at=timedelta())
    assert not made(team, case_id).sheet.silent
    team.send(link, ASK)
    team.send(link, VIEWS | {"send": {}}, at=team.now + timedelta(minutes=5))
    assert not made(team, case_id).sheet.silent
