"""Asking her how it went: when, who, and what stays how long for it."""

from datetime import timedelta

import pytest

from app import duties
from app.accounts import service as accounts
from app.cases import inviting
from app.cases import service as cases
from app.cases.drafts import Contact
from app.cases.refusals import ContactMissing, NotOpen, NotTheTime
from app.cases.service import How
from app.entry import service as entry
from app.voice import service as voice
from app.voice.models import Send
from safety.sealing import Kind
from tests.app.desk.team import Team

SPOKE = Contact(How.SPEAKING)


@pytest.fixture
def past(team: Team):
    """A case whose meeting was so many days ago; contact was agreed again live since."""

    def make(days: int, contact: Contact = SPOKE):
        case_id, link = team.open()
        team.send(link)
        entry.settle_code(team.db, link.link_id)
        meeting = cases.meeting_of(team.db, team.meeting_id)
        team.now = meeting.starts_at + timedelta(days=days, hours=1)
        cases.agree_contact(team.db, case_id, contact, team.by())
        return case_id, link

    return make


def invite(team: Team, case_id) -> None:
    inviting.invite(team.db, case_id, cases.get(team.db, case_id).version, team.by())


@pytest.mark.parametrize("days", [14, 20, 28])
def test_from_two_weeks_on_her_link_asks_how_it_went_once_the_pages_change(team: Team, past, days) -> None:
    case_id, link = past(days)
    invite(team, case_id)
    found = entry.by_id(team.db, link.link_id)
    assert not entry.facts_of(team.keys, found).after
    entry.turn_epoch(team.db)
    team.db.refresh(found)
    facts = entry.facts_of(team.keys, found)
    assert (facts.after, facts.days) == (True, 49 + 14)
    assert accounts.audit.entries(team.db, case_id)[-1].action == "feedback invited"


def test_later_changes_of_keys_or_names_do_not_take_it_back(team: Team, past) -> None:
    case_id, link = past(15)
    invite(team, case_id)
    entry.turn_epoch(team.db)
    assert cases.refresh_facts(team.db, team.keys, team.now) == 0
    assert entry.facts_of(team.keys, entry.by_id(team.db, link.link_id)).after


@pytest.mark.parametrize("days", [0, 13, 43])
def test_too_early_and_too_late_she_is_not_asked(team: Team, past, days) -> None:
    case_id, _ = past(days)
    assert not cases.invitable(team.db, team.keys, cases.get(team.db, case_id), team.now)
    with pytest.raises(NotTheTime):
        invite(team, case_id)


def test_she_is_asked_once(team: Team, past) -> None:
    case_id, _ = past(15)
    invite(team, case_id)
    with pytest.raises(NotTheTime):
        invite(team, case_id)


def test_without_contact_agreed_live_that_stands_she_is_not_asked(team: Team, past) -> None:
    case_id, _ = past(15, Contact())
    with pytest.raises(ContactMissing):
        invite(team, case_id)


def test_after_the_second_code_she_is_not_asked(team: Team, past) -> None:
    case_id, link = past(15)
    found = entry.by_id(team.db, link.link_id)
    voice.note_opening(team.db, team.keys, found, duress=True, now=team.now)
    with pytest.raises(ContactMissing):
        invite(team, case_id)


def test_a_link_that_is_over_asks_nothing(team: Team, past) -> None:
    case_id, link = past(15)
    entry.close(team.db, link.link_id, team.now)
    with pytest.raises(NotOpen):
        invite(team, case_id)


def test_nobody_but_her_idva_invites(team: Team, past) -> None:
    case_id, _ = past(15)
    with pytest.raises(cases.NotYours):
        inviting.invite(team.db, case_id, cases.get(team.db, case_id).version, team.by(team.other))


def test_her_views_go_in_their_time_and_the_rest_of_the_case_with_its_link_on_day_49(
    team: Team, past
) -> None:
    case_id, link = past(20)
    invite(team, case_id)
    team.send(link, kind=Kind.FEEDBACK, at=team.now)
    meeting = cases.meeting_of(team.db, team.meeting_id)
    duties.purge_cases(team.db, team.keys, meeting.starts_at + timedelta(days=29))
    assert [row.kind for row in team.db.query(Send)] == [Kind.FEEDBACK]
    last = meeting.starts_at + timedelta(days=49)
    assert entry.by_id(team.db, link.link_id).open_at(last)
    assert duties.purge_cases(team.db, team.keys, last) == 0
    assert duties.purge_cases(team.db, team.keys, last + timedelta(days=1)) == 1
    assert team.db.query(Send).count() == 0
    assert entry.known(team.db, link.link_id) is None
