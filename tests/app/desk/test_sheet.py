"""A later send adds to the sheet and takes nothing off it; every word says whether it was confirmed live."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from app.cases.service import How
from app.desk.making import Made, make
from app.desk.service import Live, confirm, open_views
from safety.sealing import Kind
from tests.app.desk.team import VIEWS, Team, client_for
from tests.app.desk.test_pages import quiet

FIRST = {"not": {"c": ["letters", "family"], "t": "Never ring the flat."}, "want": {"c": ["money"], "t": ""}}
LATER = {"not": {"c": [], "t": "Not on Fridays."}, "want": {"c": ["home", "money"], "t": "A new lock."}}


def two_sends(team: Team, first=FIRST, later=LATER, **send) -> tuple:
    """She sent, and an hour later she sent again."""
    case_id, link = team.open()
    allowed = {"send": VIEWS["send"] | send}
    team.send(link, VIEWS | allowed | {"a": first})
    team.send(link, VIEWS | allowed | {"a": later}, at=team.now + timedelta(hours=1))
    team.now += timedelta(hours=2)
    return case_id, link


def sends(team: Team, case_id: UUID) -> list[UUID]:
    """The sends of a case, the oldest first."""
    opened = open_views(team.db, team.keys, case_id, team.reader(), team.now)
    return [one.shown.send_id for one in reversed(opened.sittings)]


def say_yes(team: Team, case_id: UUID, send_id: UUID) -> None:
    """She was read it, live, and said that it was hers."""
    confirm(team.db, team.keys, case_id, send_id, Live(How.SPEAKING), team.reader(), team.now)


def made(team: Team, case_id: UUID) -> Made:
    return make(team.db, team.keys, case_id, team.reader(), team.now)


def must_not(team: Team, case_id: UUID) -> list[tuple]:
    """What the sheet says must not happen, send by send: chips, words, and whether they were confirmed."""
    part = made(team, case_id).sheet.must_not
    assert part is not None
    return [(one.chips, one.quote and one.quote.text, one.confirmed) for one in part.hers]


def test_a_later_send_takes_nothing_off_what_must_not_happen(team: Team) -> None:
    case_id, _ = two_sends(team)
    assert must_not(team, case_id) == [
        ((), "Not on Fridays.", False),
        (("letters or calls", "my family or parents being told"), "Never ring the flat.", False),
    ]


def test_what_was_confirmed_stays_on_the_sheet_and_stays_confirmed(team: Team) -> None:
    case_id, link = two_sends(team)
    say_yes(team, case_id, sends(team, case_id)[0])
    team.send(link, VIEWS | {"a": {"not": {"c": ["letters", "police"], "t": ""}}}, at=team.now)
    assert must_not(team, case_id) == [
        (("letters or calls", "my family or parents being told"), "Never ring the flat.", True),
        (("police coming to my home",), None, False),
        ((), "Not on Fridays.", False),
    ]


@pytest.mark.parametrize("unreached", ["must", "nothing"])
def test_where_only_what_must_not_happen_may_be_said_all_of_it_is(team: Team, unreached: str) -> None:
    reach = {"how": {"c": ["none"]}, "unreached": {"c": [unreached]}}
    case_id, _ = two_sends(team, FIRST | reach, LATER, say="ask")
    if unreached == "must":
        assert len(must_not(team, case_id)) == 2
    else:
        assert made(team, case_id).sheet.must_not is None


def test_whom_not_to_tell_and_what_she_wants_add_up_too(team: Team) -> None:
    first = FIRST | {"avoid": {"c": ["police"], "t": "Nor my cousin, who works there."}}
    case_id, _ = two_sends(team, first, LATER | {"avoid": {"c": [], "t": "My uncle."}})
    parts = {one.id: one for one in made(team, case_id).sheet.parts}
    assert [(one.chips, one.quote and one.quote.text) for one in parts["avoid"].hers] == [
        ((), "My uncle."),
        (("the police",), "Nor my cousin, who works there."),
    ]
    assert parts["want"].chips == ("a safer home", "help with money")


def test_no_length_takes_away_what_must_not_happen(team: Team) -> None:
    case_id, link = team.open()
    for number in range(12):
        answer = {"not": {"c": [], "t": f"Number {number}: " + "do not do this " * 20}}
        team.send(link, VIEWS | {"a": answer}, at=team.now + timedelta(minutes=number))
    found = made(team, case_id).sheet
    assert found.must_not is not None
    assert len(found.must_not.hers) == 12
    assert all(one.quote and one.quote.cut for one in found.must_not.hers)
    assert found.long
    assert found.unsaid


def test_a_version_that_was_confirmed_stands_beside_a_later_one_of_its_sitting(team: Team) -> None:
    case_id, link = team.open()
    sitting = UUID(int=7)
    team.send(link, VIEWS | {"a": FIRST}, submission=sitting)
    say_yes(team, case_id, sends(team, case_id)[0])
    later = team.now + timedelta(hours=1)
    team.send(link, VIEWS | {"a": LATER}, submission=sitting, sequence=2, at=later)
    assert [confirmed for _, _, confirmed in must_not(team, case_id)] == [False, True]


def test_each_part_of_the_printed_sheet_says_whether_its_own_words_were_confirmed(
    staff_app: Flask, team: Team
) -> None:
    case_id, _ = two_sends(team)
    client = client_for(quiet(staff_app), team, team.idva)
    older, newer = sends(team, case_id)
    say_yes(team, case_id, newer)
    page = client.post(f"/staff/cases/{case_id}/sheet").text
    assert page.count("Confirmed live: yes") == 1
    assert page.count("Confirmed live: no. Unverified.") == 1
    must = page.split("<h2>Must not happen</h2>")[1].split("</section>")[0]
    assert must.index("Not on Fridays.") < must.index("confirmed live") < must.index("Never ring the flat.")
    assert must.index("Never ring the flat.") < must.index("not confirmed")
    say_yes(team, case_id, older)
    page = client.post(f"/staff/cases/{case_id}/sheet").text
    assert page.count("Confirmed live: yes") == 2
    assert "nverified" not in page


def test_the_lines_beneath_the_sheet_are_parted_by_spaces(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    team.send(link, VIEWS | {"send": VIEWS["send"] | {"say": "ask"}})
    yes = {"agreed": "asked", "of": sends(team, case_id)[0].hex}
    page = client_for(quiet(staff_app), team, team.idva).post(f"/staff/cases/{case_id}/sheet", data=yes).text
    told = " ".join(re.sub(r"<[^>]*>", "", page.split("<footer>")[1]).split())
    assert "by pressing Send. Confirmed live: no. Unverified. Asked first:" in told


def test_sends_are_numbered_over_the_case_the_oldest_first(staff_app: Flask, team: Team) -> None:
    case_id, link = two_sends(team)
    team.send(link, kind=Kind.PARTIAL, at=team.now)
    page = client_for(quiet(staff_app), team, team.idva).post(f"/staff/cases/{case_id}/views").text
    assert re.findall(r"· number (\d)", page.split('id="confirm"')[0]) == ["3", "2", "1"]


def test_an_older_send_is_confirmed_on_the_page_too(staff_app: Flask, team: Team) -> None:
    case_id, _ = two_sends(team)
    client = client_for(quiet(staff_app), team, team.idva)
    older, newer = sends(team, case_id)
    page = client.post(f"/staff/cases/{case_id}/views").text
    assert f'value="{older}"' in page.split('id="confirm"')[1]
    none = client.post(f"/staff/cases/{case_id}/confirm", data={"how": "speaking"}, follow_redirects=True)
    assert "Say which" in none.text
    client.post(f"/staff/cases/{case_id}/confirm", data={"how": "speaking", "send_id": [str(older)]})
    assert set(made(team, case_id).confirmed) == {older}
    both = {"how": "speaking", "send_id": [str(older), str(newer)]}
    client.post(f"/staff/cases/{case_id}/confirm", data=both)
    assert set(made(team, case_id).confirmed) == {older, newer}
    assert 'id="confirm"' not in client.post(f"/staff/cases/{case_id}/views").text


def test_confirming_an_older_send_makes_what_was_printed_out_of_date(team: Team) -> None:
    case_id, _ = two_sends(team)
    say_yes(team, case_id, sends(team, case_id)[1])
    assert not made(team, case_id).changed
    say_yes(team, case_id, sends(team, case_id)[0])
    assert made(team, case_id).changed


def test_what_she_answered_twice_is_named_so_that_she_is_asked(staff_app: Flask, team: Team) -> None:
    case_id, _ = two_sends(team, LATER, LATER)
    client = client_for(quiet(staff_app), team, team.idva)
    assert "in more than one send" not in client.post(f"/staff/cases/{case_id}/views").text
    other, _ = two_sends(team)
    page = client.post(f"/staff/cases/{other}/views").text
    assert "in more than one send" in page
