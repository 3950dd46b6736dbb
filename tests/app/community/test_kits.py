"""Kits: a link per language, changed, ended and taken back, by nobody but whose they are."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.community import errors, kits, organisations
from app.entry import service as entry
from app.inbox import service as inbox
from tests.app.community.conftest import CIRCLE, PLAN, POOL, make_circle, member_of

DAY = timedelta(days=1)
ONE = replace(PLAN, languages=("en",))
BARE = replace(PLAN, languages=())


def step(circle, how, kit, link, viewer=None):
    team = circle.team
    how(team.db, team.keys, POOL, viewer or circle.viewer, kit.id, link.id, team.now)


def opens(circle, link, code):
    """Whether a code opens this address."""
    found = entry.find(circle.team.db, circle.team.keys, link.token, link.looks, circle.team.now)
    return entry.unlock(found, code) is not None


def test_a_kit_has_a_link_and_a_code_for_each_language(circle):
    kit = circle.make()
    arabic, english = kit.open
    assert [one.looks for one in kit.open] == [
        entry.Looks("list", "en", "ar"),
        entry.Looks("list", "en", "en"),
    ]
    assert arabic.token != english.token
    assert opens(circle, arabic, arabic.code)
    assert not opens(circle, arabic, english.code)


def test_a_kit_may_speak_its_own_language_on_the_everyday_app_too(circle):
    kit = circle.make(replace(PLAN, own_cover=True))
    assert [one.looks.cover_locale for one in kit.open] == ["ar", "en"]


def test_another_address_ends_the_one_before_and_can_be_taken_back(circle):
    kit = circle.make()
    old = kit.link("ar")
    step(circle, kits.rotate, kit, old)
    new = circle.kit(kit.id).link("ar")
    assert new.token != old.token
    assert not opens(circle, old, old.code)
    assert opens(circle, new, new.code)
    [back] = circle.kit(kit.id).returnable
    step(circle, kits.take_back, kit, back)
    assert circle.kit(kit.id).link("ar").token == old.token
    assert opens(circle, old, old.code)
    assert not opens(circle, new, new.code)
    assert circle.kit(kit.id).link("en") == kit.link("en")


def test_what_was_ended_can_be_taken_back_until_it_is_forgotten(circle):
    kit, team = circle.make(ONE), circle.team
    step(circle, kits.end_link, kit, kit.link("en"))
    assert circle.kit(kit.id).link("en") is None
    inbox.purge(team.db, team.now + 27 * DAY)
    assert circle.kit(kit.id).before("en").token == kit.link("en").token
    inbox.purge(team.db, team.now + 29 * DAY)
    assert circle.kit(kit.id).before("en") is None


def test_a_language_that_is_missing_is_added_once(circle):
    kit, team = circle.make(ONE), circle.team
    kits.add_language(team.db, team.keys, POOL, circle.viewer, kit.id, "ar", team.now)
    assert [one.looks.form_locale for one in circle.kit(kit.id).open] == ["ar", "en"]
    with pytest.raises(errors.KitChanged):
        kits.add_language(team.db, team.keys, POOL, circle.viewer, kit.id, "ar", team.now)


@pytest.mark.parametrize("how", [kits.rotate, kits.end_link, kits.take_back])
def test_a_step_that_is_sent_twice_or_is_about_another_kit_changes_nothing(circle, how):
    kit, other = circle.make(ONE), circle.make(BARE)
    if how is kits.take_back:
        step(circle, kits.end_link, kit, kit.link("en"))
    step(circle, how, kit, kit.link("en"))
    after = circle.kit(kit.id)
    with pytest.raises(errors.KitChanged):
        step(circle, how, kit, kit.link("en"))
    with pytest.raises(errors.KitChanged):
        step(circle, how, other, after.links[0])
    assert circle.kit(kit.id) == after
    assert circle.kit(other.id) == other


def test_nobody_reaches_a_kit_of_another_organisation_or_another_service(circle, db, keys, now):
    kit, team = circle.make(ONE), circle.team
    made = organisations.make_organisation(db, keys, team.lead, replace(CIRCLE, name="Other"), now)
    beside = organisations.viewer(db, member_of(team, made), now)
    far = make_circle(db, keys, now)
    for viewer in (beside, far.viewer, far.lead):
        assert kits.kits_of(db, keys, POOL, viewer, now).kits == ()
        with pytest.raises(errors.NoSuchKit):
            circle.kit(kit.id, viewer)
        for how in (kits.rotate, kits.end_link, kits.take_back):
            with pytest.raises(errors.NoSuchKit):
                step(circle, how, kit, kit.link("en"), viewer)
    assert circle.kit(kit.id) == kit


def test_a_lead_sees_and_makes_kits_for_an_organisation_with_and_without_an_account(circle):
    own = circle.make(replace(BARE, organisation_id=circle.organisation_id), circle.lead)
    bare = circle.make(replace(BARE, name="The library"), circle.lead)
    team = circle.team
    seen = [one.id for one in kits.kits_of(team.db, team.keys, POOL, circle.viewer, team.now).kits]
    assert seen == [own.id]
    every = {one.id for one in kits.kits_of(team.db, team.keys, POOL, circle.lead, team.now).kits}
    assert every == {own.id, bare.id}


def test_a_member_makes_kits_for_their_own_organisation_whatever_was_asked(circle, db, keys, now):
    made = organisations.make_organisation(db, keys, circle.team.lead, replace(CIRCLE, name="Other"), now)
    kit = circle.make(replace(BARE, organisation_id=made))
    assert kit.plan.organisation_id == circle.organisation_id


def test_a_lead_makes_none_for_another_services_organisation(circle, db, keys, now):
    far = make_circle(db, keys, now)
    with pytest.raises(errors.NoSuchOrganisation):
        circle.make(replace(PLAN, organisation_id=far.organisation_id), circle.lead)
    assert kits.kits_of(db, keys, POOL, circle.lead, now).kits == ()


def test_without_a_rota_nothing_is_made(db, keys, now):
    from tests.app.desk.team import make_team

    lead = organisations.Viewer(make_team(db, keys, now).lead)
    with pytest.raises(errors.NotReady):
        kits.make_kit(db, keys, POOL, lead, PLAN, now)
    assert kits.kits_of(db, keys, POOL, lead, now).kits == ()


def test_more_links_than_we_can_look_after_are_refused_and_nothing_is_made(circle, monkeypatch):
    monkeypatch.setattr(kits, "MOST_LINKS", 1)
    circle.make(ONE)
    with pytest.raises(errors.TooMany):
        circle.make(ONE)
    team = circle.team
    assert len(kits.kits_of(team.db, team.keys, POOL, circle.viewer, team.now).kits) == 1


def test_addresses_are_not_changed_without_end(circle, monkeypatch):
    kit = circle.make(ONE)
    step(circle, kits.rotate, kit, kit.link("en"))
    monkeypatch.setattr(kits, "MOST_KEPT", 2)
    changed = circle.kit(kit.id)
    with pytest.raises(errors.TooMany):
        step(circle, kits.rotate, kit, changed.link("en"))
    assert circle.kit(kit.id) == changed


def test_kits_come_in_pages_and_each_stands_on_one(circle, monkeypatch):
    monkeypatch.setattr(kits, "PAGE", 2)
    made = {circle.make(replace(BARE, name=f"Kit {at}")).id for at in range(5)}
    team = circle.team
    shelves = [kits.kits_of(team.db, team.keys, POOL, circle.viewer, team.now, at) for at in (1, 2, 3)]
    assert [one.more for one in shelves] == [True, True, False]
    assert sorted(kit.id for one in shelves for kit in one.kits) == sorted(made)


def test_a_kit_goes_once_none_of_its_links_is_kept_and_never_on_its_first_day(circle):
    kit, team = circle.make(ONE), circle.team
    for link in kit.open:
        step(circle, kits.end_link, kit, link)
    inbox.purge(team.db, team.now + 29 * DAY)
    kept = inbox.kit_ids(team.db)
    assert kits.forget(team.db, kept, team.now) == 0
    assert kits.forget(team.db, kept, team.now + 29 * DAY) == 1
    with pytest.raises(errors.NoSuchKit):
        circle.kit(kit.id)


def test_a_kit_stays_while_a_link_of_it_is_kept(circle):
    kit, team = circle.make(ONE), circle.team
    assert kits.forget(team.db, inbox.kit_ids(team.db), team.now + DAY) == 0
    assert circle.kit(kit.id) == kit
