"""Somebody with the database gives a case to others, or a colleague goes on after they should not."""

import pytest
from sqlalchemy import update

from app.accounts import service as accounts
from app.accounts import staff as people
from app.accounts import staffing
from app.accounts.models import Role
from app.accounts.models import Staff as StaffRow
from app.cases import service as cases
from app.cases.models import Case
from app.cases.opening import CaseNotBelieved, CoverMissing
from app.db import writing
from app.desk import service as desk
from tests.house import House
from tests.signing_in import service_people


@pytest.fixture
def house(db, keys, now) -> House:
    return House(db, keys, now, service_people(db, keys, now))


def change(db, statement) -> None:
    with writing(db):
        db.execute(statement)
    db.expire_all()


@pytest.mark.parametrize("values", [{"idva_id": "lead"}, {"service_id": "other"}])
def test_a_case_given_to_somebody_else_by_hand_is_opened_by_nobody(house, values):
    case_id, _ = house.open_case()
    lead = house.who(Role.LEAD)
    other = staffing.add_service(house.db, house.keys, "Elsewhere", "1", [], house.now)
    given = {name: lead.id if value == "lead" else other for name, value in values.items()}
    change(house.db, update(Case).where(Case.id == case_id).values(**given))
    for role in (Role.LEAD, Role.IDVA):
        reader = accounts.staff(house.db, house.who(role).id)
        with pytest.raises(CaseNotBelieved):
            desk.open_views(house.db, house.keys, case_id, desk.Reader(reader, list), house.now)


def test_a_suspended_cover_colleague_gets_no_further_link(house):
    case_id, _ = house.open_case()
    cover, lead = house.who(Role.IDVA, 1), house.who(Role.LEAD)
    staffing.suspend(house.db, house.keys, cover.id, lead.id, house.now)
    with pytest.raises(CoverMissing):
        cases.new_link(house.db, case_id, cases.get(house.db, case_id).version, house.by())


@pytest.mark.parametrize("role", [Role.ADMIN, Role.MANAGER, Role.COMMUNITY, Role.TRANSLATOR])
def test_nobody_covers_whose_role_reads_no_views_whatever_the_table_says(house, role):
    person = house.who(role)
    with pytest.raises(CoverMissing):
        house.open_case(cover_id=person.id)
    change(house.db, update(StaffRow).where(StaffRow.id == person.id).values(role=Role.IDVA))
    with pytest.raises(CoverMissing):
        house.open_case(cover_id=person.id)


def test_nobody_of_another_service_covers(house):
    other = staffing.add_service(house.db, house.keys, "Elsewhere", "1", [], house.now)
    cover = house.db.get_one(StaffRow, house.who(Role.IDVA, 1).id)
    with writing(house.db):
        cover.service_id = other
        cover.mac = people.row_mac(house.keys, cover)
    with pytest.raises(CoverMissing):
        house.open_case()
