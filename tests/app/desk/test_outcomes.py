"""What came of it: sealed wishes, codes for the standard, nothing overwritten, told back."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from app.cases import service as cases
from app.cases.drafts import Contact
from app.cases.service import How
from app.desk import caseload, notes, outcomes, record
from app.desk.outcomes import NotYetHeld, OutcomeChanged, What
from app.desk.service import forget_wording
from safety.standard import Heard, Told, Unmet, Wish
from tests.app.desk.team import VIEWS, Team, client_for

WHAT = What(
    Heard.READ_OUT, {"home": Wish(action=True), "money": Wish(unmet=Unmet.REFUSED)}, "The fund is closed."
)


def opened(team: Team, clock, **changed) -> tuple:
    """A case whose views came in time, and the day after its meeting."""
    case_id, link = team.open(**changed)
    team.send(link)
    clock.move(timedelta(days=11))
    team.now = clock()
    return case_id, link


def write(team: Team, case_id, version: int = 0, what: What = WHAT, who=None) -> int:
    return outcomes.write(team.db, team.keys, case_id, version, what, who or team.idva, team.now)


def test_which_wishes_she_had_and_why_is_sealed_and_the_codes_are_not(team: Team, clock) -> None:
    case_id, _ = opened(team, clock)
    write(team, case_id)
    read = outcomes.read(team.db, team.keys, case_id, team.reader().privates())
    assert read.what is not None
    assert read.what.wishes == WHAT.wishes
    assert read.what.why == "The fund is closed."
    row = team.db.execute(text("SELECT * FROM outcome")).mappings().one()
    assert (row["heard"], bool(row["answered"]), row["told"]) == ("read_out", True, None)
    plain = " ".join(str(value) for name, value in row.items() if name != "sealed")
    assert "home" not in plain
    assert b"home" not in bytes(row["sealed"])
    assert b"fund" not in bytes(row["sealed"])


def test_before_the_meetings_day_nothing_can_have_come_of_it(team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    with pytest.raises(NotYetHeld):
        write(team, case_id)


def test_a_change_over_a_newer_one_is_refused(team: Team, clock) -> None:
    case_id, _ = opened(team, clock)
    assert write(team, case_id) == 1
    with pytest.raises(OutcomeChanged):
        write(team, case_id, 0, What(Heard.NOT_REACHED))
    assert write(team, case_id, 1, What(Heard.NOT_REACHED)) == 2


def test_a_lead_or_uncovered_colleague_writes_nothing_down(team: Team, clock) -> None:
    case_id, _ = opened(team, clock)
    for who in (team.lead, team.other):
        with pytest.raises((cases.NotYours, outcomes.SafetyRefusal)):
            write(team, case_id, who=who)
    assert outcomes.of_case(team.db, case_id) is None


def test_four_taps_in_the_page_and_a_colleague_in_between(staff_app: Flask, team: Team, clock) -> None:
    staff_app.config["WTF_CSRF_ENABLED"] = False
    case_id, _ = opened(team, clock)
    client = client_for(staff_app, team, team.idva)
    page = client.post(f"/staff/cases/{case_id}/outcome").text
    assert "a safer home" in page
    assert "help with money" not in page
    taps = {
        "keep": "1",
        "version": "0",
        "offered": ["home"],
        "heard": "summarised",
        "met": ["home"],
        "told": "",
    }
    assert (
        "Say whether it was heard."
        in client.post(f"/staff/cases/{case_id}/outcome", data=taps | {"heard": ""}).text
    )
    done = client.post(f"/staff/cases/{case_id}/outcome", data=taps, follow_redirects=True).text
    assert "Written down. It can be changed." in done
    assert "She has not been told." in done
    late = client.post(f"/staff/cases/{case_id}/outcome", data=taps | {"heard": "not_reached"})
    assert late.status_code == 409
    assert "Nothing was overwritten." in late.text
    assert "They wrote: Summarised. Was she told? They wrote: Not yet." in late.text
    assert re.search(r'<input checked[^>]*value="not_reached"', late.text)
    forged = client.post(f"/staff/cases/{case_id}/outcome", data=taps | {"offered": ["<script>"]})
    assert "<script>" not in forged.text


def wished(client: FlaskClient, case_id) -> list[str]:
    """The wishes that the page offers, by name."""
    page = client.post(f"/staff/cases/{case_id}/outcome").text
    return re.findall(r'name="offered" value="([^"]*)"', page)


def test_a_wish_in_words_is_answered_like_one_that_she_tapped(staff_app: Flask, team: Team, clock) -> None:
    staff_app.config["WTF_CSRF_ENABLED"] = False
    case_id, link = team.open()
    team.send(link, VIEWS | {"a": {"want": {"c": ["else"], "t": "My dog\nwith me."}}})
    later = {"want": {"c": ["home", "money"], "t": "A lock & a light."}}
    team.send(link, VIEWS | {"a": later}, at=team.now + timedelta(hours=1))
    clock.move(timedelta(days=11))
    team.now = clock()
    client = client_for(staff_app, team, team.idva)
    home, money, lock, dog = wished(client, case_id)
    page = client.post(f"/staff/cases/{case_id}/outcome").text
    assert (home, money) == ("home", "money")
    assert "A lock &amp; a light." in page
    assert "My dog\nwith me." in page
    assert "something else" not in page
    taps = {"keep": "1", "version": "0", "heard": "read_out", "told": "", "met": [home, lock]}
    reasons = [f"{money}:refused", f"{dog}:not_there", f"{home}:later", "nonsense", f"{dog}x:refused"]
    answered = taps | {"offered": [home, money, lock, dog, "written-<b>"], "unmet": reasons}
    client.post(f"/staff/cases/{case_id}/outcome", data=answered)
    read = outcomes.read(team.db, team.keys, case_id, team.reader().privates())
    assert read.what is not None
    assert read.what.wishes == {
        home: Wish(action=True),
        money: Wish(unmet=Unmet.REFUSED),
        lock: Wish(action=True),
        dog: Wish(unmet=Unmet.NOT_THERE),
    }
    again = client.post(f"/staff/cases/{case_id}/outcome").text
    assert f'<option value="{dog}:not_there" selected>' in again
    assert f'value="{lock}" id="met-{lock}" checked' in again
    row = team.db.execute(text("SELECT sealed FROM outcome")).scalar_one()
    assert dog.encode() not in bytes(row)


def test_an_agenda_offers_it_from_the_day_of_its_meeting_on(staff_app: Flask, team: Team, clock) -> None:
    team.open()
    address = f"/staff/meetings/{team.meeting_id}/pack"
    assert "What came of it" not in client_for(staff_app, team, team.idva).get(address).text
    clock.move(timedelta(days=11))
    team.now = clock()
    assert "What came of it" in client_for(staff_app, team, team.idva).get(address).text


def test_the_ticks_beneath_the_sheet_hold_wishes_in_words_too(staff_app: Flask, team: Team) -> None:
    staff_app.config["WTF_CSRF_ENABLED"] = False
    _, link = team.open()
    team.send(link, VIEWS | {"a": {"want": {"c": ["home"], "t": "A lock on the door of every room."}}})
    page = client_for(staff_app, team, team.idva).post(f"/staff/meetings/{team.meeting_id}/pack").text
    heads = re.findall(r'<b dir="ltr">([^<]*)</b>', page)
    assert heads == ["a safer home", "“A lock on the door of …”"]


def test_a_wish_runs_its_own_way_beneath_the_sheet_on_paper_too(staff_app: Flask, team: Team) -> None:
    """The PDF knows no `auto`: a number at the end of Arabic stood at its beginning."""
    staff_app.config["WTF_CSRF_ENABLED"] = False
    _, link = team.open()
    team.send(link, VIEWS | {"a": {"want": {"c": [], "t": "أريد بابًا يُقفل، رقم 12"}}})
    page = client_for(staff_app, team, team.idva).post(f"/staff/meetings/{team.meeting_id}/pack").text
    assert re.findall(r'<b dir="(\w+)">“', page) == ["rtl"]


def test_a_note_can_tell_her_and_the_standard_counts_it(staff_app: Flask, team: Team, clock) -> None:
    case_id, _ = opened(team, clock)
    cases.agree_contact(team.db, case_id, Contact(How.SPEAKING, notes=True), team.by())
    notes.leave(team.db, team.keys, case_id, ["said"], team.idva, team.now, tells=True)
    assert outcomes.of_case(team.db, case_id) is None
    write(team, case_id)
    notes.leave(team.db, team.keys, case_id, ["said"], team.idva, team.now, tells=True)
    row = outcomes.of_case(team.db, case_id)
    assert row is not None
    assert row.told is Told.NOTE
    assert row.told_on == cases.london(team.now).date()
    shown = caseload.row_of(team.db, team.keys, team.idva, case_id, team.now)
    measures = record.one(team.db, shown, row, team.now)["measures"]
    assert {code: one["mark"] for code, one in measures.items()} == {
        **dict.fromkeys(("V1", "V2", "V3", "V4", "V5"), "yes"),
        "V6": "open",
        "V7": "apart",
    }


def test_when_her_views_go_her_wishes_go_and_the_codes_stay(team: Team, clock) -> None:
    case_id, _ = opened(team, clock)
    write(team, case_id)
    forget_wording(team.db, [case_id])
    read = outcomes.read(team.db, team.keys, case_id, team.reader().privates())
    assert read.what is not None
    assert (read.what.heard, read.what.wishes, read.what.why) == (Heard.READ_OUT, {}, "")


def test_who_may_not_read_a_case_hears_nothing_of_its_meeting(staff_app: Flask, team: Team) -> None:
    case_id, _ = team.open(cover_id=team.lead.id)
    staff_app.config["WTF_CSRF_ENABLED"] = False
    answer = client_for(staff_app, team, team.other).post(f"/staff/cases/{case_id}/outcome")
    assert answer.status_code == 403
    assert "meeting" not in answer.text.split("<main", 1)[1].lower()
