"""Links that many people hold: made by a lead, ended, changed for another, and sealed to who is on duty."""

from datetime import timedelta

import pytest

from app.accounts import service as accounts
from app.accounts.models import ServiceArea
from app.entry import service as entry
from app.entry.found import secrets_context
from app.inbox import links, rota, service
from safety.unlocking import LinkSecrets
from tests.app.desk.team import AREA, uncertify
from tests.app.inbox.conftest import KIT, LOOKS, ROUTE, rota_for


def test_without_a_rota_no_link_is_made(team):
    with pytest.raises(links.NoRota):
        links.make_link(team.db, team.keys, KIT, AREA, LOOKS, team.lead, team.now)
    assert links.of_kits(team.db, team.keys, [KIT], team.now) == []


def test_its_code_opens_the_form_and_there_is_no_second_one(duty, now):
    team = duty.team
    [shown] = links.of_kits(team.db, team.keys, [KIT], now)
    found = entry.find(team.db, team.keys, shown.token, LOOKS, now)
    opened = entry.unlock(found, shown.code)
    assert opened is not None
    assert not opened.duress
    form = entry.form_shown(found.looks, found.facts(), duress=False)
    assert [screen["id"] for screen in form["screens"][2:4]] == ["years", "route"]
    assert found.facts().route == ROUTE


def test_its_code_stands_behind_the_whole_slow_step(duty, now):
    team = duty.team
    new = links.make_link(team.db, team.keys, KIT, AREA, LOOKS, team.lead, now)
    other = links.rotate(team.db, team.keys, duty.link_id, team.lead, now)
    for link in (entry.by_id(team.db, one) for one in (new, other)):
        sealed = team.keys.data.open(link.sealed_secrets, secrets_context(link.id))
        assert LinkSecrets.from_bytes(sealed).rounds == 600_000


def test_the_code_is_not_in_the_table_in_clear(duty, now):
    team = duty.team
    [shown] = links.of_kits(team.db, team.keys, [KIT], now)
    row = team.db.get_one(links.CommunityLink, duty.link_id)
    assert shown.code.encode() not in row.sealed_code


def test_an_ended_link_opens_nothing_and_another_lead_cannot_end_it_twice(duty, now):
    team = duty.team
    links.end_link(team.db, team.keys, duty.link_id, team.lead, now)
    assert not entry.by_id(team.db, duty.link_id).open_at(now)
    with pytest.raises(links.NoSuchLink):
        links.end_link(team.db, team.keys, duty.link_id, team.lead, now)


def test_rotating_gives_another_address_and_code_and_ends_the_old(duty, now):
    team = duty.team
    [old] = links.of_kits(team.db, team.keys, [KIT], now)
    new_id = links.rotate(team.db, team.keys, duty.link_id, team.lead, now)
    by_id = {one.id: one for one in links.of_kits(team.db, team.keys, [KIT], now)}
    new = by_id[new_id]
    assert (by_id[old.id].open, new.open) == (False, True)
    assert new.token != old.token
    assert (new.area_code, new.looks) == (old.area_code, old.looks)


def test_an_ended_link_opens_again_with_its_old_address_and_code_until_its_own_last_day(duty, now):
    team = duty.team
    [old] = links.of_kits(team.db, team.keys, [KIT], now)
    links.end_link(team.db, team.keys, duty.link_id, team.lead, now)
    links.reopen(team.db, team.keys, duty.link_id, team.lead, now + timedelta(days=3))
    [again] = links.of_kits(team.db, team.keys, [KIT], now)
    assert (again.token, again.code, again.until, again.open) == (old.token, old.code, old.until, True)
    with pytest.raises(links.NoSuchLink):
        links.reopen(team.db, team.keys, duty.link_id, team.lead, now)
    links.end_link(team.db, team.keys, duty.link_id, team.lead, now)
    with pytest.raises(links.NoSuchLink):
        links.reopen(team.db, team.keys, duty.link_id, team.lead, now + links.LASTS)


def test_a_link_that_opens_again_seals_at_once_to_who_is_on_duty_by_then(duty, now):
    team = duty.team
    links.end_link(team.db, team.keys, duty.link_id, team.lead, now)
    uncertify(team, team.other)
    service.refresh(team.db, team.keys, now)
    links.reopen(team.db, team.keys, duty.link_id, team.lead, now)
    present = accounts.group_recipient(team.db, team.keys, team.service_id)
    assert entry.facts_of(team.keys, entry.by_id(team.db, duty.link_id)).recipients[0] == present


def test_it_seals_to_the_duty_key_and_to_recovery_alone(duty):
    team = duty.team
    to = entry.facts_of(team.keys, entry.by_id(team.db, duty.link_id)).recipients
    duty_key = accounts.group_recipient(team.db, team.keys, team.service_id)
    recovery = accounts.recovery_recipient(team.db, team.keys, team.service_id)
    assert to == (duty_key, recovery)
    for who, opens in ((team.idva, True), (team.other, True), (team.lead, False), (team.translator, False)):
        held = accounts.group_privates(team.db, team.keys, team.privates[who.id])
        assert [key_id for key_id, _ in held] == ([duty_key.key_id] if opens else [])


def test_a_rota_of_one_person_or_with_someone_without_a_key_is_refused(team):
    one = team.idva.id
    with pytest.raises(rota.RotaTooSmall):
        rota.save_rota(team.db, team.keys, rota.Rota((one,) * 5, "16:00", ROUTE), team.lead, team.now)
    uncertify(team, team.other)
    with pytest.raises(rota.RotaTooSmall):
        rota.save_rota(team.db, team.keys, rota_for(team), team.lead, team.now)
    assert rota.rota_of(team.db, team.service_id) is None


def test_whoever_loses_their_key_opens_nothing_that_comes_after_the_next_epoch(duty, now):
    team = duty.team
    before = accounts.group_recipient(team.db, team.keys, team.service_id)
    uncertify(team, team.other)
    assert service.refresh(team.db, team.keys, now) == 1
    assert entry.facts_of(team.keys, entry.by_id(team.db, duty.link_id)).recipients[0] == before
    entry.turn_epoch(team.db)
    after = entry.facts_of(team.keys, entry.by_id(team.db, duty.link_id)).recipients[0]
    assert after != before
    held = accounts.group_privates(team.db, team.keys, team.privates[team.other.id])
    assert after.key_id not in [key_id for key_id, _ in held]
    assert service.refresh(team.db, team.keys, now) == 0


def test_a_link_ends_after_a_year(duty, now):
    link = entry.by_id(duty.team.db, duty.link_id)
    assert link.open_at(now + timedelta(days=364))
    assert not link.open_at(now + timedelta(days=365))


def test_a_worker_is_said_to_be_in_a_place_and_never_in_a_service(duty, now):
    team = duty.team

    def place(area_code):
        return links.facts(team.db, team.keys, team.service_id, area_code).place

    assert (place("E09000025"), place("")) == ("Newham", "Hackney")
    team.db.add(ServiceArea(service_id=team.service_id, area_code="E09000025"))
    team.db.commit()
    assert place("") == "London"
