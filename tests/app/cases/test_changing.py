"""Cover and conflicts of a case that has its link already."""

from datetime import timedelta

import pytest

from app.accounts import service as accounts
from app.cases import service as cases
from app.cases.changing import Around, change_people
from app.cases.drafts import CaseChanged, NotYours
from app.cases.opening import CoverMissing
from app.desk import service as desk
from app.entry import service as entry
from tests.app.desk.team import Team, client_for


def change(team: Team, case_id, cover, *barred, by=None) -> None:
    version = cases.get(team.db, case_id).version
    around = Around(cover.id, frozenset(one.id for one in barred), frozenset())
    change_people(team.db, case_id, version, around, team.by(by))


def test_a_conflicted_cover_is_refused_at_once_and_no_longer_sealed_to(team: Team) -> None:
    case_id, link = team.open()
    entry.settle_code(team.db, link.link_id)
    team.send(link)
    until = team.now + timedelta(days=1)
    desk.record_cover(team.db, team.keys, case_id, desk.Why.SICK, until, team.other, team.now)
    change(team, case_id, team.lead, team.other)
    with pytest.raises(NotYours):
        desk.open_views(team.db, team.keys, case_id, team.reader(team.other), team.now)
    assert entry.turn_epoch(team.db) == 1
    sealed_to = entry.facts_of(team.keys, entry.by_id(team.db, link.link_id)).recipients
    assert sealed_to[1] == accounts.recipient_for(team.db, team.keys, team.lead.id)
    assert accounts.recipient_for(team.db, team.keys, team.other.id) not in sealed_to
    assert accounts.audit.entries(team.db, case_id)[-1].action == "cover and conflicts changed"


def test_a_colleague_who_must_not_see_it_never_covers_and_then_nothing_changed(team: Team) -> None:
    case_id, _ = team.open()
    with pytest.raises(CoverMissing):
        change(team, case_id, team.lead, team.lead)
    assert cases.conflicts_of(team.db, case_id) == frozenset()
    assert cases.get_bound(team.db, team.keys, case_id).cover_id == team.other.id


def test_only_her_idva_changes_it_and_in_one_window_at_a_time(team: Team) -> None:
    case_id, _ = team.open()
    with pytest.raises(NotYours):
        change(team, case_id, team.lead, by=team.other)
    around = Around(team.lead.id, frozenset(), frozenset())
    with pytest.raises(CaseChanged):
        change_people(team.db, case_id, 1, around, team.by())


def test_it_is_changed_on_a_page_that_the_case_leads_to(staff_app, team: Team) -> None:
    staff_app.config["WTF_CSRF_ENABLED"] = False
    case_id, _ = team.open()
    client, address = client_for(staff_app, team, team.idva), f"/staff/cases/{case_id}/people"
    assert address in client.get(f"/staff/cases/{case_id}").text
    shown = client.get(address).text
    assert f'selected value="{team.other.id}"' in shown
    version = str(cases.get(team.db, case_id).version)
    both = {"version": version, "cover_id": str(team.other.id), "conflicts": str(team.other.id)}
    assert "also among those" in client.post(address, data=both).text
    assert client.post(address, data=both | {"cover_id": str(team.lead.id)}).status_code == 302
    assert "Must not see it" in client.get(f"/staff/cases/{case_id}").text
    assert client_for(staff_app, team, team.other).get(f"/staff/cases/{case_id}").status_code == 403
