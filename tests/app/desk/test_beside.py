"""What stands beside her words: prompts, themes, and her own proposal about being reached. Kept nowhere."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import text

from app.accounts import service as accounts
from app.cases import service as cases
from app.desk import themes
from app.desk.service import open_views
from safety.errors import Malformed
from tests.app.desk.team import VIEWS, Team, client_for
from tests.app.desk.test_pages import quiet

DANGER = VIEWS | {"a": {"worry": {"c": ["hurt"], "t": "He choked me once & keeps <a> knife."}}}
REACH = VIEWS | {
    "a": {
        "reach": {"c": ["no"], "t": ""},
        "how": {"c": ["text"], "t": "Tuesdays at ten, never the flat"},
        "voicemail": {"c": ["no"], "t": ""},
    }
}


def read(team: Team, app: Flask, case_id) -> str:
    return client_for(quiet(app), team, team.idva).post(f"/staff/cases/{case_id}/views").text


def test_places_to_check_are_shown_with_the_words_around_them_and_never_on_the_sheet(
    staff_app: Flask, team: Team
) -> None:
    case_id, link = team.open()
    team.send(link, DANGER)
    page = read(team, staff_app, case_id)
    assert "Please check with her" in page
    assert "He <mark>choked</mark> me once &amp; keeps &lt;a&gt; knife." in page
    assert "it is no risk assessment" in page
    sheet = (
        client_for(staff_app, team, team.idva).post(f"/staff/cases/{case_id}/sheet", data={"agreed": ""}).text
    )
    assert "<mark>" not in sheet
    assert "Please check" not in sheet


def test_nothing_of_a_prompt_is_stored_counted_or_audited(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    team.send(link, DANGER)
    before = {table: _rows(team, table) for table in _tables(team)}
    read(team, staff_app, case_id)
    changed = {table for table in _tables(team) if _rows(team, table) != before[table]}
    assert changed == {"audit_entry", "reading"}
    assert accounts.audit.entries(team.db, case_id)[-1].detail == ""


def test_her_proposal_stands_beside_what_was_agreed_and_changes_nothing_until_it_is_agreed_live(
    staff_app: Flask, team: Team
) -> None:
    case_id, link = team.open(contact=cases.Contact(cases.How.SPEAKING))
    team.send(link, REACH)
    page = read(team, staff_app, case_id)
    assert "She proposes" in page
    assert "Tuesdays at ten, never the flat" in page
    agreed = cases.agreement_of(team.db, case_id)
    assert agreed is not None and agreed.how is cases.How.SPEAKING
    client = client_for(staff_app, team, team.idva)
    client.post(f"/staff/cases/{case_id}/agreed", data={})
    assert cases.agreement_of(team.db, case_id) == agreed
    staff_app.config["CLOCK"].move(timedelta(minutes=5))
    client.post(f"/staff/cases/{case_id}/agreed", data={"agreed_how": "in_person"})
    anew = cases.agreement_of(team.db, case_id)
    assert anew is not None and (anew.may_contact, anew.how) == (True, cases.How.IN_PERSON)
    staff_app.config["CLOCK"].move(timedelta(minutes=5))
    client.post(f"/staff/cases/{case_id}/agreed", data={"agreed_how": "bsl", "no": "1"})
    last = cases.agreement_of(team.db, case_id)
    assert last is not None and not last.may_contact


def test_what_she_proposed_is_not_agreed_from_words_opened_before_the_second_code(
    staff_app: Flask, team: Team
) -> None:
    case_id, link = team.open(duress=True, contact=cases.Contact(cases.How.SPEAKING))
    team.send(link, REACH)
    seen = re.search(r'name="seen" value="([^"]+)"', read(team, staff_app, case_id))
    assert seen is not None
    team.send(link, duress=True, at=team.now + timedelta(minutes=1))
    staff_app.config["CLOCK"].move(timedelta(minutes=5))
    before = cases.agreement_of(team.db, case_id)
    yes = {"agreed_how": "speaking", "seen": seen[1]}
    client = client_for(quiet(staff_app), team, team.idva)
    assert client.post(f"/staff/cases/{case_id}/agreed", data=yes).status_code == 409
    assert cases.agreement_of(team.db, case_id) == before


def test_nobody_but_her_idva_agrees_for_her(staff_app: Flask, team: Team) -> None:
    case_id, _ = team.open()
    client = client_for(quiet(staff_app), team, team.other)
    assert client.post(f"/staff/cases/{case_id}/agreed", data={"agreed_how": "bsl"}).status_code == 403


def test_a_fear_is_not_ticked_beforehand_as_something_that_happened(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    team.send(link, VIEWS | {"a": {"not": {"c": ["address", "family"], "t": ""}}})
    client = client_for(quiet(staff_app), team, team.idva)

    def ticked() -> dict[str, bool]:
        page = client.post(f"/staff/cases/{case_id}/views").text
        boxes = re.findall(r'name="themes" id="theme-(T\d+)" value="T\d+"( checked)?', page)
        return {code: bool(on) for code, on in boxes}

    assert ticked() == {"T18": False, "T05": True}
    client.post(f"/staff/cases/{case_id}/themes", data={"themes": ["T18"]})
    assert ticked() == {"T18": True, "T05": False}


def test_themes_come_from_her_chips_and_stay_sealed_with_the_case_once_confirmed(
    staff_app: Flask, team: Team
) -> None:
    case_id, link = team.open()
    team.send(link)
    opened = open_views(team.db, team.keys, case_id, team.reader(), team.now)
    assert [one.code for one in themes.carried(opened.sittings)] == ["T19", "T07", "T13"]
    client = client_for(quiet(staff_app), team, team.idva)
    assert "Themes from what she tapped" in client.post(f"/staff/cases/{case_id}/views").text
    assert themes.confirmed(team.db, team.keys, case_id) == []
    client.post(f"/staff/cases/{case_id}/themes", data={"themes": ["T19", "T13"]})
    assert [one.code for one in themes.confirmed(team.db, team.keys, case_id)] == ["T19", "T13"]
    assert "T19" not in str(_rows(team, "case_themes"))
    client.post(f"/staff/cases/{case_id}/themes", data={})
    assert themes.confirmed(team.db, team.keys, case_id) == []
    for bad in (["T99"], ["T01", "T02", "T03", "T04"]):
        with pytest.raises(Malformed):
            themes.confirm(team.db, team.keys, case_id, bad, team.idva, team.now)
    with pytest.raises(cases.NotYours):
        themes.confirm(team.db, team.keys, case_id, ["T01"], team.lead, team.now)


def test_her_words_stay_hidden_until_ready_unless_this_person_chose_otherwise(
    staff_app: Flask, team: Team
) -> None:
    case_id, link = team.open()
    team.send(link)
    client = client_for(quiet(staff_app), team, team.idva)
    hidden, shown = '<details class="curtain">', '<details class="curtain" open>'
    assert hidden in client.post(f"/staff/cases/{case_id}/views").text
    client.post("/staff/reading", data={"at_once": "y"})
    assert shown in client.post(f"/staff/cases/{case_id}/views").text
    assert " checked" in client.get("/staff/reading").text
    client.post("/staff/reading", data={})
    assert hidden in client.post(f"/staff/cases/{case_id}/views").text


def test_versions_are_shown_with_what_changed_between_them(staff_app: Flask, team: Team) -> None:
    from uuid import uuid4

    from safety.sealing import Kind

    case_id, link = team.open()
    sitting = uuid4()
    for at, words in enumerate(("I want a door.", "I want a new door."), 1):
        team.send(
            link,
            VIEWS | {"a": {"want": {"c": ["home"], "t": words}}},
            kind=Kind.PARTIAL,
            sequence=at,
            submission=sitting,
            at=team.now + timedelta(minutes=at),
        )
    page = read(team, staff_app, case_id)
    assert "Changed since the version before" in page
    assert "I want a <ins>new </ins>door." in page
    assert "The first version." in page


def _tables(team: Team) -> list[str]:
    from app.db import Base

    return [table.name for table in Base.metadata.sorted_tables if table.name != "staff_session"]


def _rows(team: Team, table: str) -> list[tuple[object, ...]]:
    team.db.rollback()
    return sorted((tuple(row) for row in team.db.execute(text(f'SELECT * FROM "{table}"'))), key=str)


def test_nothing_is_confirmed_before_it_was_shown(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    page = read(team, staff_app, case_id)
    behind = page[page.index('<details class="curtain">') : page.index("<h2>Speaking sheet</h2>")]
    assert "I'm ready" in behind or "I&#39;m ready" in behind
    assert (
        page.count(f"/staff/cases/{case_id}/confirm") == behind.count(f"/staff/cases/{case_id}/confirm") == 1
    )
    assert behind.index("I want a door") < behind.index("/confirm") < behind.rindex("</details>")
