"""Whoever is suspended reads nothing from that moment, of what is there and of what comes."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import or_, select

from app.accounts import keyring, leaving, staffing
from app.accounts import service as accounts
from app.accounts.models import GroupShare, OwnerKind, RecipientKey, RecoveryHalf, Staff, StaffState
from app.accounts.staff import row_mac
from app.cases import service as cases
from app.db import writing
from app.desk.service import Why, open_views, record_cover
from app.desk.things import sealed_things
from app.duties import DUTIES
from app.entry import service as entry
from app.entry.found import epoch_number
from app.inbox.links import make_link
from app.inbox.rota import save_rota
from app.leaving import keep_from_leavers
from app.old_keys import writings
from app.rewrapping import columns, values
from tests.app.desk.conftest import team
from tests.app.desk.leads import hold_halves, make_leads
from tests.app.desk.team import AREA, Team, client_for
from tests.app.inbox.conftest import KIT, LOOKS, rota_for
from tests.signing_in import post

__all__ = ["team"]


def readers(team: Team, case_id) -> list[frozenset[bytes]]:
    return [frozenset(thing.envelope.key_ids()) for thing in sealed_things(team.db, team.keys, case_id)]


@pytest.mark.parametrize("who", ["idva", "other"])
def test_suspended_on_the_page_they_are_off_what_is_there_and_off_the_link(
    staff_app: Flask, team: Team, who: str
) -> None:
    case_id, link = team.open()
    team.send(link)
    entry.settle_code(team.db, link.link_id)
    team.db.commit()
    gone = getattr(team, who)
    key = accounts.recipient_for(team.db, team.keys, gone.id)
    epoch = epoch_number(team.db)
    assert all(key.key_id in ids for ids in readers(team, case_id))
    lead = client_for(staff_app, team, team.lead)
    assert post(lead, f"/staff/people/{gone.id}/suspend").location == "/staff/people"
    team.db.expire_all()
    assert all(key.key_id not in ids and len(ids) == 2 for ids in readers(team, case_id))
    served = entry.facts_of(team.keys, entry.by_id(team.db, link.link_id))
    assert key.key_id not in {one.key_id for one in served.recipients}
    assert epoch_number(team.db) == epoch + 1
    team.send(link)
    assert all(key.key_id not in ids for ids in readers(team, case_id))


def test_nothing_that_only_they_could_open_is_left_and_nothing_sealed_names_their_keys(
    staff_app: Flask, team: Team
) -> None:
    """A password that is guessed or remembered later opens nothing by it, with the database and DATA_KEY."""
    leads, gone = make_leads(team), team.idva
    save_rota(team.db, team.keys, rota_for(team), team.lead, team.now)
    make_link(team.db, team.keys, KIT, AREA, LOOKS, team.lead, team.now)
    _, link = team.open()
    team.send(link)
    hold_halves(team, [gone, *leads.all])
    with writing(team.db):
        for row in team.db.scalars(select(RecipientKey).where(RecipientKey.sealed_private.is_not(None))):
            row.sealed_private = team.keys.data.seal(b"under a password", keyring.context(row.id))
    boss = client_for(staff_app, team, team.lead)
    for who in (gone, leads.all[1]):
        ids = {UUID(bytes=one) for one in accounts.key_ids(team.db, who.id)}
        assert _opened_by(team, ids) == ((1, 1, 0) if who is gone else (1, 0, 4))
        assert post(boss, f"/staff/people/{who.id}/suspend").status_code == 303
        team.db.expire_all()
        assert _opened_by(team, ids) == (0, 0, 0)
        assert _where(team, ids) <= {"link.sealed_facts"}  # a public key, which opens nothing


def suspended_before(team: Team, who: accounts.StaffView, *, ours: bool = True) -> set[UUID]:
    """Somebody whose access ended while nothing was destroyed by it; the ids of their keys."""
    with writing(team.db):
        row = team.db.get_one(Staff, who.id)
        row.state = StaffState.SUSPENDED
        if ours:
            row.mac = row_mac(team.keys, row)
    return _ids(team, who)


def test_what_who_was_suspended_before_has_kept_is_destroyed_and_the_trail_says_so(team: Team) -> None:
    """By a row of ours alone: one that was changed by hand destroys nothing. What the others hold stays."""
    leads, duty = make_leads(team), DUTIES["whoever left"].do
    save_rota(team.db, team.keys, rota_for(team), team.lead, team.now)
    _give_privates(team)
    gone = [suspended_before(team, who) for who in (team.idva, leads.all[1])]
    by_hand, stays = suspended_before(team, team.other, ours=False), _ids(team, leads.all[0])
    assert [_opened_by(team, ids) for ids in gone] == [(1, 1, 0), (1, 0, 2)]
    assert duty(team.db, team.keys, team.now) == 2
    assert duty(team.db, team.keys, team.now) == 0
    assert [_opened_by(team, ids) for ids in gone] == [(0, 0, 0)] * 2
    assert (_opened_by(team, by_hand), _opened_by(team, stays)) == ((1, 1, 0), (1, 0, 1))
    assert _destroyed(team, team.idva) == ["keys=1 halves=0 shares=1"]
    assert _destroyed(team, leads.all[1]) == ["keys=1 halves=2 shares=0"]
    assert _destroyed(team, team.other) == []


def test_what_is_put_back_from_a_copy_goes_again(team: Team) -> None:
    staffing.suspend(team.db, team.keys, team.idva.id, team.lead.id, team.now)
    _give_privates(team)
    ids = _ids(team, team.idva)
    assert _opened_by(team, ids) == (1, 0, 0)
    assert keep_from_leavers(team.db, team.keys, team.now) == 1
    assert _opened_by(team, ids) == (0, 0, 0)


def _ids(team: Team, who: accounts.StaffView) -> set[UUID]:
    return {UUID(bytes=one) for one in accounts.key_ids(team.db, who.id)}


def _give_privates(team: Team) -> None:
    """A private half for each person's key, under a password."""
    with writing(team.db):
        for row in team.db.scalars(select(RecipientKey).where(RecipientKey.owner_kind == OwnerKind.STAFF)):
            row.sealed_private = team.keys.data.seal(b"under a password", keyring.context(row.id))


def _destroyed(team: Team, who: accounts.StaffView) -> list[str]:
    """What the trail says of their keys."""
    return [line.detail for line in accounts.entries(team.db, who.id) if line.action == leaving.LOST]


def _where(team: Team, ids: set[UUID]) -> set[str]:
    """In which sealed columns these keys are named."""
    written = set().union(*(writings(one) for one in ids))
    return {
        f"{one.table.name}.{one.column.name}"
        for one in columns()
        for sealed, bound in values(team.db, one)
        if any(word in team.keys.data.open(sealed, bound) for word in written)
    }


def _opened_by(team: Team, ids: set[UUID]) -> tuple[int, int, int]:
    """How many private halves, shares of duty keys and halves of recovery keys are theirs."""
    whole = select(RecipientKey).where(RecipientKey.id.in_(ids), RecipientKey.sealed_private.is_not(None))
    shares = select(GroupShare).where(GroupShare.member_key.in_(ids))
    paired = select(RecoveryHalf).where(or_(RecoveryHalf.key_a.in_(ids), RecoveryHalf.key_b.in_(ids)))
    return tuple(len(team.db.scalars(query).all()) for query in (whole, shares, paired))


def test_who_covers_reads_on_and_is_named(team: Team, staff_app: Flask) -> None:
    case_id, link = team.open()
    team.send(link)
    post(client_for(staff_app, team, team.lead), f"/staff/people/{team.idva.id}/suspend")
    team.db.expire_all()
    until = team.now + timedelta(days=1)
    record_cover(team.db, team.keys, case_id, Why.LEFT, until, team.lead, team.now)
    assert len(open_views(team.db, team.keys, case_id, team.reader(team.other), team.now).sittings) == 1
    assert entry.facts_of(team.keys, entry.by_id(team.db, link.link_id)).worker == team.other.display_name


def test_what_comes_later_from_a_page_that_was_open_is_taken_from_them_within_a_day(team: Team) -> None:
    case_id, link = team.open()
    key = accounts.recipient_for(team.db, team.keys, team.idva.id)
    staffing.suspend(team.db, team.keys, team.idva.id, team.lead.id, team.now)
    team.send(link)
    assert all(key.key_id in ids for ids in readers(team, case_id))
    assert keep_from_leavers in [duty.do for duty in DUTIES.values()]
    assert keep_from_leavers(team.db, team.keys, team.now) == 1
    assert keep_from_leavers(team.db, team.keys, team.now) == 0
    assert all(key.key_id not in ids for ids in readers(team, case_id))


def test_where_taking_them_off_fails_they_are_not_suspended(team: Team) -> None:
    case_id, _ = team.open()

    def fails(*told) -> None:
        raise cases.NoSuchCase

    with pytest.raises(cases.NoSuchCase):
        staffing.suspend(team.db, team.keys, team.idva.id, team.lead.id, team.now, fails)
    assert accounts.at_work(team.db, team.keys, team.idva.id) is not None
    assert cases.get(team.db, case_id).idva_id == team.idva.id
