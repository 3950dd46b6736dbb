"""A case from its draft to its link and its end."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.accounts import service as accounts
from app.cases import opening
from app.cases import service as cases
from app.cases.drafts import CaseChanged, Contact, NotYours, draft_of
from app.cases.service import How, State
from app.desk import service as desk
from app.entry import service as entry
from app.entry.found import secrets_context
from app.voice import service as voice
from safety.unlocking import LinkSecrets
from tests.app.cases.test_pages import case_in, fields
from tests.app.desk.team import Team, uncertify


def save(team: Team, case_id, version: int, **changed) -> int:
    return cases.save_draft(team.db, team.keys, case_id, team.idva, team.draft(**changed), version, team.now)


def test_a_draft_comes_back_as_it_was_typed(team: Team) -> None:
    case_id = uuid4()
    typed = {"contact": Contact(How.BSL, "Agency 12"), "young": True, "conflicts": frozenset({team.lead.id})}
    save(team, case_id, save(team, case_id, 0, reference="half"), **typed)
    assert draft_of(team.db, team.keys, cases.get(team.db, case_id)) == team.draft(**typed)


def test_two_windows_never_overwrite_each_other(team: Team) -> None:
    case_id = uuid4()
    version = save(team, case_id, 0)
    save(team, case_id, version, reference="the first window")
    with pytest.raises(CaseChanged):
        save(team, case_id, version, reference="the second window")
    with pytest.raises(CaseChanged):
        save(team, case_id, 0, reference="a third one")
    assert cases.get(team.db, case_id).reference == "the first window"


def test_nobody_writes_into_a_colleague_s_draft(team: Team) -> None:
    case_id = uuid4()
    version = save(team, case_id, 0)
    with pytest.raises(NotYours):
        cases.save_draft(team.db, team.keys, case_id, team.other, team.draft(), version, team.now)


def test_an_open_case_has_a_link_sealed_to_idva_cover_and_recovery(team: Team) -> None:
    case_id, link = team.open()
    facts = entry.facts_of(team.keys, entry.by_id(team.db, link.link_id))
    expected = [
        accounts.recipient_for(team.db, team.keys, team.idva.id),
        accounts.recipient_for(team.db, team.keys, team.other.id),
        accounts.recovery_recipient(team.db, team.keys, team.service_id),
    ]
    assert list(facts.recipients) == expected
    assert facts.pool == accounts.pool_recipient(team.db, team.keys, team.service_id)
    assert (facts.worker, facts.days) == ("Amal", 42)
    case = cases.get(team.db, case_id)
    assert (case.state, case.link_id) == (State.OPEN, link.link_id)
    assert cases.link_ids(team.db, case_id) == {link.link_id}
    assert [line.action for line in accounts.audit.entries(team.db, case_id)] == ["case opened"]


@pytest.mark.parametrize("who", ["idva", "other"])
def test_no_link_is_made_while_a_key_is_not_certified(team: Team, who: str) -> None:
    uncertify(team, getattr(team, who))
    case_id = uuid4()
    version = save(team, case_id, 0)
    refusal = opening.KeyNotCertified if who == "idva" else opening.CoverMissing
    with pytest.raises(refusal):
        cases.open_case(team.db, case_id, version, team.by())
    case = cases.get(team.db, case_id)
    assert (case.state, case.link_id, case.version) == (State.DRAFT, None, version)


def test_whoever_must_not_see_it_is_no_recipient(team: Team) -> None:
    with pytest.raises(opening.CoverMissing):
        team.open(conflicts=frozenset({team.other.id}))


def test_a_meeting_that_has_begun_takes_no_new_case(team: Team) -> None:
    team.now += timedelta(days=30)
    with pytest.raises(opening.MeetingMissing):
        team.open()


def test_a_code_that_is_forgotten_after_the_meeting_is_drawn_with_a_new_link_as_long_as_the_old_one_ran(
    team: Team,
) -> None:
    case_id, link = team.open()
    ends = entry.by_id(team.db, link.link_id).closes_at
    team.now = ends - timedelta(hours=1)
    new = cases.new_link(team.db, case_id, cases.get(team.db, case_id).version, team.by())
    assert entry.by_id(team.db, new.link_id).closes_at == ends
    assert entry.by_id(team.db, new.link_id).open_at(team.now)
    team.now = ends
    with pytest.raises(opening.MeetingMissing):
        cases.new_link(team.db, case_id, cases.get(team.db, case_id).version, team.by())


def test_a_code_is_redrawn_until_it_was_said(team: Team) -> None:
    case_id, link = team.open(duress=True)
    again = cases.redraw(team.db, case_id, team.by())
    assert (again.link_id, again.code != link.code, again.duress_code is not None) == (
        link.link_id,
        True,
        True,
    )
    cases.settle(team.db, case_id, team.by())
    with pytest.raises(entry.CodeSettled):
        cases.redraw(team.db, case_id, team.by())


def test_every_code_that_staff_draw_stands_behind_the_whole_slow_step(browser, team: Team) -> None:
    case_id = case_in(browser.get("/staff/cases/new").text)
    browser.post(f"/staff/cases/{case_id}/open", data=fields(team))
    link = entry.by_id(team.db, cases.get(team.db, case_id).link_id)
    locked = []
    for _ in range(2):
        sealed = team.keys.data.open(link.sealed_secrets, secrets_context(link.id))
        locked.append(LinkSecrets.from_bytes(sealed))
        browser.post(f"/staff/cases/{case_id}/hand-over/draw")
        team.db.refresh(link)
    assert [one.rounds for one in locked] == [600_000, 600_000]
    assert locked[0].slots != locked[1].slots


def test_a_forgotten_code_means_another_link_and_the_old_one_ends(team: Team) -> None:
    case_id, old = team.open()
    new = cases.new_link(team.db, case_id, cases.get(team.db, case_id).version, team.by())
    assert not entry.by_id(team.db, old.link_id).open_at(team.now)
    assert cases.link_ids(team.db, case_id) == {old.link_id, new.link_id}
    with pytest.raises(CaseChanged):
        cases.new_link(team.db, case_id, 1, team.by())


def test_closing_a_case_closes_its_link(team: Team) -> None:
    case_id, link = team.open()
    cases.close_case(team.db, case_id, cases.get(team.db, case_id).version, team.by())
    assert cases.get(team.db, case_id).state is State.CLOSED
    assert not entry.by_id(team.db, link.link_id).open_at(team.now)


def test_everything_of_a_case_goes_when_its_time_is_over_and_not_a_day_before(team: Team) -> None:
    case_id, link = team.open(contact=Contact(How.SPEAKING))
    team.send(link)
    desk.open_views(team.db, team.keys, case_id, team.reader(), team.now)
    assert cases.due_for_purge(team.db, team.now + timedelta(days=38)).cases == ()
    later = team.now + timedelta(days=39)
    due = cases.due_for_purge(team.db, later)
    assert (due.cases, due.links) == ((case_id,), (link.link_id,))
    desk.purge(team.db, due.cases)
    voice.purge(team.db, due.links, later)
    assert cases.purge(team.db, due.cases) == 1
    assert entry.purge(team.db, due.links) == 1
    assert cases.due_for_purge(team.db, later).cases == ()


def test_a_draft_that_nobody_touches_goes_too(team: Team) -> None:
    case_id = uuid4()
    save(team, case_id, 0)
    assert cases.due_for_purge(team.db, team.now + timedelta(days=38)).cases == ()  # it waits for its meeting
    assert cases.due_for_purge(team.db, team.now + timedelta(days=39)).cases == (case_id,)


def test_a_draft_without_a_meeting_goes_28_days_after_it_was_touched(team: Team) -> None:
    case_id = uuid4()
    cases.save_draft(team.db, team.keys, case_id, team.idva, team.draft(meeting_id=None), 0, team.now)
    assert cases.due_for_purge(team.db, team.now + timedelta(days=28)).cases == ()
    assert cases.due_for_purge(team.db, team.now + timedelta(days=29)).cases == (case_id,)
