from datetime import timedelta

from app.accounts import audit, certify, keyring, staffing
from app.accounts.models import Role, StaffState
from app.accounts.staff import staff as person_of
from tests.signing_in import service_people, sign_in


def test_who_is_sealed_to_has_a_certified_key_and_the_leads_hold_recovery(db, keys, now):
    made = service_people(db, keys, now)
    for person in made.everyone:
        assert (keyring.recipient_for(db, keys, person.id) is not None) == (person.role in certify.SEALED_TO)
    assert keyring.recovery_recipient(db, keys, made.service_id)
    assert keyring.pool_recipient(db, keys, made.service_id)
    assert audit.verify(db, keys).holds


def test_making_them_again_changes_nothing(db, keys, now):
    first = service_people(db, keys, now)
    entries = audit.head(db)
    assert service_people(db, keys, now + timedelta(days=1)).everyone[0].entry() == first.everyone[0].entry()
    assert audit.head(db) == entries


def test_somebody_who_was_suspended_or_reset_can_sign_in_as_told_again(db, keys, now, staff):
    made = service_people(db, keys, now)
    lead, (nadia, sam) = made.of(Role.LEAD)[0], made.of(Role.IDVA)
    kept = keyring.recipient_for(db, keys, sam.id)
    staffing.reset(db, keys, nadia.id, lead.id, now)
    staffing.suspend(db, keys, sam.id, lead.id, now)
    service_people(db, keys, now)
    sign_in(staff, nadia)
    assert person_of(db, sam.id).state is StaffState.ACTIVE
    assert keyring.recipient_for(db, keys, sam.id) not in (None, kept)
    assert keyring.recipient_for(db, keys, nadia.id) is not None
