"""Organisations: a lead's own, with access for a year at a time, and people who belong to one of them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.accounts import service as accounts
from app.community import errors, organisations
from tests.app.community.conftest import CIRCLE, PLAN, make_circle, member_of

YEAR = timedelta(days=365)
BARE = replace(PLAN, languages=())


def test_access_lasts_a_year_and_is_renewed_with_everything_as_it_was(circle, db, keys, now):
    kit, later = circle.make(BARE), now + YEAR
    assert organisations.viewer(db, circle.member, later - timedelta(minutes=1))
    with pytest.raises(errors.AccessEnded):
        organisations.viewer(db, circle.member, later)
    organisations.renew(db, keys, circle.team.lead, circle.organisation_id, later)
    assert organisations.viewer(db, circle.member, later + YEAR - timedelta(days=1))
    assert circle.kit(kit.id) == kit


def test_a_lead_is_shown_for_a_month_that_it_ends_soon(circle, db, now):
    one = organisations.organisation(db, circle.team.service_id, circle.organisation_id)
    days = [now + YEAR - timedelta(days=left) for left in (31, 30, 1, 0)]
    assert [one.ends_soon(day) for day in days] == [False, True, True, False]


def test_a_lead_ends_it_and_its_kits_go_on(circle, db, keys, now):
    kit = circle.make(BARE)
    organisations.end(db, keys, circle.team.lead, circle.organisation_id, now)
    with pytest.raises(errors.AccessEnded):
        organisations.viewer(db, circle.member, now)
    assert circle.kit(kit.id, circle.lead).open == kit.open


def test_a_name_stands_once_in_a_service_and_again_in_another(circle, db, keys, now):
    name = CIRCLE.name
    for same in (
        name,
        name.upper(),
        f"  {name.replace(' ', '')}. ",
        name.replace("e", "é").replace("a", "а"),
    ):
        with pytest.raises(errors.OrganisationNamed):
            organisations.make_organisation(db, keys, circle.team.lead, replace(CIRCLE, name=same), now)
    assert len(organisations.organisations(db, circle.team.service_id)) == 1
    assert make_circle(db, keys, now).organisation_id


def test_another_services_lead_changes_ends_and_fills_nothing(circle, db, keys, now):
    far, whose = make_circle(db, keys, now), circle.organisation_id
    before = organisations.organisation(db, circle.team.service_id, whose)
    for refused in (
        lambda by: organisations.change_organisation(db, keys, by, whose, replace(CIRCLE, name="Ours"), now),
        lambda by: organisations.renew(db, keys, by, whose, now),
        lambda by: organisations.end(db, keys, by, whose, now),
        lambda by: organisations.invite_member(db, keys, by, whose, "Far", "far@example.org", now),
        lambda by: organisations.take_in(db, keys, by, whose, far.member.id, now),
    ):
        with pytest.raises(errors.NoSuchOrganisation):
            refused(far.team.lead)
    assert organisations.organisation(db, circle.team.service_id, whose) == before
    assert organisations.members(db, circle.team.service_id, whose) == [circle.member]


def test_somebody_invited_has_the_role_and_belongs_to_it(circle, db, keys, now):
    by = circle.team.lead
    member, made = organisations.invite_member(
        db, keys, by, circle.organisation_id, "Sahra", "sahra@example.org", now
    )
    people = organisations.members(db, circle.team.service_id, circle.organisation_id)
    assert [one.display_name for one in people] == ["Hodan", "Sahra"]
    assert {one.role for one in people} == {accounts.Role.COMMUNITY}
    assert member in {one.id for one in people}
    assert (len(made.number), made.number.isdecimal()) == (6, True)
    with pytest.raises(accounts.NameTaken):
        organisations.invite_member(db, keys, by, circle.organisation_id, "Again", "sahra@example.org", now)


def test_nobody_else_belongs_to_one_and_nobody_to_two(circle, db, keys, now):
    team, other = circle.team, replace(CIRCLE, name="Other")
    second = organisations.make_organisation(db, keys, team.lead, other, now)
    far = make_circle(db, keys, now)
    loose = member_of(far.team, None)
    for who in (team.idva, team.lead, circle.member, loose):
        with pytest.raises(errors.NotOfCommunity):
            organisations.take_in(db, keys, team.lead, second, who.id, now)
    assert organisations.members(db, team.service_id, second) == []


def test_somebody_of_no_organisation_sees_nothing(circle, db, keys, now):
    loose = member_of(circle.team, None)
    assert organisations.unplaced(db, circle.team.service_id) == [loose]
    for who in (loose, circle.team.idva, circle.team.translator):
        with pytest.raises(errors.NoOrganisation):
            organisations.viewer(db, who, now)
