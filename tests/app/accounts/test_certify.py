import pytest

from app.accounts import audit, certify, keyring, staffing
from app.accounts.errors import KeyNotTrusted, NotALead, SecondLeadNeeded, TrusteeNeeded
from app.accounts.models import RecipientKey, Role
from safety.sealing import Recipient
from tests.signing_in import service_people, set_up_person


@pytest.fixture
def people(db, keys, now):
    return service_people(db, keys, now)


@pytest.fixture
def newcomer(db, keys, people, now):
    """An IDVA whom the first lead invited and whose key waits."""
    staff_id, _ = staffing.invite(
        db,
        keys,
        role=Role.IDVA,
        email="new@lantern.example",
        name="New",
        service_id=people.service_id,
        actor_id=people.of(Role.LEAD)[0].id,
        now=now,
    )
    set_up_person(db, keys, staff_id, now)
    return staff_id


def _waiting(db, keys, people):
    (found,) = certify.candidates(db, keys, people.of(Role.LEAD)[1].id)
    return found


def test_nobody_seals_to_a_candidate(db, keys, newcomer):
    assert keyring.recipient_for(db, keys, newcomer) is None


def test_a_second_lead_certifies_after_comparing(db, keys, people, newcomer, now):
    found = _waiting(db, keys, people)
    assert found.words == certify.own_words(db, keys, newcomer)
    assert len(found.words) == 8
    certify.certify(db, keys, people.of(Role.LEAD)[1].id, found.key_id, "", now)
    key = db.get_one(RecipientKey, found.key_id)
    assert keyring.recipient_for(db, keys, newcomer) == Recipient(key.id.bytes, key.public)
    assert [line.action for line in audit.entries(db, newcomer)][-1] == "key certified"


def test_the_lead_who_made_the_account_cannot_certify_its_key(db, keys, people, newcomer, now):
    with pytest.raises(SecondLeadNeeded):
        certify.certify(db, keys, people.of(Role.LEAD)[0].id, _waiting(db, keys, people).key_id, "", now)


def test_the_lead_who_reset_the_account_cannot_certify_its_key(db, keys, people, now):
    first, second, _ = people.of(Role.LEAD)
    idva = people.of(Role.IDVA)[0]
    staffing.reset(db, keys, idva.id, first.id, now)
    set_up_person(db, keys, idva.id, now)
    with pytest.raises(SecondLeadNeeded):
        certify.certify(db, keys, first.id, _waiting(db, keys, people).key_id, "", now)
    certify.certify(db, keys, second.id, _waiting(db, keys, people).key_id, "", now)


def test_only_leads_certify(db, keys, people, newcomer, now):
    for role in (Role.IDVA, Role.ADMIN, Role.MANAGER):
        with pytest.raises(NotALead):
            certify.certify(db, keys, people.of(role)[0].id, _waiting(db, keys, people).key_id, "", now)


def test_a_certified_key_is_not_certified_again(db, keys, people, newcomer, now):
    found = _waiting(db, keys, people)
    certify.certify(db, keys, people.of(Role.LEAD)[1].id, found.key_id, "", now)
    with pytest.raises(KeyNotTrusted):
        certify.certify(db, keys, people.of(Role.LEAD)[2].id, found.key_id, "", now)


def test_with_one_lead_a_trustee_is_named(db, keys, now):
    service_id = staffing.add_service(db, keys, "Elsewhere", "1", ["E09000001"], now)
    lead, _ = staffing.invite(
        db, keys, role=Role.LEAD, email="a@b.example", name="A", service_id=service_id, actor_id=None, now=now
    )
    set_up_person(db, keys, lead, now)
    (own,) = certify.candidates(db, keys, lead)
    with pytest.raises(TrusteeNeeded):
        certify.certify(db, keys, lead, own.key_id, "  ", now)
    certify.certify(db, keys, lead, own.key_id, "Wren", now)
    assert audit.entries(db, lead)[-1].detail == "trustee: Wren"
