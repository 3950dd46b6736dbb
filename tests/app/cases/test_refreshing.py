"""Open links follow the people and the keys of their service, and never a key that nobody certified."""

from dataclasses import replace

import pytest
from sqlalchemy import update

from app.accounts import certify, keyring, recovery, staffing
from app.accounts.models import Role, Service, Staff, StaffState
from app.cases import service as cases
from app.cases.models import Case
from app.db import writing
from app.duties import DUTIES, refresh_facts, turn_epoch
from app.entry import service as entry
from tests.app.desk.team import Team
from tests.house import House
from tests.signing_in import service_people, set_up_person


@pytest.fixture
def house(db, keys, now) -> House:
    return House(db, keys, now, service_people(db, keys, now))


def said(house: House | Team, link: entry.NewLink) -> entry.Facts:
    return entry.facts_of(house.keys, entry.by_id(house.db, link.link_id))


def a_day(house: House | Team) -> tuple[int, int]:
    """What the two duties do, in their order."""
    return refresh_facts(house.db, house.keys, house.now), turn_epoch(house.db, house.keys, house.now)


def told(house: House) -> tuple[object, entry.NewLink]:
    case_id, link = house.open_case()
    entry.settle_code(house.db, link.link_id)
    return case_id, link


def test_facts_are_made_anew_before_the_pages_change():
    order = [duty.do for duty in DUTIES.values()]
    assert order.index(refresh_facts) + 1 == order.index(turn_epoch)


def test_an_open_link_seals_to_the_new_key_once_it_is_certified_and_not_before(house):
    _, link = told(house)
    before, idva = said(house, link), house.who(Role.IDVA)
    first, second = house.people.of(Role.LEAD)[:2]
    staffing.reset(house.db, house.keys, idva.id, first.id, house.now)
    assert a_day(house) == (0, 0)
    set_up_person(house.db, house.keys, idva.id, house.now)
    assert a_day(house) == (0, 0)
    (waiting,) = certify.candidates(house.db, house.keys, second.id)
    certify.certify(house.db, house.keys, second.id, waiting.key_id, "", house.now)
    assert refresh_facts(house.db, house.keys, house.now) == 1
    assert said(house, link) == before
    assert refresh_facts(house.db, house.keys, house.now) == 0
    assert turn_epoch(house.db, house.keys, house.now) == 1
    new = keyring.recipient_for(house.db, house.keys, idva.id)
    assert new.key_id == waiting.key_id.bytes
    assert said(house, link) == replace(before, recipients=(new, *before.recipients[1:]))


def test_a_new_recovery_key_reaches_open_links(house):
    _, link = told(house)
    before = said(house, link)
    recovery.remake(house.db, house.keys, house.people.service_id, None, house.now)
    assert a_day(house) == (1, 1)
    new = keyring.recovery_recipient(house.db, house.keys, house.people.service_id)
    assert said(house, link).recipients == (*before.recipients[:2], new)


def test_a_number_and_a_name_that_changed_reach_open_links_and_ended_ones_stay(house):
    case_id, ended = told(house)
    _, link = told(house)
    cases.end_link(house.db, case_id, cases.get(house.db, case_id).version, house.by())
    before = said(house, ended)
    with writing(house.db):
        house.db.execute(update(Service).values(phone="020 7946 0999"))
        house.db.execute(update(Staff).where(Staff.id == house.who(Role.IDVA).id).values(display_name="Nell"))
    house.db.expire_all()
    assert a_day(house) == (1, 1)
    assert (said(house, link).number, said(house, link).worker) == ("020 7946 0999", "Nell")
    assert said(house, ended) == before


def test_a_link_keeps_its_keys_when_its_row_was_changed(house):
    case_id, link = told(house)
    before, lead = said(house, link), house.who(Role.LEAD)
    with writing(house.db):
        house.db.execute(update(Case).where(Case.id == case_id).values(cover_id=lead.id))
    house.db.expire_all()
    assert a_day(house) == (0, 0)
    assert said(house, link) == before


def test_a_colleague_suspended_by_hand_in_the_table_stays(house):
    _, link = told(house)
    before = said(house, link)
    with writing(house.db):
        everyone = update(Staff).where(Staff.role == Role.IDVA)
        house.db.execute(everyone.values(state=StaffState.SUSPENDED))
    house.db.expire_all()
    assert a_day(house) == (0, 0)
    assert said(house, link) == before


@pytest.mark.parametrize("place", [0, 1])
def test_whoever_is_suspended_is_taken_off_open_links_and_named_no_longer(house, place):
    _, link = told(house)
    before = said(house, link)
    staffing.suspend(house.db, house.keys, house.who(Role.IDVA, place).id, None, house.now)
    assert a_day(house) == (1, 1)
    after = said(house, link)
    assert after.recipients == tuple(one for at, one in enumerate(before.recipients) if at != place)
    left = house.db.get_one(Staff, house.who(Role.IDVA, 1 - place).id)
    assert after.worker == left.display_name


def test_where_both_are_suspended_it_seals_to_recovery_and_names_the_service(house):
    _, link = told(house)
    before = said(house, link)
    for place in (0, 1):
        staffing.suspend(house.db, house.keys, house.who(Role.IDVA, place).id, None, house.now)
    assert a_day(house) == (1, 1)
    service = house.db.get_one(Service, house.people.service_id)
    assert (said(house, link).recipients, said(house, link).worker) == (before.recipients[2:], service.name)
