"""What came over community links when everybody of that rota lost their key: two leads give it to the duty of
today, or one lead and the paper; nobody else reads by it, and neither lead does.
"""

from datetime import timedelta
from uuid import UUID

import pytest

from app.accounts import keyring, recovery, staffing
from app.accounts import service as accounts
from app.accounts.errors import NotALead
from app.accounts.halves import RecoveryBroken
from app.accounts.models import GroupShare, OwnerKind
from app.db import writing
from app.desk import recovering, recovery_asked
from app.desk import service as desk
from app.desk.models import Recovery
from app.desk.restoring import CannotRecover
from app.inbox import recovering as given_back
from app.inbox import rota, service
from app.inbox.models import What
from app.voice import service as voice
from safety import sealing
from tests.app.desk.leads import Leads, hold_halves
from tests.app.desk.team import make_team
from tests.app.inbox.conftest import Duty, rota_for
from tests.app.inbox.lost import WAY, accept, all_lose, ask, newcomer, opens, pages_follow, put, read, wanted


def test_two_leads_give_what_waits_to_whoever_is_on_duty_now(duty: Duty, leads: Leads) -> None:
    team, first, second = duty.team, duty.arrives(), duty.arrives()
    all_lose(duty)
    assert (read(duty, first), read(duty, first, team.other)) == ([], [])
    asked = ask(leads)
    assert read(duty, first) == []
    given = accept(leads, asked)
    assert (given.things, given.whole, given.left_out) == (2, 2, 0)
    for who in (team.idva, team.other):
        assert (read(duty, first, who), read(duty, second, who)) == (["Amal"], ["Amal"])
    assert team.db.get(Recovery, asked).sealed is None
    trail = [(line.action, line.actor_id) for line in accounts.entries(team.db, first)]
    by = [one.id for one in leads.all]
    told = [("recovery asked", by[0]), ("recovery accepted", by[1]), ("given by recovery", by[1])]
    assert [one for one in trail if "recover" in one[0]] == told
    about = [line.action for line in accounts.entries(team.db, team.service_id)]
    assert about[-3:] == ["recovery asked", "recovery accepted", "recovered"]
    with pytest.raises(given_back.NothingLost):
        ask(leads)


def test_it_can_be_matched_then_like_anything_that_came(duty: Duty, leads: Leads) -> None:
    team, sitting = duty.team, duty.arrives()
    all_lose(duty)
    accept(leads, ask(leads))
    case_id, _ = team.open()
    assert read(duty, sitting, team.other) == ["Amal"]
    matched = service.Decision(What.MATCHED, "H-2030-014")
    service.decide(team.db, team.keys, sitting, matched, team.reader(team.other), team.now)
    [one] = desk.open_views(team.db, team.keys, case_id, team.reader(), team.now).sittings
    assert one.shown.answer("known").text == "Amal"


def test_no_lead_reads_by_it_and_no_key_of_theirs_is_sealed_to(duty: Duty, leads: Leads) -> None:
    team, sitting = duty.team, duty.arrives()
    all_lose(duty)
    accept(leads, ask(leads))
    [send] = voice.sends_of(team.db, team.keys, duty.link_id, sitting)
    named = sealing.parse(send.envelope).key_ids()
    for lead in leads.all:
        assert accounts.recipient_for(team.db, team.keys, lead.id).key_id not in named
        assert accounts.group_privates(team.db, team.keys, team.privates[lead.id]) == []
        with pytest.raises(rota.NotOnRota):
            read(duty, sitting, lead)


def test_somebody_put_on_the_rota_in_between_gets_nothing_by_it(duty: Duty, leads: Leads) -> None:
    """One lead alone makes the rota: it must not become a way to choose the reader after the other looked."""
    team, sitting = duty.team, duty.arrives()
    all_lose(duty)
    asked = ask(leads)
    mal = newcomer(duty)
    days = (mal.id, *rota_for(team).days[1:])
    rota.save_rota(team.db, team.keys, rota.Rota(days, "16:00", "020"), leads.all[0], team.now)
    with pytest.raises(recovery_asked.ReaderChanged):
        accept(leads, asked)
    assert read(duty, sitting, mal) == []


def test_only_the_other_lead_answers_and_only_this_way(duty: Duty, leads: Leads) -> None:
    team, sitting = duty.team, duty.arrives()
    all_lose(duty)
    asked = ask(leads)
    with pytest.raises(CannotRecover):
        accept(leads, asked, way=recovering.CASES)
    for other in (leads.first, team.reader(leads.all[2]), team.reader()):
        with pytest.raises(desk.cases.NotYours):
            accept(leads, asked, other)
    with pytest.raises(CannotRecover):
        recovering.ask(team.db, team.keys, wanted(leads.all[1]), team.reader(leads.all[2]), team.now)
    assert read(duty, sitting) == []


@pytest.mark.parametrize("changed", ["to_id", "asked_at", "reader_id", "service_id"])
def test_a_request_that_was_changed_by_hand_opens_nothing(duty: Duty, leads: Leads, changed: str) -> None:
    team, sitting = duty.team, duty.arrives()
    all_lose(duty)
    row = team.db.get(Recovery, ask(leads))
    to = {"to_id": leads.all[2].id, "asked_at": team.now + timedelta(hours=1), "reader_id": team.idva.id}
    to["service_id"] = make_team(team.db, team.keys, team.now).service_id
    with writing(team.db):
        setattr(row, changed, to[changed])
    with pytest.raises((recovery_asked.RecoveryOver, NotALead)):
        accept(leads, row.id, team.reader(leads.all[2]) if changed == "to_id" else None)
    assert read(duty, sitting) == []


def test_of_another_service_nothing_is_found_or_given(duty: Duty, leads: Leads) -> None:
    """Even where its lead's own request names what came here."""
    team, sitting = duty.team, duty.arrives()
    all_lose(duty)
    far = make_team(team.db, team.keys, team.now)
    rota.save_rota(far.db, far.keys, rota_for(far), far.lead, far.now)
    opens(far, far.idva, far.other)
    with pytest.raises(given_back.NothingLost):
        given_back.find(far.db, far.keys, far.lead, wanted(far.lead), far.now)
    duty_key = accounts.group_recipient(far.db, far.keys, far.service_id).key_id
    said = recovery_asked.Said((sitting,), duty_key, {})
    deed = desk.Deed(far.service_id, far.lead.id, None, frozenset())
    with pytest.raises(given_back.NothingLost):
        given_back.give(far.db, far.keys, said, deed, [], far.now)


def test_what_was_decided_since_is_left_out_and_said(duty: Duty, leads: Leads) -> None:
    team, first, second = duty.team, duty.arrives(), duty.arrives()
    all_lose(duty)
    asked = ask(leads)
    read(duty, first)
    duplicate = service.Decision(What.DUPLICATE)
    service.decide(team.db, team.keys, first, duplicate, team.reader(), team.now)
    given = accept(leads, asked)
    assert (given.things, given.whole, given.left_out) == (1, 1, 1)
    assert (read(duty, first), read(duty, second)) == ([], ["Amal"])


def test_with_nobody_on_the_rota_who_has_a_key_nothing_is_asked(duty: Duty, leads: Leads) -> None:
    team = duty.team
    duty.arrives()
    keyring.lose(team.db, [team.idva.id, team.other.id])
    with pytest.raises(given_back.NobodyOpens):
        ask(leads)
    assert team.db.query(Recovery).count() == 0


def test_a_lead_suspended_in_between_takes_the_request_with_them(duty: Duty, leads: Leads) -> None:
    team, sitting = duty.team, duty.arrives()
    all_lose(duty)
    asked = ask(leads)
    staffing.suspend(team.db, team.keys, leads.all[0].id, leads.all[2].id, team.now)
    with pytest.raises(NotALead):
        accept(leads, asked)
    assert read(duty, sitting) == []


def test_one_lead_and_the_paper_do_the_same_and_another_paper_does_not(duty: Duty) -> None:
    team = duty.team
    paper = hold_halves(team, [team.lead])
    pages_follow(duty)
    sitting = duty.arrives()
    all_lose(duty)
    said = wanted(team.lead)
    other = accounts.OtherPaper
    for letters, no in ((recovery.print_half(bytes(32)), other), (paper[:-6], recovery.PaperMistyped)):
        with pytest.raises(no):
            recovering.with_paper(
                team.db, team.keys, said, letters, "T", team.reader(team.lead), team.now, WAY
            )
    assert read(duty, sitting) == []
    recovering.with_paper(team.db, team.keys, said, paper, "T", team.reader(team.lead), team.now, WAY)
    assert read(duty, sitting) == ["Amal"]


def test_neither_half_alone_opens_it_while_it_waits(duty: Duty, leads: Leads) -> None:
    team = duty.team
    duty.arrives()
    all_lose(duty)
    row = team.db.get(Recovery, ask(leads))
    halves = recovery_asked.said_by(team.keys, row).halves
    for lead in (leads.all[0], leads.all[2]):
        with pytest.raises(RecoveryBroken):
            accounts.join_halves(
                team.db,
                team.keys,
                team.service_id,
                halves,
                team.privates[lead.id],
                recovery_asked.context(row),
            )


def test_the_second_lead_is_shown_all_who_hold_the_key_whatever_the_rota_says(
    duty: Duty, leads: Leads
) -> None:
    """With a row of it changed between asking and looking, nothing is given."""
    team, sitting = duty.team, duty.arrives()
    all_lose(duty)
    mal, honest = newcomer(duty), rota_for(team)
    with_mal = rota.Rota((mal.id, *honest.days[1:]), honest.reads_by, honest.route)
    rota.save_rota(team.db, team.keys, with_mal, team.lead, team.now)
    asked = ask(leads)
    put(duty, honest.days[0])
    for hidden in (False, True):
        if hidden:
            keyring.lose(team.db, [mal.id])
        said = recovery_asked.said_by(team.keys, team.db.get(Recovery, asked))
        came = given_back.shown(team.db, team.keys, team.service_id, said)
        assert (mal.display_name in came.readers, came.stands) == (True, False)
        with pytest.raises(given_back.RotaDiffers):
            accept(leads, asked)
    put(duty, mal.id)
    assert read(duty, sitting, mal) == []
    duty_key = accounts.group_recipient(team.db, team.keys, team.service_id).key_id
    [line] = accounts.entries(team.db, UUID(bytes=duty_key))
    names = sorted(one.display_name for one in (team.idva, team.other, mal))
    assert line.detail == f"people: 3 ({', '.join(names)})"


def test_a_damaged_share_of_an_older_duty_key_leaves_the_inbox_open(duty: Duty) -> None:
    team, before = duty.team, duty.arrives()
    old = accounts.group_recipient(team.db, team.keys, team.service_id)
    days = (newcomer(duty).id, *rota_for(team).days[1:])
    rota.save_rota(team.db, team.keys, rota.Rota(days, "16:00", "020"), team.lead, team.now)
    pages_follow(duty)
    sitting = duty.arrives()
    mine = keyring.certified(team.db, team.keys, OwnerKind.STAFF, owner_id=team.idva.id)
    with writing(team.db):
        row = team.db.get(GroupShare, (UUID(bytes=old.key_id), mine.id))
        row.sealed = row.sealed[:-1] + bytes([row.sealed[-1] ^ 1])
    assert (read(duty, sitting), read(duty, before)) == (["Amal"], [])
