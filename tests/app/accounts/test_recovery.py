from itertools import combinations
from uuid import UUID

import pytest
from sqlalchemy import select

from app.accounts import certify, keyring, passwords, recovery, staffing
from app.accounts.models import OwnerKind, RecoveryHalf, Role
from app.accounts.models import Staff as StaffRow
from app.accounts.passwords import wrapping_key
from safety.sealing import open_small, public_of
from tests.signing_in import CHEAP, service_people, set_up_person


def _part(keys, half, sealed, private):
    context = recovery.half_context(half.id)
    return open_small(private, keys.data.open(sealed, context), context)


def _whole(left, right):
    return bytes(a ^ b for a, b in zip(left, right, strict=True))


@pytest.fixture
def people(db, keys, now):
    return service_people(db, keys, now)


def _privates(db, keys, person):
    salt = db.get_one(StaffRow, person.id).kdf_salt
    return keyring.open_all(db, keys, person.id, wrapping_key(person.password, salt))


def _halves(db, keys, service_id):
    key = keyring.certified(db, keys, OwnerKind.RECOVERY, service_id=service_id)
    return key, db.scalars(select(RecoveryHalf).where(RecoveryHalf.recovery_key_id == key.id)).all()


def test_any_two_leads_together_hold_the_recovery_key(db, keys, people):
    key, halves = _halves(db, keys, people.service_id)
    privates = {k: v for lead in people.of(Role.LEAD) for k, v in _privates(db, keys, lead).items()}
    assert len(halves) == len(list(combinations(people.of(Role.LEAD), 2)))
    for half in halves:
        r = _part(keys, half, half.sealed_r, privates[half.key_a.bytes])
        rest = _part(keys, half, half.sealed_rest, privates[half.key_b.bytes])
        assert public_of(_whole(r, rest)) == key.public


def test_nobody_holds_the_private_half_whole(db, keys, people):
    key, _ = _halves(db, keys, people.service_id)
    assert key.sealed_private is None


def test_a_lead_who_leaves_makes_a_new_recovery_key_without_them(db, keys, people, now):
    gone = people.of(Role.LEAD)[2]
    before, _ = _halves(db, keys, people.service_id)
    theirs = {UUID(bytes=key_id) for key_id in _privates(db, keys, gone)}
    staffing.suspend(db, keys, gone.id, people.of(Role.LEAD)[0].id, now)
    after, halves = _halves(db, keys, people.service_id)
    assert after.id != before.id
    assert len(halves) == 1
    assert not theirs & {halves[0].key_a, halves[0].key_b}


def test_one_lead_and_the_paper_hold_the_recovery_key(db, keys, people, now):
    first, second, third = people.of(Role.LEAD)
    assert staffing.suspend(db, keys, third.id, first.id, now) is None
    paper = staffing.suspend(db, keys, second.id, first.id, now)
    key, (half,) = _halves(db, keys, people.service_id)
    r = _part(keys, half, half.sealed_r, _privates(db, keys, first)[half.key_a.bytes])
    assert public_of(_whole(r, recovery.read_printed(paper))) == key.public
    assert half.sealed_rest is None


def test_the_first_lead_of_a_service_gets_a_paper_half(db, keys, now):
    service_id = staffing.add_service(db, keys, "Elsewhere", "1", ["E09000001"], now)
    lead, _ = staffing.invite(
        db, keys, role=Role.LEAD, email="a@b.example", name="A", service_id=service_id, actor_id=None, now=now
    )
    set_up_person(db, keys, lead, now)
    (candidate,) = certify.candidates(db, keys, lead)
    assert keyring.recovery_recipient(db, keys, service_id) is None
    assert certify.certify(db, keys, lead, candidate.key_id, "A trustee", now)
    assert keyring.recovery_recipient(db, keys, service_id)


def test_a_password_key_does_not_open_under_another_password():
    salt = passwords.new_salt(CHEAP)
    blob = passwords.wrap(wrapping_key("one", salt), b"private", b"row")
    assert passwords.unwrap(wrapping_key("one", salt), blob, b"row") == b"private"
    for key, row in ((wrapping_key("two", salt), b"row"), (wrapping_key("one", salt), b"other row")):
        with pytest.raises(passwords.NotOpened):
            passwords.unwrap(key, blob, row)
