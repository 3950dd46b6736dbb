"""Keys of a month: renewed at their owner's own sign-in, and nothing that opened before is shut out."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts import audit, groups, halves, keyring, monthly, recovery, sign_in, staffing
from app.accounts.errors import SignInWrong
from app.accounts.models import GroupShare, OwnerKind, RecoveryHalf, Role, StaffSession
from app.accounts.models import Staff as StaffRow
from app.accounts.passwords import Cost, wrapping_key
from app.accounts.sign_in import Said, check_password
from app.db import writing
from safety.retention import KEY_DAYS
from safety.sealing import public_of, seal_small
from tests.signing_in import CHEAP, service_people

MONTH = timedelta(days=KEY_DAYS)
NEW_PASSWORD = "seven otters under a bridge"


@pytest.fixture
def people(db, keys, now):
    return service_people(db, keys, now)


@pytest.fixture
def lead(people):
    return people.of(Role.LEAD)[0]


@pytest.fixture
def idva(people):
    return people.of(Role.IDVA)[0]


def _enters(db, keys, person, now, cost=CHEAP):
    return check_password(db, keys, Said(person.email, person.password), now, cost).privates


def _key(db, keys, person):
    return keyring.certified(db, keys, OwnerKind.STAFF, owner_id=person.id)


def test_a_key_of_a_month_gives_way_to_a_new_one_and_both_open(db, keys, people, idva, now):
    old = _key(db, keys, idva)
    certified_by = old.certified_by
    before = _enters(db, keys, idva, now + MONTH - timedelta(seconds=1))
    assert before.keys() == {old.id.bytes}
    after = _enters(db, keys, idva, now + MONTH)
    new = _key(db, keys, idva)
    assert after.keys() == {old.id.bytes, new.id.bytes}
    assert keyring.recipient_for(db, keys, idva.id).public == public_of(after[new.id.bytes])
    assert new.certified_by == certified_by
    assert _enters(db, keys, idva, now + MONTH + timedelta(days=1)) == after


def test_the_trail_says_so_and_other_browsers_are_signed_out(db, keys, idva, now):
    with writing(db):
        db.add(StaffSession(id_hash=b"1" * 32, staff_id=idva.id, sealed=b"", created_at=now, seen_at=now))
    _enters(db, keys, idva, now + MONTH)
    assert [line.action for line in audit.entries(db, idva.id)][-1] == "key renewed"
    assert db.scalars(select(StaffSession)).all() == []


def test_a_wrong_password_renews_nothing(db, keys, idva, now):
    old = _key(db, keys, idva).id
    with pytest.raises(SignInWrong):
        check_password(db, keys, Said(idva.email, "another password"), now + MONTH, CHEAP)
    assert _key(db, keys, idva).id == old


def test_a_key_whose_private_half_is_lost_waits_for_a_lead_and_is_not_inherited(db, keys, idva, now):
    old = _key(db, keys, idva).id
    with writing(db):
        keyring.lose(db, [idva.id])
    assert _enters(db, keys, idva, now + MONTH) == {}
    assert _key(db, keys, idva).id == old


def test_what_two_leads_held_together_they_hold_with_their_new_keys_alone(db, keys, people, now):
    first, second, _third = people.of(Role.LEAD)
    olds = {_key(db, keys, one).id for one in (first, second)}
    privates = [_enters(db, keys, one, now + MONTH).items() for one in (first, second)]
    news = [[(one, key) for one, key in held if UUID(bytes=one) not in olds] for held in privates]
    other = keyring.recipient_for(db, keys, second.id)
    passed = halves.pass_halves(db, keys, people.service_id, news[0], other, b"asked")
    whole = halves.join_halves(db, keys, people.service_id, passed, news[1], b"asked")
    now_in_use = keyring.recovery_recipient(db, keys, people.service_id)
    assert now_in_use.public in {public_of(private) for _, private in whole}
    sides = {side for half in db.scalars(select(RecoveryHalf)) for side in (half.key_a, half.key_b)}
    assert not olds & sides


def test_a_paper_half_still_meets_the_half_of_a_lead_who_has_a_new_key(db, keys, people, lead, now):
    _, second, third = people.of(Role.LEAD)
    staffing.suspend(db, keys, third.id, lead.id, now)
    paper = staffing.suspend(db, keys, second.id, lead.id, now)
    old = _key(db, keys, lead).id.bytes
    held = [(one, key) for one, key in _enters(db, keys, lead, now + MONTH).items() if one != old]
    ((_, private),) = halves.join_paper(db, keys, people.service_id, paper, held)
    assert public_of(private) == keyring.recovery_recipient(db, keys, people.service_id).public


def test_who_is_on_duty_opens_with_the_new_key_and_the_duty_key_stays(db, keys, people, idva, now):
    groups.keep_group(db, keys, people.service_id, [idva.id], None, now)
    before = groups.group_recipient(db, keys, people.service_id)
    old = _key(db, keys, idva).id
    held = [(one, key) for one, key in _enters(db, keys, idva, now + MONTH).items() if one != old.bytes]
    ((_, private),) = groups.group_privates(db, keys, held)
    assert public_of(private) == before.public
    assert not groups.keep_group(db, keys, people.service_id, [idva.id], None, now + MONTH)
    assert db.scalars(select(GroupShare).where(GroupShare.member_key == old)).all() == []


def test_a_half_that_does_not_open_stays_as_it_is_and_lets_its_lead_in(db, keys, people, lead, now):
    old = _key(db, keys, lead)
    half = db.scalars(select(RecoveryHalf).where(RecoveryHalf.key_a == old.id)).first()
    context = recovery.half_context(half.id)
    with writing(db):
        half.sealed_r = keys.data.seal(seal_small(old.public, b"x" * 32, b"another's"), context)
    broken, sealed = half.id, half.sealed_r
    assert len(_enters(db, keys, lead, now + MONTH)) == 2
    kept = db.get_one(RecoveryHalf, broken, populate_existing=True)
    assert (kept.key_a, kept.sealed_r) == (old.id, sealed)


def test_recovery_is_made_anew_each_month_where_two_leads_hold_it_and_never_where_a_paper_does(
    db, keys, people, lead, now
):
    first = keyring.recovery_recipient(db, keys, people.service_id)
    assert monthly.renew_recovery(db, keys, now + MONTH - timedelta(seconds=1)) == 0
    assert monthly.renew_recovery(db, keys, now + MONTH) == 1
    second = keyring.recovery_recipient(db, keys, people.service_id)
    assert first.key_id != second.key_id
    _, other, third = people.of(Role.LEAD)
    for gone in (other, third):
        staffing.suspend(db, keys, gone.id, lead.id, now + MONTH)
    paper = keyring.recovery_recipient(db, keys, people.service_id)
    assert monthly.renew_recovery(db, keys, now + 3 * MONTH) == 0
    assert keyring.recovery_recipient(db, keys, people.service_id) == paper


def test_a_password_changed_while_a_key_is_renewed_shuts_nobody_out(db, engine, keys, idva, now):
    """Whichever of two browsers is last, every private half lies under the password that counts."""
    seen_before, old = db.get_one(StaffRow, idva.id), _key(db, keys, idva).id
    opens = wrapping_key(idva.password, seen_before.kdf_salt)
    held = keyring.open_all(db, keys, idva.id, opens)
    db.commit()
    with Session(engine, expire_on_commit=False) as other:
        sign_in.change_password(other, keys, idva.id, idva.password, NEW_PASSWORD, now + MONTH, CHEAP)
    assert monthly.renew(db, keys, idva.id, opens, held, now + MONTH) == held
    assert _key(db, keys, idva).id == old
    changed = Said(idva.email, NEW_PASSWORD)
    after = check_password(db, keys, changed, now + MONTH, CHEAP).privates
    assert held.items() < after.items()


def test_a_key_that_was_made_meanwhile_goes_under_a_dearer_password_too(db, keys, idva, now):
    """The cost rises and a month is over at one sign-in: both keys open at the next."""
    dear = Cost(memory_kib=16)
    first = _enters(db, keys, idva, now + MONTH, dear)
    assert len(first) == 2
    assert _enters(db, keys, idva, now + MONTH, dear) == first


def test_two_browsers_at_one_moment_both_hold_the_new_key(db, engine, keys, people, idva, now):
    """The one that is last opened its keys before the other made a new one."""
    groups.keep_group(db, keys, people.service_id, [idva.id], None, now)
    opens = wrapping_key(idva.password, db.get_one(StaffRow, idva.id).kdf_salt)
    held = keyring.open_all(db, keys, idva.id, opens)
    db.commit()
    with Session(engine, expire_on_commit=False) as other:
        first = _enters(other, keys, idva, now + MONTH)
    last = monthly.renew(db, keys, idva.id, opens, held, now + MONTH)
    assert last == first
    assert len(last) == 2
    assert len(groups.group_privates(db, keys, last.items())) == 1
    assert [line.action for line in audit.entries(db, idva.id)].count("key renewed") == 1
