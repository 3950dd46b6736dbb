"""Whoever handed a case over and must not see it any more is shown nothing of it, wherever it went."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.cases import service as cases
from app.cases.remembering import remember
from app.desk import handover, handover_news
from app.desk.models import HandOver, Step
from app.desk.service import Why, open_views, record_cover
from app.desk.things import keep_from_conflicts
from app.entry import service as entry
from tests.app.desk.team import Team, client_for, make_team
from tests.app.desk.test_declared import REFERENCE, declares
from tests.app.desk.test_handover import key_ids, offered, take
from tests.app.desk.test_pages import quiet

TELLING = (REFERENCE, "Bea", "accepted", "Pass it on", "was answered", "sealed to you")


@pytest.fixture(params=["a colleague", "another service"])
def taker(request: pytest.FixtureRequest, team: Team) -> tuple[Team, dict]:
    """Who takes the case, and what they choose."""
    if request.param == "a colleague":
        return team, {}
    far = make_team(team.db, team.keys, team.now)
    return far, {"cover_id": far.lead.id, "meeting_id": far.meeting_id}


def handed(team: Team, taker: tuple[Team, dict], *, declared: bool = False) -> tuple[HandOver, entry.NewLink]:
    """A case that the first IDVA handed to a second one, having `declared` it or not."""
    to, taking = taker
    case_id, link = team.open(cover_id=team.lead.id)
    if declared:
        remember(team.db, REFERENCE, team.by())
    row = offered(team, case_id, to.other)
    entry.settle_code(team.db, link.link_id)
    team.db.commit()
    take(to, row, to.other, to.reader(to.other), **taking)
    return team.db.get(HandOver, row.id), link


def told(client: FlaskClient, row: HandOver) -> list[str]:
    """What stands of it on the pages that tell of hand-overs, and what its buttons answer."""
    pages = [client.get("/staff/cases").text, client.get("/staff/handovers").text]
    pages += [client.post(f"/staff/handovers/{row.id}/pass-on", follow_redirects=True).text]
    pages += [client.post(f"/staff/cases/{row.case_id}/outcome", data={"keep": "1"}).text]
    return [one for one in TELLING for page in pages if one in page.partition("<main")[2]]


def test_who_declared_it_after_handing_it_over_is_shown_it_no_more(
    staff_app: Flask, team: Team, taker: tuple[Team, dict]
) -> None:
    row, _link = handed(team, taker)
    client = client_for(quiet(staff_app), team, team.idva)
    assert {REFERENCE, "Bea", "was answered"} <= set(told(client, row))
    declares(staff_app, team, team.idva)
    assert told(client_for(staff_app, team, team.idva), row) == []
    assert cases.conflicts_of(team.db, row.case_id) == {team.idva.id}


def test_who_declared_it_before_is_shown_it_no_more_once_it_is_taken_over(
    staff_app: Flask, team: Team, taker: tuple[Team, dict]
) -> None:
    row, _link = handed(team, taker, declared=True)
    assert told(client_for(quiet(staff_app), team, team.idva), row) == []
    assert cases.conflicts_of(team.db, row.case_id) == {team.idva.id}


def test_a_reference_alone_bars_from_a_case_that_went_on_without_a_row(
    staff_app: Flask, team: Team, taker: tuple[Team, dict]
) -> None:
    row, _link = handed(team, taker)
    remember(team.db, REFERENCE, team.by())
    assert told(client_for(quiet(staff_app), team, team.idva), row) == []


def test_to_forget_the_reference_releases_from_no_case_that_is_there(
    staff_app: Flask, team: Team, taker: tuple[Team, dict]
) -> None:
    row, _link = handed(team, taker)
    declares(staff_app, team, team.idva)
    (kept,) = cases.declared_by(team.db, team.keys, [team.idva.id], team.now)
    cases.forget(team.db, kept.id, team.by())
    assert told(client_for(staff_app, team, team.idva), row) == []


def test_an_own_case_that_is_declared_is_shown_until_it_is_taken(staff_app: Flask, team: Team) -> None:
    case_id, _ = team.open(cover_id=team.lead.id)
    offered(team, case_id)
    declares(staff_app, team, team.idva)
    page = client_for(staff_app, team, team.idva).get("/staff/handovers").text
    assert REFERENCE in page and "Take the offer back" in page


def test_an_offer_that_was_declined_by_declaring_is_shown_no_more(staff_app: Flask, team: Team) -> None:
    away = make_team(team.db, team.keys, team.now)
    case_id, _ = away.open()
    row = offered(away, case_id, team.idva)
    declares(staff_app, team, team.idva)
    client = client_for(staff_app, team, team.idva)
    assert REFERENCE not in client.get("/staff/handovers").text
    answer = client.get(f"/staff/handovers/{row.id}/take")
    assert (answer.status_code, REFERENCE in answer.text) == (403, False)


def test_an_offer_that_was_answered_is_no_page_to_take_it(staff_app: Flask, team: Team) -> None:
    case_id, _ = team.open(cover_id=team.lead.id)
    row = offered(team, case_id)
    handover.decline(team.db, team.keys, row.id, team.other, team.now)
    answer = client_for(quiet(staff_app), team, team.other).get(f"/staff/handovers/{row.id}/take")
    assert (answer.status_code, REFERENCE in answer.text) == (409, False)


def test_what_a_cover_offered_and_must_not_see_is_offered_no_more(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open(cover_id=team.lead.id)
    team.send(link)
    until = team.now + timedelta(days=1)
    record_cover(team.db, team.keys, case_id, Why.SICK, until, team.idva, team.now)
    handover.offer(team.db, team.keys, case_id, team.other.id, team.reader(team.lead), team.now)
    row = handover.on_offer(team.db, case_id)
    declares(staff_app, team, team.lead)
    team.db.refresh(row)
    assert (row.step, row.sealed_wraps) == (Step.WITHDRAWN, None)
    assert REFERENCE not in client_for(staff_app, team, team.lead).get("/staff/handovers").text


def opened(team: Team, case_id: UUID) -> tuple[int, int]:
    """How much the one who took it over can open, and how much not."""
    found = open_views(team.db, team.keys, case_id, team.reader(team.other), team.now)
    return len(found.sittings), len(found.unread)


def test_what_came_late_is_given_on_when_it_is_declared(
    staff_app: Flask, team: Team, taker: tuple[Team, dict]
) -> None:
    row, link = handed(team, taker)
    team.send(link)  # from a page that was loaded before
    assert opened(taker[0], row.case_id) == (0, 1)
    declares(staff_app, team, team.idva)
    assert opened(taker[0], row.case_id) == (1, 0)
    own = handover.accounts.key_ids(team.db, team.idva.id)
    assert all(own.isdisjoint(ids) for ids in key_ids(team, row.case_id))


def test_what_comes_later_still_is_given_on_unread_without_a_word(
    staff_app: Flask, team: Team, taker: tuple[Team, dict]
) -> None:
    row, link = handed(team, taker)
    declares(staff_app, team, team.idva)
    team.send(link)
    keep_from_conflicts(team.db, team.keys)  # the daily duty leaves what nobody else could give on
    assert opened(taker[0], row.case_id) == (0, 1)
    assert told(client_for(staff_app, team, team.idva), row) == []
    assert opened(taker[0], row.case_id) == (1, 0)
    keep_from_conflicts(team.db, team.keys)
    own = handover.accounts.key_ids(team.db, team.idva.id)
    assert all(own.isdisjoint(ids) for ids in key_ids(team, row.case_id))


def test_whose_it_was_is_not_shown_to_which_meeting_it_went(staff_app: Flask, team: Team) -> None:
    case_id, _ = team.open(cover_id=team.lead.id)
    row, at = offered(team, case_id), cases.when(cases.meeting_of(team.db, team.meeting_id).starts_at)
    giver, taker = (client_for(quiet(staff_app), team, who) for who in (team.idva, team.other))
    assert all(at in client.get("/staff/handovers").text for client in (giver, taker))
    take(team, row, team.other, team.reader(team.other))
    assert at in taker.get("/staff/handovers").text
    page = giver.get("/staff/handovers").text
    assert "Bea accepted it on" in page and at not in page


def test_whose_it_was_and_who_covers_it_now_is_told_that_they_do(staff_app: Flask, team: Team) -> None:
    case_id, _ = team.open(cover_id=team.lead.id)
    take(team, offered(team, case_id), team.other, team.reader(team.other), cover_id=team.idva.id)
    page = client_for(quiet(staff_app), team, team.idva).get("/staff/handovers").text
    assert "You cover it now" in page and "You can no longer open it" not in page
    assert f'href="/staff/cases/{case_id}"' in page


def test_forth_and_back_each_hears_whose_it_is_now(staff_app: Flask, team: Team) -> None:
    case_id, _ = team.open(cover_id=team.lead.id)
    take(team, offered(team, case_id), team.other, team.reader(team.other))
    handover.offer(team.db, team.keys, case_id, team.idva.id, team.reader(team.other), team.now)
    take(team, handover.on_offer(team.db, case_id), team.idva, team.reader())
    own, gave = (
        client_for(quiet(staff_app), team, who).get("/staff/handovers").text
        for who in (team.idva, team.other)
    )
    way = f'href="/staff/cases/{case_id}"'
    assert "It is yours again." in own and way in own and "can no longer open it" not in own
    assert "You took it over from Amal" in gave and "can no longer open it" in gave and way not in gave


def test_nobody_else_is_kept_from_what_they_handed_over(team: Team, taker: tuple[Team, dict]) -> None:
    row, _link = handed(team, taker)
    remember(team.db, "X-1", team.by())
    shown = handover_news.shown_to(team.db, team.keys, team.idva, team.now)
    assert [one.id for one in shown] == [row.id]


def test_who_covers_is_changed_without_releasing_anybody_of_the_other_service(
    staff_app: Flask, team: Team
) -> None:
    far = make_team(team.db, team.keys, team.now)
    row, _link = handed(team, (far, {"cover_id": far.lead.id, "meeting_id": far.meeting_id}))
    declares(staff_app, team, team.idva)
    client, address = client_for(staff_app, far, far.other), f"/staff/cases/{row.case_id}"
    page = client.get(address).text
    assert "Must not see it: somebody of another service" in page
    assert "Somebody who is not listed here" in client.get(f"{address}/people").text
    assert client.post(f"{address}/people", data={"conflicts": "nobody"}).status_code == 200
    version = str(cases.get(team.db, row.case_id).version)
    asked = {"version": version, "cover_id": str(far.idva.id), "conflicts": str(far.lead.id)}
    assert client.post(f"{address}/people", data=asked).status_code == 302
    team.db.rollback()
    assert cases.conflicts_of(team.db, row.case_id) == {team.idva.id, far.lead.id}


def test_a_page_that_was_open_while_somebody_declared_it_releases_nobody(
    staff_app: Flask, team: Team
) -> None:
    case_id, _ = team.open(cover_id=team.lead.id)
    version = str(cases.get(team.db, case_id).version)
    declares(staff_app, team, team.other)
    client = client_for(staff_app, team, team.idva)
    asked = {"version": version, "cover_id": str(team.lead.id)}
    page = client.post(f"/staff/cases/{case_id}/people", data=asked).text
    assert "changed in another window" in page
    team.db.rollback()
    assert cases.conflicts_of(team.db, case_id) == {team.other.id}
    assert re.search(rf'<input checked[^>]*value="{team.other.id}"', page), "who said so meanwhile is ticked"
    (shown,) = re.findall(r'name="version"[^>]*value="(\d+)"', page)
    kept = asked | {"version": shown, "conflicts": str(team.other.id)}
    assert client.post(f"/staff/cases/{case_id}/people", data=kept).status_code == 302
