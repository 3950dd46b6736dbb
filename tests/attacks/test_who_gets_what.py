"""What docs/who-gets-what.md says that nobody gets, where no other test tries it."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from app.accounts import certify, keyring, recovery, staffing
from app.accounts.models import KeyState, OwnerKind, RecipientKey, RecoveryHalf, Role
from app.accounts.models import Staff as StaffRow
from app.accounts.sessions import COOKIE
from app.accounts.staff import password_context
from app.db import writing
from safety import sealing
from safety.at_rest import DataKeys
from safety.errors import NotOpened, SafetyRefusal
from tests.conftest import client_of
from tests.house import House
from tests.signing_in import post, service_people, set_up_person, sign_in, token_in

SIZE = 32  # of a private key
MINE = "herons over the allotment"
CHANGES = {
    "/staff/account": {"old": "a guess of mine", "new": MINE, "again": MINE},
    "/staff/people/new": {"name": "Ola", "email": "ola@x.example", "role": "idva"},
    "/staff/account/codes": {},
    "/staff/account/passkeys": {"name": "mine", "answer": "{}"},
    "/staff/account/app": {"number": "000000"},
    "/staff/account/app/remove": {},
}


@pytest.fixture
def house(db, keys, now) -> House:
    return House(db, keys, now, service_people(db, keys, now))


def test_a_stolen_database_holds_no_password_and_no_secret_to_guess_at(house):
    thief = DataKeys.parse("1:" + "Wlpa" * 10 + "Wlo=")
    for row in house.db.scalars(select(StaffRow)):
        for sealed, context in (
            (row.password_sealed, password_context(row.id)),
            (row.totp_sealed, b"staff totp:" + row.id.bytes),
        ):
            assert house.keys.data.open(sealed, context)  # there is something to find
            with pytest.raises(NotOpened):
                thief.open(sealed, context)


def test_the_database_and_every_key_file_together_open_no_views(house):
    _, new = house.open_case()
    envelope = house.envelope(new)
    tried = [(name, private) for name in envelope.key_ids() for private in _under_data_key(house, name)]
    assert len({name for name, _ in tried}) == len(envelope.key_ids())
    for name, private in tried:
        with pytest.raises(NotOpened):
            sealing.open_with(envelope, name, private)
    assert house.opens(envelope, house.privates(house.who(Role.IDVA)))


def _under_data_key(house: House, name: bytes) -> list[bytes]:
    """What could be this key's private half, to whoever opens all that lies under DATA_KEY."""
    row = house.db.get_one(RecipientKey, UUID(bytes=name))
    if row.sealed_private:
        raw = house.keys.data.open(row.sealed_private, keyring.context(row.id))
        return [raw[at : at + SIZE] for at in range(len(raw) - SIZE + 1)]
    halves = house.db.scalars(select(RecoveryHalf).where(RecoveryHalf.recovery_key_id == row.id)).all()
    return [private for half in halves for private in _joined(house, half)]


def _joined(house: House, half: RecoveryHalf) -> list[bytes]:
    context = recovery.half_context(half.id)
    parts = [house.keys.data.open(sealed, context) for sealed in (half.sealed_r, half.sealed_rest)]
    mixed = bytes(a ^ b for a, b in zip(*parts, strict=True))
    return [mixed[at : at + SIZE] for at in range(len(mixed) - SIZE + 1)]


def test_a_stolen_cookie_does_not_become_an_account(house, staff, staff_app, clock):
    lead = house.who(Role.LEAD)
    sign_in(staff, lead)
    clock.move(timedelta(minutes=16))
    thief = client_of(staff_app, house.db)
    stolen = staff.get_cookie(COOKIE, domain="staff.example").value
    thief.set_cookie(COOKIE, stolen, domain="staff.example", secure=True)
    page = thief.get("/staff/account")
    assert page.status_code == 200  # it is that person's session
    before = _kept(house)
    for address, sent in CHANGES.items():
        thief.post(
            address,
            data={"csrf_token": token_in(page.text), **sent},
            headers={"Referer": f"https://staff.example{address}"},
        )
    house.db.expire_all()
    assert _kept(house) == before
    assert post(client_of(staff_app, house.db), "/staff/sign-in", _typed(lead.email, MINE)).status_code == 200


def _kept(house: House) -> list[tuple]:
    told = (StaffRow.email, StaffRow.password_sealed, StaffRow.totp_sealed, StaffRow.kdf_salt)
    return sorted(house.db.execute(select(*told)).all())


def _typed(email: str, password: str) -> dict[str, str]:
    return {"email": email, "password": password}


def test_a_command_resets_an_account_and_certifies_nothing(house):
    idva = house.who(Role.IDVA)
    before = keyring.recipient_for(house.db, house.keys, idva.id)
    staffing.reset(house.db, house.keys, idva.id, None, house.now)
    made = set_up_person(house.db, house.keys, idva.id, house.now)
    assert keyring.recipient_for(house.db, house.keys, idva.id) == before
    (key,) = (house.db.get_one(RecipientKey, one.key_id) for one in _candidates(house))
    assert (key.state, key.id.bytes in made) == (KeyState.CANDIDATE, True)
    with pytest.raises(SafetyRefusal):
        certify.certify(house.db, house.keys, idva.id, key.id, "", house.now)


def _candidates(house: House) -> list:
    return certify.candidates(house.db, house.keys, house.who(Role.LEAD).id)


def test_leads_written_into_the_table_by_hand_get_no_half_of_recovery(house):
    planted = {house.who(Role.TRANSLATOR).id, house.who(Role.IDVA).id}  # whose keys are certified
    with writing(house.db):
        house.db.execute(update(StaffRow).where(StaffRow.id.in_(planted)).values(role=Role.LEAD))
    house.db.expire_all()
    recovery.remake(house.db, house.keys, house.people.service_id, None, house.now)
    key = keyring.certified(house.db, house.keys, OwnerKind.RECOVERY, service_id=house.people.service_id)
    halves = house.db.scalars(select(RecoveryHalf).where(RecoveryHalf.recovery_key_id == key.id)).all()
    theirs = select(RecipientKey.id).where(RecipientKey.owner_id.in_(planted))
    assert len(halves) == 3  # a pair for each two of the three leads
    assert not {one for half in halves for one in (half.key_a, half.key_b)} & set(house.db.scalars(theirs))
