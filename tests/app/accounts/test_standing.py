"""What `beforehand doctor` says of keys."""

from dataclasses import replace
from datetime import timedelta

from app.accounts import service as accounts
from app.accounts import staffing
from app.accounts.models import Role
from safety.at_rest import DataKeys
from tests.signing_in import service_people, set_up_person


def said(db, keys, now) -> dict[str, bool]:
    return {what.split(": ", 1)[-1]: fine for what, fine, _ in accounts.keys_standing(db, keys, now)}


def test_three_certified_leads_stand_well(db, keys, now):
    service_people(db, keys, now)
    told = said(db, keys, now)
    assert all(told.values())
    assert any("was made on" in one for one in told)
    assert not any("no second lead" in one for one in told)


def test_a_key_that_waits_too_long_is_said(db, keys, now):
    people = service_people(db, keys, now)
    idva, lead = people.of(Role.IDVA)[0], people.of(Role.LEAD)[0]
    staffing.reset(db, keys, idva.id, lead.id, now)
    set_up_person(db, keys, idva.id, now)
    waited = "no key has waited over 7 days"
    assert said(db, keys, now + timedelta(days=6))[waited]
    assert not said(db, keys, now + timedelta(days=7))[waited]


def test_a_key_that_nobody_made_anew_for_two_months_is_said(db, keys, now):
    service_people(db, keys, now)
    aged = "no key of a person is older than 60 days"
    assert said(db, keys, now + timedelta(days=60))[aged]
    assert not said(db, keys, now + timedelta(days=61))[aged]


def test_one_lead_alone_and_none_are_said(db, keys, now):
    people = service_people(db, keys, now)
    first, second, third = people.of(Role.LEAD)
    for gone in (third, second):
        staffing.suspend(db, keys, gone.id, first.id, now)
    told = said(db, keys, now)
    assert any("no second lead" in one for one in told)
    assert told["its halves are held by leads who can open them"]
    staffing.suspend(db, keys, first.id, None, now)
    assert not said(db, keys, now)["its halves are held by leads who can open them"]


def test_a_service_without_a_recovery_key_is_told_what_to_do(db, keys, now):
    service_id = staffing.add_service(db, keys, "Elsewhere", "1", ["E09000001"], now)
    assert all(said(db, keys, now).values())
    lead, _ = staffing.invite(
        db, keys, role=Role.LEAD, email="a@b.example", name="A", service_id=service_id, actor_id=None, now=now
    )
    set_up_person(db, keys, lead, now)
    assert not said(db, keys, now)["it has a recovery key"]


def test_another_services_keys_are_told_from_this_databases(db, keys, now):
    service_people(db, keys, now)
    ours = said(db, keys, now)
    other = DataKeys.parse("1:" + "QkJC" * 10 + "QkI=")
    for foreign in (replace(keys, data=other), replace(keys, audit=b"D" * 32)):
        theirs = said(db, foreign, now)
        fits = [one for one in ours if "written under" in one]
        assert len(fits) == 2
        assert all(ours[one] for one in fits)
        assert not all(theirs[one] for one in fits)
