"""Somebody inside, or somebody with the database, tries to read what was not meant for them."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from app.accounts import certify, keyring, recovery, staffing
from app.accounts import service as accounts
from app.accounts.models import KeyState, OwnerKind, RecipientKey, RecoveryHalf, Role
from app.accounts.models import Staff as StaffRow
from app.cases import service as cases
from app.cases.models import Case
from app.cases.opening import CaseNotBelieved, KeyNotCertified
from app.db import writing
from app.desk import service as desk
from app.entry import service as entry
from safety import sealing
from safety.errors import NotOpened, SafetyRefusal
from tests.house import House
from tests.signing_in import post, service_people, set_up_person, sign_in


@pytest.fixture
def house(db, keys, now) -> House:
    return House(db, keys, now, service_people(db, keys, now))


def change(db, statement) -> None:
    with writing(db):
        db.execute(statement)
    db.expire_all()


def key_row(house: House, person) -> RecipientKey:
    return keyring.certified(house.db, house.keys, OwnerKind.STAFF, owner_id=person.id)


def test_the_idva_and_her_cover_hold_keys_and_nobody_else_does(house):
    _, new = house.open_case()
    envelope = house.envelope(new)
    able = [p.name for p in house.people.everyone if house.opens(envelope, house.privates(p))]
    assert able == [house.who(Role.IDVA).name, house.who(Role.IDVA, 1).name]


def test_a_second_idva_is_refused_before_a_key_is_touched(house):
    case_id, _ = house.open_case()
    touched = []
    second = accounts.staff(house.db, house.who(Role.IDVA, 1).id)
    with pytest.raises(SafetyRefusal):
        desk.open_views(
            house.db, house.keys, case_id, desk.Reader(second, lambda: touched.append(1) or []), house.now
        )
    assert touched == []


@pytest.mark.parametrize("role", [Role.LEAD, Role.ADMIN, Role.MANAGER, Role.COMMUNITY, Role.TRANSLATOR])
def test_every_other_role_is_refused_the_views(house, staff, role):
    case_id, _ = house.open_case()
    sign_in(staff, house.who(role))
    for address in (f"/staff/cases/{case_id}/views", f"/staff/cases/{case_id}/sheet"):
        assert staff.get(address).status_code in {403, 404, 405}


def test_a_lead_alone_learns_nothing_from_their_halves(house):
    _, new = house.open_case()
    envelope = house.envelope(new)
    recovery_key = keyring.certified(
        house.db, house.keys, OwnerKind.RECOVERY, service_id=house.people.service_id
    )
    lead = house.privates(house.who(Role.LEAD))
    parts = [
        sealing.open_small(lead[key_id.bytes], house.keys.data.open(sealed, context), context)
        for half in house.db.scalars(select(RecoveryHalf))
        for key_id, sealed in ((half.key_a, half.sealed_r), (half.key_b, half.sealed_rest))
        if key_id and key_id.bytes in lead and (context := recovery.half_context(half.id))
    ]
    assert parts
    assert not any(house.opens(envelope, {recovery_key.id.bytes: part}) for part in parts)


def swaps(attacker: RecipientKey):
    """What somebody with the database could write into the IDVA's row."""
    return [
        {"public": attacker.public},
        {"public": attacker.public, "mac": attacker.mac},
        {"owner_id": uuid4()},
        {"state": KeyState.RETIRED},
        {"service_id": None},
    ]


@pytest.mark.parametrize("which", range(5))
def test_a_changed_key_row_is_never_sealed_to(house, which):
    idva, attacker = house.who(Role.IDVA), key_row(house, house.who(Role.TRANSLATOR))
    row = key_row(house, idva)
    change(house.db, update(RecipientKey).where(RecipientKey.id == row.id).values(**swaps(attacker)[which]))
    assert keyring.recipient_for(house.db, house.keys, idva.id) is None
    with pytest.raises(KeyNotCertified):
        house.open_case()


def test_the_attackers_own_row_cannot_be_given_to_the_idva(house):
    idva, attacker = house.who(Role.IDVA), house.who(Role.TRANSLATOR)
    mine = key_row(house, attacker)
    change(house.db, update(RecipientKey).where(RecipientKey.id == mine.id).values(owner_id=idva.id))
    assert keyring.recipient_for(house.db, house.keys, idva.id).key_id == key_row(house, idva).id.bytes


def test_a_changed_row_does_not_reach_a_link_that_is_open(house):
    _, new = house.open_case()
    attacker = key_row(house, house.who(Role.TRANSLATOR))
    change(
        house.db, update(RecipientKey).where(RecipientKey.id != attacker.id).values(public=attacker.public)
    )
    envelope = house.envelope(new)
    assert not house.opens(envelope, house.privates(house.who(Role.TRANSLATOR)))
    assert house.opens(envelope, house.privates(house.who(Role.IDVA)))


def test_a_candidate_written_as_certified_is_not_believed(house):
    newcomer = _reset_and_set_up(house)
    change(
        house.db,
        update(RecipientKey)
        .where(RecipientKey.state == KeyState.CANDIDATE)
        .values(state=KeyState.CERTIFIED, certified_at=house.now),
    )
    found = keyring.recipient_for(house.db, house.keys, house.who(Role.IDVA).id)
    assert found.key_id not in newcomer


def _reset_and_set_up(house) -> dict[bytes, bytes]:
    """Whoever can reset an account signs in as that person; the keys they then hold."""
    idva = house.who(Role.IDVA)
    staffing.reset(house.db, house.keys, idva.id, house.who(Role.LEAD).id, house.now)
    return set_up_person(house.db, house.keys, idva.id, house.now)


def test_resetting_an_idva_redirects_nothing(house):
    idva = house.who(Role.IDVA)
    old = keyring.recipient_for(house.db, house.keys, idva.id)
    stolen = _reset_and_set_up(house)
    _, new = house.open_case()
    envelope = house.envelope(new)
    expected = {
        old.key_id,
        keyring.recipient_for(house.db, house.keys, house.who(Role.IDVA, 1).id).key_id,
        keyring.recovery_recipient(house.db, house.keys, house.people.service_id).key_id,
    }
    assert set(envelope.key_ids()) == expected
    assert not house.opens(envelope, stolen)


def test_the_lead_who_reset_an_idva_cannot_certify_what_they_then_made(house):
    _reset_and_set_up(house)
    (candidate,) = certify.candidates(house.db, house.keys, house.who(Role.LEAD).id)
    assert candidate.needs_other_lead


def test_a_lead_written_into_the_table_by_hand_certifies_nothing(house):
    _reset_and_set_up(house)
    insider = house.who(Role.TRANSLATOR)
    change(house.db, update(StaffRow).where(StaffRow.id == insider.id).values(role=Role.LEAD))
    (candidate,) = certify.candidates(house.db, house.keys, insider.id)
    with pytest.raises(SafetyRefusal):
        certify.certify(house.db, house.keys, insider.id, candidate.key_id, "", house.now)


def facts(house: House, new: entry.NewLink) -> entry.Facts:
    return entry.facts_of(house.keys, entry.by_id(house.db, new.link_id))


def test_a_cover_written_into_the_case_by_hand_redirects_nothing(house):
    case_id, new = house.open_case()
    before, lead = facts(house, new), house.who(Role.LEAD)
    change(house.db, update(Case).where(Case.id == case_id).values(cover_id=lead.id))
    touched, reader = [], accounts.staff(house.db, house.who(Role.IDVA).id)
    for attempt in (
        lambda: cases.new_link(house.db, case_id, cases.get(house.db, case_id).version, house.by()),
        lambda: desk.record_cover(
            house.db,
            house.keys,
            case_id,
            desk.Why.SICK,
            house.now + timedelta(days=1),
            accounts.staff(house.db, lead.id),
            house.now,
        ),
        lambda: desk.open_views(
            house.db, house.keys, case_id, desk.Reader(reader, lambda: touched.append(1) or []), house.now
        ),
    ):
        with pytest.raises(CaseNotBelieved):
            attempt()
    assert touched == []
    assert facts(house, new) == before


def test_a_role_changed_by_hand_signs_nobody_in(house, staff):
    admin = house.who(Role.ADMIN)
    change(house.db, update(StaffRow).where(StaffRow.id == admin.id).values(role=Role.IDVA))
    answer = post(staff, "/staff/sign-in", {"email": admin.email, "password": admin.password})
    assert "do not go together" in answer.text


def test_a_role_changed_by_hand_ends_what_was_signed_in(house, staff):
    admin = house.who(Role.ADMIN)
    sign_in(staff, admin)
    change(house.db, update(StaffRow).where(StaffRow.id == admin.id).values(role=Role.LEAD))
    assert staff.get("/staff/people").status_code == 303


def test_a_password_row_moved_to_somebody_else_does_not_open_their_account(house, staff):
    admin, idva = house.who(Role.ADMIN), house.who(Role.IDVA)
    mine = house.db.get_one(StaffRow, admin.id)
    moved = {
        "password_sealed": mine.password_sealed,
        "kdf_salt": mine.kdf_salt,
        "totp_sealed": mine.totp_sealed,
    }
    change(house.db, update(StaffRow).where(StaffRow.id == idva.id).values(**moved))
    answer = post(staff, "/staff/sign-in", {"email": idva.email, "password": admin.password})
    assert "do not go together" in answer.text


def test_a_stolen_database_without_data_key_opens_no_private_key(house):
    from safety.at_rest import DataKeys

    thief = DataKeys.parse("1:" + "Wlpa" * 10 + "Wlo=")
    for row in house.db.scalars(select(RecipientKey).where(RecipientKey.sealed_private.is_not(None))):
        with pytest.raises(NotOpened):
            thief.open(row.sealed_private, keyring.context(UUID(bytes=row.id.bytes)))
