"""What came of it, as its page says it: which wishes are hers, what is unanswered, what differs."""

import re
from datetime import timedelta
from html import unescape
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient

from app.accounts import service as accounts
from app.cases import service as cases
from app.desk import handover, handover_news, outcomes
from safety.standard import Unmet, Wish
from tests.app.desk.team import VIEWS, Team, client_for, make_team
from tests.app.desk.test_handover import offered, take
from tests.app.desk.test_many import THEIRS, matched
from tests.app.desk.test_outcomes import opened, wished
from tests.app.desk.test_pages import quiet
from tests.app.desk.test_sheet import say_yes, sends

TWO = VIEWS | {"a": {"want": {"c": ["home", "money"], "t": "A lock & a light."}}}
WHY = "The fund is closed until spring."
TAPS = {"keep": "1", "version": "0", "heard": "read_out", "told": ""}


def held(team: Team, clock) -> None:
    """It is the day after the meeting."""
    clock.move(timedelta(days=11))
    team.now = clock()


def three(team: Team, clock, **changed) -> UUID:
    """A case with three wishes, after its meeting."""
    case_id, link = team.open(**changed)
    team.send(link, TWO)
    held(team, clock)
    return case_id


def answering(staff_app: Flask, team: Team, clock) -> tuple[UUID, FlaskClient, list[str]]:
    """That case, its IDVA's browser, and the wishes that wait for an answer there."""
    case_id = three(team, clock)
    client = client_for(quiet(staff_app), team, team.idva)
    return case_id, client, wished(client, case_id)


def said(page: str) -> str:
    """What stands on a page, without its marks."""
    return " ".join(
        unescape(re.sub(r"<[^>]*>", "", page[page.index("<main") : page.index("</main")])).split()
    )


def press(client: FlaskClient, case_id: UUID, headers=None, **chosen):
    return client.post(f"/staff/cases/{case_id}/outcome", data=TAPS | chosen, headers=headers or {})


def written(team: Team, case_id: UUID) -> outcomes.Written:
    return outcomes.read(team.db, team.keys, case_id, team.reader().privates())


def test_what_nobody_confirmed_of_a_link_that_many_hold_is_no_wish_of_hers(
    staff_app: Flask, team: Team, clock
) -> None:
    case_id, link = team.open()
    team.send(link)
    matched(team, link)
    held(team, clock)
    client = client_for(quiet(staff_app), team, team.idva)
    mine, _hers = wished(client, case_id)
    assert mine == "home"
    page = said(client.post(f"/staff/cases/{case_id}/outcome").text)
    apart = page.partition("Not among her wishes:")[2]
    assert "was not confirmed with her" in apart
    assert "help with money" in apart and THEIRS in apart
    many = next(one for one in sends(team, case_id) if one != sends(team, case_id)[0])
    say_yes(team, case_id, many)
    assert "money" in wished(client, case_id) and len(wished(client, case_id)) == 4
    assert "Not among her wishes:" not in client.post(f"/staff/cases/{case_id}/outcome").text


def test_alone_it_leaves_nothing_to_answer_and_says_why(staff_app: Flask, team: Team, clock) -> None:
    case_id, link = team.open()
    matched(team, link)
    held(team, clock)
    client = client_for(quiet(staff_app), team, team.idva)
    assert wished(client, case_id) == []
    assert "No wish is confirmed as hers" in client.post(f"/staff/cases/{case_id}/outcome").text


def test_what_was_answered_before_keeps_its_answer_and_says_that_nobody_confirmed_it(
    staff_app: Flask, team: Team, clock
) -> None:
    case_id, link = team.open()
    matched(team, link)
    held(team, clock)
    what = outcomes.What(outcomes.Heard.READ_OUT, {"money": Wish(action=True)})
    outcomes.write(team.db, team.keys, case_id, 0, what, team.idva, team.now)
    page = client_for(quiet(staff_app), team, team.idva).post(f"/staff/cases/{case_id}/outcome").text
    assert 'value="money" id="met-money" checked' in page
    assert "help with money (not confirmed as hers)" in said(page)


def test_a_wish_without_an_answer_is_named_once_it_is_written_down(
    staff_app: Flask, team: Team, clock
) -> None:
    case_id, client, names = answering(staff_app, team, clock)
    assert "no answer yet" not in client.post(f"/staff/cases/{case_id}/outcome").text, "nothing was said yet"
    answer = press(client, case_id, offered=names, met=["home"])
    assert answer.status_code == 200
    assert written(team, case_id).what.wishes["home"] == Wish(action=True)
    page = said(answer.text)
    told = page.partition("2 wishes have no answer yet:")[2].partition("To the case")[0]
    assert "Written down. It can be changed." in page
    assert "help with money" in told and "A lock & a light." in told and "a safer home" not in told
    assert 'name="version" value="1"' in answer.text
    assert "2 wishes have no answer yet:" in client.post(f"/staff/cases/{case_id}/outcome").text
    rest = [f"{name}:later" for name in names[1:]]
    last = press(client, case_id, version="1", offered=names, met=["home"], unmet=rest)
    assert (last.status_code, last.location) == (302, f"/staff/cases/{case_id}")


def test_a_page_that_stays_hears_that_it_was_taken_and_the_same_again_is_no_conflict(
    staff_app: Flask, team: Team, clock
) -> None:
    case_id, client, names = answering(staff_app, team, clock)
    chosen = {"offered": names, "why": f" {WHY}\r\nSo she\x07 waits. "}
    assert press(client, case_id, {"X-Stays": "1"}, **chosen).status_code == 204
    again = press(client, case_id, **chosen)
    assert again.status_code == 200
    assert "3 wishes have no answer yet:" in again.text
    assert written(team, case_id).version == 1


def test_two_windows_hear_of_which_wishes_they_differ_and_nothing_of_either_is_lost(
    staff_app: Flask, team: Team, clock
) -> None:
    case_id, client, (home, money, lock) = answering(staff_app, team, clock)
    theirs = {
        "offered": [home, money, lock],
        "met": [home, lock],
        "unmet": [f"{money}:refused"],
        "why": "No <b>fund</b>.",
        "told": "call",
        "told_on": (team.now - timedelta(days=1)).date().isoformat(),
    }
    press(client, case_id, **theirs)
    mine = {"offered": [home, money], "met": [home], "unmet": [f"{money}:later"], "why": WHY}
    late = press(client, case_id, **mine)
    assert late.status_code == 409
    page = said(late.text)
    assert "One wish is answered differently: help with money They wrote: A service said no." in page
    assert "You chose: Not decided yet; it comes back." in page
    assert page.partition("About why they wrote:")[2].strip().startswith("No <b>fund</b>.")
    assert "They wrote that she was told on" in page
    assert f">{WHY}</textarea>" in late.text.replace("\r\n", "").replace("\n", "")
    assert f'<option value="{money}:later" selected>' in late.text
    assert f'value="{lock}" id="met-{lock}" checked' in late.text, "what only they answered"
    kept = press(client, case_id, version="1", **mine | {"offered": [home, money, lock], "met": [home, lock]})
    assert kept.status_code == 302
    answers = {home: Wish(action=True), money: Wish(unmet=Unmet.LATER), lock: Wish(action=True)}
    assert (written(team, case_id).what.wishes, written(team, case_id).what.why) == (answers, WHY)


def test_after_a_hand_over_its_former_idva_hears_whose_it_is_and_keeps_what_they_typed(
    staff_app: Flask, team: Team, clock
) -> None:
    case_id, _link = opened(team, clock, cover_id=team.lead.id)
    client = client_for(quiet(staff_app), team, team.idva)
    take(team, offered(team, case_id), team.other, team.reader(team.other), cover_id=team.idva.id)
    team.db.rollback()
    day = team.now.date() - timedelta(days=1)
    typed = {"why": f"<i>{WHY}", "told": "call", "told_on": day.isoformat()}
    answer = press(client, case_id, offered=["home"], met=["home"], **typed)
    page = said(answer.text)
    assert (answer.status_code, "Cover is not recorded" in page) == (409, False)
    assert f"Bea took it over on {cases.when(team.now)}" in page
    assert f"<i>{WHY}" in page and "Read out" in page and "Told, by phone" in page
    assert f"{day:%a %d %b %Y}" in page.partition("When she was told")[2]
    assert "a safer home" not in page, "what she wanted is no longer theirs to see"
    stays = press(client, case_id, {"X-Stays": "1"}, why=WHY)
    assert (stays.status_code, stays.json["title"]) == (409, "This case was handed over")
    assert outcomes.of_case(team.db, case_id) is None
    assert "views opened" not in [one.action for one in accounts.audit.entries(team.db, case_id)][-1:]


def test_where_it_went_on_from_there_nobody_is_named_who_has_it_no_more(
    staff_app: Flask, team: Team, clock
) -> None:
    case_id, _link = opened(team, clock, cover_id=team.lead.id)
    take(team, offered(team, case_id), team.other, team.reader(team.other))
    far = make_team(team.db, team.keys, team.now)
    handover.offer(team.db, team.keys, case_id, far.idva.id, team.reader(team.other), team.now)
    row = handover.on_offer(team.db, case_id)
    take(far, row, far.idva, far.reader(), cover_id=far.other.id, meeting_id=far.meeting_id)
    team.db.rollback()
    answer = press(client_for(quiet(staff_app), team, team.idva), case_id, why=WHY)
    page = said(answer.text)
    assert answer.status_code == 409
    assert "It was handed on, so" in page and WHY in page
    assert "Bea" not in page and "took it over" not in page


def test_who_must_not_see_the_case_and_who_is_shown_it_no_more_hear_nothing_of_whose_it_is(
    staff_app: Flask, team: Team, clock
) -> None:
    case_id, _link = opened(team, clock, cover_id=team.lead.id)
    take(team, offered(team, case_id), team.other, team.reader(team.other))
    team.db.rollback()
    assert press(client_for(quiet(staff_app), team, team.idva), case_id).status_code == 409
    clock.move(timedelta(days=handover_news.SHOWN_DAYS))
    refused = [press(client_for(staff_app, team, team.idva), case_id)]
    clock.move(-timedelta(days=handover_news.SHOWN_DAYS))
    cases.declare_conflict(team.db, "H-2030-014", team.by(team.idva))
    client = client_for(staff_app, team, team.idva)
    refused += [press(client, case_id), press(client, case_id, {"X-Stays": "1"}, why=WHY)]
    for answer in refused:
        assert answer.status_code == 403
        assert not [one for one in ("Bea", "H-2030-014", "handed") if one in answer.text]


def test_whose_it_never_was_is_refused_as_ever(staff_app: Flask, team: Team, clock) -> None:
    case_id, _link = opened(team, clock)
    take(team, offered(team, case_id), team.other, team.reader(team.other))
    lead = client_for(quiet(staff_app), team, team.lead)
    answer = press(lead, case_id, why=WHY)
    assert answer.status_code == 403
    assert "took it over" not in answer.text
