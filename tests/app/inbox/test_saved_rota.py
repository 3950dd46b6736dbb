"""A rota that is not as a lead saved it gives nobody the duty key: not whoever was written into its rows."""

from collections.abc import Callable
from uuid import UUID

import pytest

from app import doctor
from app.accounts import keyring, staffing
from app.accounts import service as accounts
from app.accounts.models import GroupShare, OwnerKind
from app.db import writing
from app.inbox import recovering as given_back
from app.inbox import rota
from app.inbox.models import DutySetting
from tests.app.desk.leads import Leads, lose
from tests.app.inbox.conftest import Duty, rota_for
from tests.app.inbox.lost import ask, newcomer, opens, pages_follow, put, read

WORDS = "This rota does not stand as a lead saved it."


def key_of(duty: Duty) -> bytes:
    return accounts.group_recipient(duty.team.db, duty.team.keys, duty.team.service_id).key_id


def mark(duty: Duty, mac: bytes | None) -> None:
    """Another MAC, or none, by hand."""
    with writing(duty.team.db):
        duty.team.db.get_one(DutySetting, duty.team.service_id, populate_existing=True).mac = mac


@pytest.fixture
def well(duty: Duty, config) -> Callable[[], bool]:
    """Whether `beforehand doctor` says that all is well with this service's rota."""

    def looked() -> bool:
        found = [one for one in doctor._looked_at(config, duty.team.now) if "its rota stands" in one[0]]
        assert len(found) == 1
        return found[0][1]

    return looked


@pytest.mark.parametrize("mac", ["stands", "none", "other"])
def test_who_is_written_into_its_rows_is_given_no_key_and_reads_nothing(duty: Duty, well, mac: str) -> None:
    team, mal, before = duty.team, newcomer(duty), key_of(duty)
    put(duty, mal.id)
    if mac != "stands":
        mark(duty, bytes(32) if mac == "other" else None)
    pages_follow(duty)
    assert key_of(duty) == before
    sitting = duty.arrives()
    assert read(duty, sitting, mal) == []
    assert read(duty, sitting, team.other) == ["Amal"]
    assert not well()


def test_a_share_that_was_made_up_or_copied_for_them_changes_nothing(duty: Duty) -> None:
    team, mal, before = duty.team, newcomer(duty), key_of(duty)
    key_id = UUID(bytes=before)
    theirs, mine = (
        keyring.certified(team.db, team.keys, OwnerKind.STAFF, owner_id=one.id) for one in (mal, team.idva)
    )
    put(duty, mal.id)
    with writing(team.db):
        copied = team.db.get_one(GroupShare, (key_id, mine.id)).sealed
        team.db.add(GroupShare(key_id=key_id, member_key=theirs.id, sealed=copied))
    pages_follow(duty)
    assert mal.id not in accounts.vouched_for(team.db, team.keys, team.service_id)
    assert read(duty, duty.arrives(), mal) == []


def test_no_recovery_is_asked_for_them_either(duty: Duty, leads: Leads) -> None:
    mal = newcomer(duty)
    duty.arrives()
    put(duty, mal.id)
    with pytest.raises(given_back.NobodyOpens):
        ask(leads)


def test_the_lead_is_told_who_holds_the_key_and_saves_it_again(duty: Duty, browser_of, well) -> None:
    team, mal = duty.team, newcomer(duty)
    lead, names = browser_of(team.lead), sorted(one.display_name for one in (team.idva, team.other))
    for path in ("/staff/inbox", "/staff/inbox/rota"):
        assert WORDS not in lead.get(path).text
    put(duty, mal.id)
    for path in ("/staff/inbox", "/staff/inbox/rota"):
        page = lead.get(path).text
        assert WORDS in page
        assert f"It is held by {', '.join(names)}." in page
    rota.save_rota(team.db, team.keys, rota_for(team), team.lead, team.now)
    assert WORDS not in lead.get("/staff/inbox").text
    assert well()


def test_one_from_an_older_version_serves_on_and_keeps_to_those_who_hold_the_key(duty: Duty, well) -> None:
    """Whoever leaves it goes; whoever has another key since keeps their part; nobody else comes."""
    team, first = duty.team, key_of(duty)
    mark(duty, None)
    pages_follow(duty)
    assert key_of(duty) == first
    lose(team, team.other)
    opens(team, team.other)
    pages_follow(duty)
    assert key_of(duty) != first
    assert read(duty, duty.arrives(), team.other) == ["Amal"]
    staffing.suspend(team.db, team.keys, team.idva.id, team.lead.id, team.now)
    pages_follow(duty)
    held = accounts.vouched_for(team.db, team.keys, team.service_id)
    assert held == {team.other.id}
    rota.save_rota(
        team.db,
        team.keys,
        rota.Rota((newcomer(duty).id, *[team.other.id] * 4), "16:00", "020"),
        team.lead,
        team.now,
    )
    assert len(accounts.vouched_for(team.db, team.keys, team.service_id)) == 2
    assert well()
