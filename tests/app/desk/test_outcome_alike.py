"""What came of it, as it is read: what nobody sees is no difference, and no wish says two things."""

from flask import Flask

from tests.app.desk.team import Team
from tests.app.desk.test_outcome_pages import WHY, answering, press, said


def test_reasons_that_read_alike_are_told_as_no_difference(staff_app: Flask, team: Team, clock) -> None:
    case_id, client, names = answering(staff_app, team, clock)
    rest = [f"{name}:later" for name in names]
    press(client, case_id, offered=names, unmet=rest, why=f"{WHY}\nSo she\u241b waits.")
    typed = f" {WHY}\r\nSo \u202dshe\x1b waits.\r\n"
    same = press(client, case_id, offered=names, unmet=rest, why=typed)
    assert same.status_code == 302, "the same once more is written down already"
    late = press(client, case_id, offered=names, unmet=rest, why=typed, heard="summarised")
    assert late.status_code == 409
    assert "The wishes are answered alike." in late.text
    assert "About why they wrote:" not in late.text
    other = press(client, case_id, offered=names, unmet=rest, why="")
    assert "About why they wrote:" in other.text


def test_a_wish_that_is_ticked_is_shown_without_a_reason_why_it_was_not_met(
    staff_app: Flask, team: Team, clock
) -> None:
    case_id, client, names = answering(staff_app, team, clock)
    page = press(client, case_id, offered=names, met=["home"], unmet=["home:refused", "money:refused"]).text
    assert 'value="home" id="met-home" checked' in page
    assert '<option value="home:refused">' in page
    assert '<option value="money:refused" selected>' in page
    assert said(page).count("If not, why? No answer yet") == len(names)
