"""The caseload: what comes first, what is missing, quick with many, and for leads only counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import event

from app.cases import service as cases
from app.cases.meetings import NewMeeting, add_meeting
from app.cases.service import Contact, How
from app.db import writing
from app.desk import service as desk
from app.desk.caseload import Page, caseload
from app.desk.finding import Filter
from app.entry import service as entry
from app.voice import service as voice
from safety import sealing
from safety.sealing import Header, Kind
from safety.standard import WhyNot
from tests.app.desk.team import AREA, Team, client_for

SECRET = ("door that locks", "Do not come to my work")


def shown(team: Team, which: Filter = Filter.AHEAD, who=None, search: str = "") -> Page:
    return caseload(team.db, team.keys, who or team.idva, team.now, which, search, 1)


def names(page: Page) -> list[str]:
    return [row.case.reference for row in page.rows]


@contextmanager
def counted(team: Team) -> Iterator[list[str]]:
    said: list[str] = []

    def note(connection, cursor, statement, *rest) -> None:
        said.extend([statement] if statement.startswith("SELECT") else [])

    engine = team.db.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    yield said
    event.remove(engine, "before_cursor_execute", note)


def flagged(team: Team, link, **flags: bool) -> None:
    found = entry.by_id(team.db, link.link_id)
    header = Header(found.id.bytes, b"s" * 16, 1, Kind.FINAL, **flags)
    blob = sealing.seal(header, b"{}", entry.facts_of(team.keys, found).recipients)
    voice.store(team.db, team.keys, found, sealing.parse(blob), blob, duress=False, now=team.now)


@pytest.mark.parametrize("who", ["idva", "lead"])
def test_the_number_of_questions_to_the_database_does_not_grow_with_the_cases(team: Team, who: str) -> None:
    person, asked = getattr(team, who), []
    for number in (2, 28):
        for at in range(number):
            _, link = team.open(reference=f"H-{number}-{at}")
            team.send(link)
        team.db.expire_all()
        with counted(team) as said:
            page = shown(team, who=person)
        asked.append(len(said))
        assert page.rows
    assert asked[0] == asked[1]
    assert asked[1] <= 18


def test_read_soon_and_please_call_come_first_then_the_soonest_meeting(team: Team) -> None:
    later = add_meeting(team.db, team.service_id, NewMeeting(AREA, date(2030, 7, 4), time(9)))
    team.open(reference="soonest")
    _, call = team.open(reference="call", meeting_id=later)
    _, soon = team.open(reference="soon", meeting_id=later)
    team.open(reference="latest", meeting_id=later)
    flagged(team, call, wants_call=True)
    flagged(team, soon, urgent=True)
    assert names(shown(team)) == ["call", "soon", "soonest", "latest"]


def test_they_come_first_on_the_first_screen_when_their_meeting_has_begun_too(team: Team) -> None:
    case_id, call = team.open(reference="begun")
    later = add_meeting(team.db, team.service_id, NewMeeting(AREA, date(2030, 7, 4), time(9)))
    team.open(reference="ahead", meeting_id=later)
    flagged(team, call, wants_call=True)
    begun = replace(team, now=team.now + timedelta(days=20))
    page = shown(begun)
    assert names(page) == ["begun", "ahead"]
    assert page.counts[Filter.AHEAD] == 2
    assert names(shown(begun, Filter.PAST)) == ["begun"]
    for reads_nothing in (team.lead, team.other):
        assert names(shown(begun, who=reads_nothing)) == ["ahead"]
    desk.record_cover(
        team.db, team.keys, case_id, desk.Why.SICK, begun.now + timedelta(days=1), team.idva, begun.now
    )
    assert names(shown(begun, who=team.other)) == ["begun", "ahead"]


def test_each_filter_holds_what_is_missing(team: Team) -> None:
    offered, _ = team.open(reference="offered")
    cases.settle(team.db, offered, team.by())
    reason, _ = team.open(reference="reason")
    cases.record_offer(team.db, reason, cases.get(team.db, reason).version, WhyNot.UNAWARE, team.by())
    _, link = team.open(reference="arrived")
    team.send(link)
    confirmed, link = team.open(reference="confirmed")
    team.send(link)
    confirm(team, confirmed)
    save_draft(team, "waits")
    expected = {
        Filter.AHEAD: ["arrived", "confirmed", "offered", "reason", "waits"],
        Filter.UNREAD: ["arrived"],
        Filter.NOT_OFFERED: ["reason", "waits"],
        Filter.NOTHING: ["offered", "reason"],
        Filter.UNCONFIRMED: ["arrived"],
        Filter.DRAFTS: ["waits"],
        Filter.PAST: [],
    }
    assert {each: names(shown(team, each)) for each in Filter} == expected
    assert shown(team).counts == {each: len(found) for each, found in expected.items()}


def test_a_case_counts_as_confirmed_when_all_that_she_sent_was(team: Team) -> None:
    case_id, link = team.open(reference="twice")
    team.send(link)
    team.send(link, at=team.now + timedelta(hours=1))
    confirm(team, case_id)
    assert names(shown(team, Filter.UNCONFIRMED)) == ["twice"]
    confirm(team, case_id, 1)
    assert names(shown(team, Filter.UNCONFIRMED)) == []


def confirm(team: Team, case_id: UUID, which: int = 0) -> None:
    opened = desk.open_views(team.db, team.keys, case_id, team.reader(), team.now)
    send_id = opened.sittings[which].shown.send_id
    desk.confirm(team.db, team.keys, case_id, send_id, desk.Live(How.SPEAKING), team.reader(), team.now)


def save_draft(team: Team, reference: str) -> UUID:
    from uuid import uuid4

    case_id = uuid4()
    cases.save_draft(team.db, team.keys, case_id, team.idva, team.draft(reference=reference), 0, team.now)
    return case_id


def test_what_came_under_the_second_code_counts_as_nothing_that_arrived(team: Team) -> None:
    _, link = team.open(duress=True)
    team.send(link, duress=True)
    assert names(shown(team, Filter.NOTHING)) == ["H-2030-014"]
    assert shown(team).rows[0].held


def test_the_age_of_what_was_agreed_is_said_in_days(browser, staff_app: Flask, team: Team) -> None:
    team.open(contact=Contact(How.SPEAKING))
    for days, said in (
        (0, "agreed today"),
        (1, "agreed yesterday"),
        (5, "agreed 5 days ago"),
        (15, "agree afresh"),
    ):
        staff_app.config["CLOCK"].now = team.now + timedelta(days=days)
        team.sign_in(browser, team.idva)
        assert said in browser.get("/staff/cases?show=past" if days > 9 else "/staff/cases").text


@pytest.fixture
def browser(staff_app: Flask, team: Team):
    staff_app.config["WTF_CSRF_ENABLED"] = False
    return client_for(staff_app, team, team.idva)


def test_a_case_of_the_same_reference_before_is_named_to_whom_may_see_it_and_brings_nothing(
    staff_app: Flask, browser, team: Team
) -> None:
    first, link = team.open(cover_id=team.lead.id)
    team.send(link)
    later = add_meeting(team.db, team.service_id, NewMeeting(AREA, date(2030, 7, 4), time(9)))
    second, _ = team.open(meeting_id=later, cover_id=team.other.id, reference="h-2030-014")
    page = browser.get(f"/staff/cases/{second}").text
    assert "This reference was here before" in page
    assert "meeting of Hackney, Thu 13 Jun 2030" in page
    assert f"/staff/cases/{first}" in page
    assert "Nothing has arrived" in page
    assert "was here before" not in browser.get(f"/staff/cases/{first}").text
    covers = client_for(staff_app, team, team.other)
    assert "was here before" not in covers.get(f"/staff/cases/{second}").text


def test_a_lead_sees_counts_and_dates_of_the_service_and_never_a_word(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    flagged(team, link, urgent=True, wants_call=True)
    save_draft(team, "waits")
    staff_app.config["WTF_CSRF_ENABLED"] = False
    lead = client_for(staff_app, team, team.lead)
    cases_of_service = ["cases", "cases?show=unconfirmed", f"cases/{case_id}", "workload"]
    around = ["meetings", "meetings/import", "meetings/calendar", f"meetings/{team.meeting_id}"]
    addresses = [f"/staff/{each}" for each in (*cases_of_service, *around)]
    pages = [lead.get(address) for address in addresses]
    assert [page.status_code for page in pages] == [200] * len(pages)
    assert not any(word in page.text for page in pages for word in SECRET)
    assert "waits" in pages[0].text
    assert "to be read first" in pages[0].text
    assert not any(tick in page.text for page in pages for tick in ("read soon", "please call"))
    assert "Open what arrived" not in pages[0].text
    assert "To read" not in pages[0].text
    for address in ("views", "sheet"):
        assert lead.post(f"/staff/cases/{case_id}/{address}").status_code == 403


def test_a_lead_who_must_not_see_a_case_finds_it_nowhere(team: Team) -> None:
    team.open(conflicts=frozenset({team.lead.id}))
    assert shown(team, who=team.lead).count == 0
    assert not any(shown(team, who=team.lead).counts.values())


def test_another_service_s_lead_finds_nothing(team: Team) -> None:
    from tests.app.desk.team import make_team

    team.open()
    other = make_team(team.db, team.keys, team.now)
    assert shown(team, who=other.lead).count == 0


@pytest.mark.parametrize("search", ["h-2030", "  H-2030  ", "030-0"])
def test_a_reference_is_found_by_any_part_of_it(team: Team, search: str) -> None:
    team.open()
    assert names(shown(team, search=search)) == ["H-2030-014"]
    assert names(shown(team, search="%")) == []
    assert names(shown(team, search="_")) == []


@pytest.mark.parametrize("which", list(Filter))
def test_every_empty_list_teaches_the_next_step(browser, team: Team, which: Filter) -> None:
    case_id, _ = team.open()
    with writing(team.db):
        cases.get(team.db, case_id).reference = "only one"
    page = browser.get(f"/staff/cases?show={which}").text
    assert ("data-row" in page) != ('<p class="empty">' in page)
