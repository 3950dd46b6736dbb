"""What a lead's own page says of recovery: with whom, by which paper, and what to do where that is nobody."""

import pytest
from sqlalchemy import delete

from app.accounts import certify, keyring, recovery, service, staffing
from app.accounts.backing import Backing, backing
from app.accounts.models import AuditEntry, KeyState, OwnerKind, Role
from app.accounts.staff import staff
from app.db import writing
from tests.app.desk.leads import hold_halves
from tests.app.desk.team import client_for, make_team
from tests.signing_in import service_people, set_up_person


@pytest.fixture
def first(db, keys, now):
    """The first lead of a service, set up and alone; their key waits."""
    service_id = service.add_service(db, keys, "Quay", "020 7946 0001", ["E09000012"], now)
    who = {"role": Role.LEAD, "email": "ada@quay.example", "name": "Ada"}
    lead_id, _ = staffing.invite(db, keys, **who, service_id=service_id, actor_id=None, now=now)
    set_up_person(db, keys, lead_id, now)
    return staff(db, lead_id)


def test_a_first_lead_has_nothing_behind_them_until_a_trustee_is_named(db, keys, now, first):
    assert backing(db, keys, first) == Backing(certified=False)
    (waiting,) = certify.candidates(db, keys, first.id)
    certify.certify(db, keys, first.id, waiting.key_id, "Wren Abel", now)
    assert backing(db, keys, first) == Backing(certified=True, paper=True, trustee="Wren Abel")
    recovery.renew_paper(db, keys, first.id, "Ivo Moss", now)
    assert backing(db, keys, first).trustee == "Ivo Moss"


def test_leads_are_named_to_each_other_and_others_are_told_nothing(db, keys, now):
    people = service_people(db, keys, now)
    one, two, three = (staff(db, lead.id) for lead in people.of(Role.LEAD))
    names = tuple(sorted((two.display_name, three.display_name)))
    assert backing(db, keys, one) == Backing(certified=True, leads=names)
    assert backing(db, keys, staff(db, people.of(Role.IDVA)[0].id)) is None


def test_the_page_says_it_and_what_to_do(db, keys, now, staff_app):
    team = make_team(db, keys, now)
    lead = client_for(staff_app, team, team.lead)
    assert "You hold no half" in lead.get("/staff/account").text
    hold_halves(team, [team.lead])
    page = lead.get("/staff/account").text
    assert "No trustee is named for recovery" in page
    assert 'href="/staff/keys/paper"' in page
    recovery.renew_paper(db, keys, team.lead.id, "Wren <b>Abel</b>", now)
    page = lead.get("/staff/account").text
    assert "with the trustee <bdi>Wren &lt;b&gt;Abel&lt;/b&gt;</bdi>" in page
    assert "If a key is lost" not in client_for(staff_app, team, team.idva).get("/staff/account").text
    with writing(db):
        db.execute(delete(AuditEntry))  # two years later
    assert "No trustee is named" in lead.get("/staff/account").text


def test_a_first_lead_whose_key_waits_is_told_to_ask_a_trustee_in(db, keys, now, staff_app):
    team = make_team(db, keys, now)
    with writing(db):
        row = keyring.certified(db, keys, OwnerKind.STAFF, owner_id=team.lead.id)
        row.state = KeyState.CANDIDATE
        row.mac = keyring.row_mac(keys, row)
    page = client_for(staff_app, team, team.lead).get("/staff/account").text
    assert "a trustee compares these eight words with you" in page
    assert "no trustee has the other half yet" in page
    assert "who did not make or reset your account" not in page
