"""Whoever takes a lead's keys away is told first where nobody could recover what was sealed so far."""

import re
from uuid import UUID, uuid4

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import delete, select

from app import old_keys
from app.accounts import halves, keyring, staffing
from app.accounts import service as accounts
from app.accounts.cli import staff_group
from app.accounts.models import OwnerKind, RecipientKey, Role
from app.cases import service as cases
from app.cases.models import CaseConflict
from app.cases.refusals import CoverMissing
from app.db import writing
from app.entry import service as entry
from app.inbox import rota
from app.leaving import somebody_left
from app.voice import service as voice
from app.voice.models import Send
from safety import sealing
from safety.sealing import Header, Kind
from tests.app.desk.conftest import team
from tests.app.desk.leads import hold_halves, make_leads
from tests.app.desk.team import Team, _person, client_for
from tests.app.inbox.conftest import rota_for
from tests.app.inbox.lost import opens
from tests.signing_in import post

__all__ = ["team"]
WORDS = "What was sealed until now can be recovered by nobody after this"


def another_lead(team: Team, name: str = "Ebo") -> accounts.StaffView:
    staff_id, team.privates[staff_id] = _person(
        team.db, team.keys, team.service_id, name, Role.LEAD, team.now
    )
    return accounts.staff(team.db, staff_id)


def said(answer) -> str:
    return " ".join(re.sub(r"<[^>]+>", "", answer.get_data(as_text=True)).split())


def older(team: Team) -> list[tuple[str, bool, str]]:
    return list(old_keys.recovering(team.db, team.keys))


def under_passwords(team: Team) -> None:
    """Private halves that lie under DATA_KEY, as everything that is sealed."""
    with writing(team.db):
        for row in team.db.scalars(select(RecipientKey).where(RecipientKey.sealed_private.is_not(None))):
            row.sealed_private = team.keys.data.seal(b"under a password", keyring.context(row.id))


@pytest.fixture
def pair(team: Team) -> accounts.StaffView:
    """The second of two leads, who hold the recovery key in halves."""
    ebo = another_lead(team)
    assert hold_halves(team, [team.lead, ebo]) is None
    return ebo


@pytest.mark.parametrize("page", ["suspend", "reset"])
def test_of_two_leads_either_is_needed_and_the_page_says_so(staff_app: Flask, team, pair, page: str) -> None:
    boss = client_for(staff_app, team, team.lead)
    told = said(boss.get(f"/staff/people/{pair.id}/{page}"))
    assert WORDS in told
    assert "recover those cases first" in told
    assert "Have the trustee near" in told
    assert "two leads" not in told
    assert WORDS not in said(boss.get(f"/staff/people/{team.idva.id}/{page}"))


@pytest.mark.parametrize("page", ["suspend", "reset"])
def test_of_three_leads_none_is_needed_and_nothing_is_said(staff_app: Flask, team: Team, page: str) -> None:
    leads = make_leads(team)
    boss = client_for(staff_app, team, team.lead)
    told = said(boss.get(f"/staff/people/{leads.all[1].id}/{page}"))
    assert WORDS not in told
    assert "two leads" in told


def test_a_paper_of_before_needs_its_lead_though_two_hold_the_key_of_today(team: Team) -> None:
    assert hold_halves(team, [team.lead]) is not None
    (first,) = halves.joinable(team.db, team.keys, team.service_id)
    three = [team.lead, another_lead(team), another_lead(team, "Fay")]
    hold_halves(team, three)
    assert len(halves.joinable(team.db, team.keys, team.service_id)) == 2
    assert halves.lost_without(team.db, team.keys, team.lead.id) == {first}
    assert halves.lost_without(team.db, team.keys, three[1].id) == set()
    assert halves.lost_until(team.db, team.keys, team.lead.id) == f"{team.now:%d %B %Y}"


def test_two_leads_of_whom_neither_has_a_certified_key_cannot_ask_each_other(team: Team, pair) -> None:
    assert len(halves.joinable(team.db, team.keys, team.service_id)) == 1
    with writing(team.db):
        for who in (team.lead, pair):
            row = keyring.certified(team.db, team.keys, OwnerKind.STAFF, owner_id=who.id)
            keyring.retire(team.keys, row, team.now)
    assert halves.joinable(team.db, team.keys, team.service_id) == set()


@pytest.mark.parametrize("page", ["suspend", "reset"])
def test_pages_that_are_out_there_are_spoken_of_too(staff_app: Flask, team, pair, page: str) -> None:
    """They seal to the keys that they were made with, whatever was changed since."""
    still = "go on sealing that way until the link is opened again"
    boss = client_for(staff_app, team, team.lead)
    assert still in said(boss.get(f"/staff/people/{pair.id}/{page}"))
    with staff_app.app_context():
        answer = CliRunner().invoke(staff_group, [page, "--email", pair.email], input="n\n")
    assert still in " ".join(answer.output.split())


def reads(team: Team, link: entry.NewLink) -> set[bytes]:
    """The keys that a page of this link seals to from now on."""
    found = entry.by_id(team.db, link.link_id)
    return {one.key_id for one in entry.facts_ahead(team.keys, found).recipients}


@pytest.mark.parametrize("who", ["idva", "cover"])
def test_where_one_was_reset_the_link_still_lets_go_of_the_other_and_names_recovery_as_it_is_now(
    team: Team, who: str
) -> None:
    """Else all that comes from then on is sealed to a key that was destroyed, and to halves that are gone."""
    leads = make_leads(team)
    _, link = team.open(cover_id=leads.all[1].id)
    gone, lost = (leads.all[1], team.idva) if who == "idva" else (team.idva, leads.all[1])
    old = accounts.recipient_for(team.db, team.keys, lost.id)
    staffing.reset(team.db, team.keys, lost.id, leads.all[0].id, team.now)
    staffing.suspend(team.db, team.keys, gone.id, leads.all[0].id, team.now, somebody_left)
    recovery = accounts.recovery_recipient(team.db, team.keys, team.service_id)
    assert reads(team, link) == {old.key_id, recovery.key_id}
    assert UUID(bytes=recovery.key_id) in halves.joinable(team.db, team.keys, team.service_id)


def test_who_must_not_see_a_case_is_not_kept_on_its_link_for_want_of_a_certified_key(team: Team) -> None:
    case_id, _ = team.open()
    case, key = cases.get(team.db, case_id), accounts.recipient_for(team.db, team.keys, team.other.id)
    staffing.reset(team.db, team.keys, team.other.id, team.lead.id, team.now)
    assert key in cases.recipients_left(team.db, case, team.keys, [key])
    with writing(team.db):
        team.db.add(CaseConflict(case_id=case_id, staff_id=team.other.id))
    with pytest.raises(CoverMissing):
        cases.recipients_left(team.db, case, team.keys, [key])


@pytest.mark.parametrize("command", ["suspend", "reset"])
def test_both_commands_say_so_and_ask(staff_app: Flask, team: Team, pair, command: str) -> None:
    run, email = CliRunner().invoke, pair.email
    team.db.rollback()
    with staff_app.app_context():
        answer = run(staff_group, [command, "--email", email], input="n\n")
    assert (answer.exit_code, WORDS in answer.output) == (1, True)
    assert "recovery can" not in answer.output
    assert halves.joinable(team.db, team.keys, team.service_id)
    with staff_app.app_context():
        answer = run(staff_group, [command, "--email", email, "--yes"])
    assert (answer.exit_code, WORDS in answer.output) == (0, True)


def test_doctor_says_it_while_anything_sealed_names_a_key_that_is_lost(
    staff_app: Flask, team: Team, pair
) -> None:
    _, link = team.open()
    team.send(link)
    under_passwords(team)
    assert all(fine for _, fine, _ in older(team))
    boss = client_for(staff_app, team, team.lead)
    assert post(boss, f"/staff/people/{pair.id}/suspend").status_code == 303
    team.db.expire_all()
    ((what, fine, mend),) = older(team)
    assert "older recovery keys" in what
    assert not fine
    assert "handed over" in mend
    with writing(team.db):
        team.db.execute(delete(Send))
    assert [one[1] for one in older(team)] == [True], (
        "her link names public keys, and nothing is sealed there"
    )


def test_doctor_says_it_of_what_comes_later_from_a_page_that_was_open_before(
    staff_app: Flask, team: Team, pair
) -> None:
    _, new = team.open()
    link = entry.by_id(team.db, new.link_id)
    under_passwords(team)
    of_the_page = entry.facts_of(team.keys, link).recipients
    boss = client_for(staff_app, team, team.lead)
    assert post(boss, f"/staff/people/{pair.id}/suspend").status_code == 303
    team.db.expire_all()
    assert [one[1] for one in older(team)] == [True]
    header = Header(link.id.bytes, uuid4().bytes, 1, Kind.FINAL)
    blob = sealing.seal(header, b"{}", of_the_page)
    voice.store(team.db, team.keys, link, sealing.parse(blob), blob, duress=False, now=team.now)
    assert [one[1] for one in older(team)] == [False]


def test_who_alone_opens_todays_duty_inbox_is_said(staff_app: Flask, team: Team) -> None:
    rota.save_rota(team.db, team.keys, rota_for(team), team.lead, team.now)
    boss = client_for(staff_app, team, team.lead)
    words = "alone opens the Duty inbox today"
    opens(team, team.idva, team.other)
    page = f"/staff/people/{team.idva.id}/suspend"
    assert words not in said(boss.get(page))
    with writing(team.db):
        keyring.lose(team.db, [team.other.id])
    assert words in said(boss.get(page))
