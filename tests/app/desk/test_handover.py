"""A case goes to another IDVA by adding a recipient; whoever must not see it is kept from it."""

from datetime import timedelta

import pytest
from flask import Flask

from app.accounts import service as accounts
from app.cases import service as cases
from app.desk import caseload, handover, handover_news, late, wording
from app.desk.handover import CannotTake, HandOverBroken, OfferStands
from app.desk.models import HandOver, Step
from app.desk.service import CoverNotRecorded, Why, end_cover, open_views, record_cover
from app.desk.things import sealed_things
from app.desk.wording import Wording
from app.entry import service as entry
from tests.app.desk.team import Team, client_for, make_team


def offered(team: Team, case_id, to=None) -> HandOver:
    handover.offer(team.db, team.keys, case_id, (to or team.other).id, team.reader(), team.now)
    row = handover.on_offer(team.db, case_id)
    assert row is not None
    return row


def take(team: Team, row: HandOver, who, reader, **taking):
    said = cases.Taking(**({"cover_id": team.lead.id} | taking))
    return handover.accept(team.db, team.keys, row.id, said, reader, team.now)


def key_ids(team: Team, case_id) -> list[set[bytes]]:
    return [set(thing.envelope.key_ids()) for thing in sealed_things(team.db, team.keys, case_id)]


def test_until_it_is_accepted_an_offer_lets_nobody_read(team: Team) -> None:
    case_id, link = team.open(cover_id=team.lead.id)
    team.send(link)
    before = key_ids(team, case_id)
    offered(team, case_id)
    assert key_ids(team, case_id) == before
    with pytest.raises(cases.NotYours):
        open_views(team.db, team.keys, case_id, team.reader(team.other), team.now)


def test_accepted_it_is_theirs_alone_and_the_content_was_not_sealed_again(team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    of = open_views(team.db, team.keys, case_id, team.reader(), team.now).sittings[0].shown.send_id.hex
    told = Wording(say={"want": "Locks."}, of=of)
    wording.keep(team.db, team.keys, case_id, 0, told, team.idva, team.now)
    before = {thing.name: thing.envelope.ciphertext for thing in sealed_things(team.db, team.keys, case_id)}
    row = offered(team, case_id)
    take(team, row, team.other, team.reader(team.other))
    after = {thing.name: thing.envelope.ciphertext for thing in sealed_things(team.db, team.keys, case_id)}
    assert after == before
    opened = open_views(team.db, team.keys, case_id, team.reader(team.other), team.now)
    assert opened.sittings[0].shown.answer("want").text == "I want a door that locks."
    kept = wording.read(team.db, team.keys, case_id, team.reader(team.other).privates)
    assert kept.wording.say == {"want": "Locks."}
    old = accounts.recipient_for(team.db, team.keys, team.idva.id)
    assert all(old.key_id not in ids for ids in key_ids(team, case_id))
    with pytest.raises(cases.NotYours):
        open_views(team.db, team.keys, case_id, team.reader(), team.now)
    actions = [line.action for line in accounts.audit.entries(team.db, case_id)]
    assert [one for one in actions if "hand" in one or "taken" in one] == [
        "hand-over offered",
        "hand-over opened",
        "case taken over",
    ]
    assert accounts.audit.verify(team.db, team.keys).holds


def test_what_a_former_idva_agreed_with_her_lets_nobody_reach_her(
    team: Team,
) -> None:
    case_id, _ = team.open(contact=cases.Contact(cases.How.SPEAKING))
    assert cases.may_contact(team.db, team.keys, cases.get(team.db, case_id), team.now)
    handover.offer(team.db, team.keys, case_id, team.other.id, team.reader(), team.now)
    offer_id = handover.on_offer(team.db, case_id).id
    taking = cases.Taking(team.idva.id)
    handover.accept(team.db, team.keys, offer_id, taking, team.reader(team.other), team.now)
    row = caseload.row_of(team.db, team.keys, team.other, case_id, team.now)
    assert (row.stands, row.former) == (False, True)
    assert not cases.may_contact(team.db, team.keys, cases.get(team.db, case_id), team.now)
    cases.agree_contact(team.db, case_id, cases.Contact(cases.How.SPEAKING), team.by(team.other))
    row = caseload.row_of(team.db, team.keys, team.other, case_id, team.now)
    assert (row.stands, row.former) == (True, False)


def test_it_goes_to_another_service_with_that_services_recovery_and_meeting(team: Team) -> None:
    far = make_team(team.db, team.keys, team.now)
    case_id, link = team.open()
    team.send(link)
    row = offered(team, case_id, far.idva)
    reader = far.reader()
    with pytest.raises(cases.NotYours):
        take(team, row, team.other, team.reader(team.other))
    from app.cases.refusals import MeetingMissing

    with pytest.raises(MeetingMissing):
        take(far, row, far.idva, reader, cover_id=far.other.id)
    take(far, row, far.idva, reader, cover_id=far.other.id, meeting_id=far.meeting_id)
    case = cases.get_bound(team.db, team.keys, case_id)
    assert (case.service_id, case.idva_id, case.meeting_id) == (far.service_id, far.idva.id, far.meeting_id)
    recovery = accounts.recovery_recipient(team.db, team.keys, far.service_id)
    owner, cover = (accounts.recipient_for(team.db, team.keys, one.id) for one in (far.idva, far.other))
    assert key_ids(team, case_id) == [{owner.key_id, cover.key_id, recovery.key_id}]
    ahead = entry.facts_ahead(team.keys, entry.by_id(team.db, link.link_id))
    assert {one.key_id for one in ahead.recipients} == {owner.key_id, cover.key_id, recovery.key_id}


def test_what_comes_sealed_to_the_former_idva_is_passed_on_unread(team: Team) -> None:
    case_id, link = team.open(cover_id=team.lead.id)
    row = offered(team, case_id)
    entry.settle_code(team.db, link.link_id)
    team.db.commit()
    take(team, row, team.other, team.reader(team.other))
    team.send(link)  # from a page that was loaded before
    assert open_views(team.db, team.keys, case_id, team.reader(team.other), team.now).unread != []
    row = team.db.get(HandOver, row.id)
    assert late.to_pass_on(team.db, team.keys, row) == 1
    assert late.pass_on(team.db, team.keys, row.id, team.reader(), team.now) == 1
    assert late.to_pass_on(team.db, team.keys, row) == 0
    opened = open_views(team.db, team.keys, case_id, team.reader(team.other), team.now)
    assert (len(opened.sittings), opened.unread) == (1, [])


def test_a_row_put_in_by_hand_hands_nothing_over(team: Team) -> None:
    case_id, link = team.open(cover_id=team.lead.id)
    team.send(link)
    row = offered(team, case_id, team.other)
    far = make_team(team.db, team.keys, team.now)
    row.to_id = far.idva.id
    team.db.commit()
    with pytest.raises(HandOverBroken):
        take(far, row, far.idva, far.reader(), cover_id=far.other.id, meeting_id=far.meeting_id)
    assert cases.get_bound(team.db, team.keys, case_id).idva_id == team.idva.id


def test_who_cannot_take_it_is_not_offered_it_and_one_offer_stands_at_a_time(team: Team) -> None:
    case_id, _ = team.open(conflicts=frozenset({team.lead.id}))
    for who in (team.lead, team.idva):
        with pytest.raises(CannotTake):
            offered(team, case_id, who)
    offered(team, case_id)
    with pytest.raises(OfferStands):
        offered(team, case_id)


def test_declined_or_taken_back_nothing_has_changed(team: Team) -> None:
    case_id, _ = team.open()
    row = offered(team, case_id)
    with pytest.raises(cases.NotYours):
        handover.withdraw(team.db, team.keys, row.id, team.other, team.now)
    handover.decline(team.db, team.keys, row.id, team.other, team.now)
    again = offered(team, case_id)
    handover.withdraw(team.db, team.keys, again.id, team.idva, team.now)
    assert [one.step for one in handover_news.shown_to(team.db, team.keys, team.idva, team.now)] != []
    with pytest.raises(OfferStands):
        take(team, again, team.other, team.reader(team.other))
    assert cases.get(team.db, case_id).idva_id == team.idva.id


def test_both_are_told_on_their_desk(staff_app: Flask, team: Team) -> None:
    staff_app.config["WTF_CSRF_ENABLED"] = False
    case_id, _ = team.open(cover_id=team.lead.id)
    idva, other = (client_for(staff_app, team, who) for who in (team.idva, team.other))
    page = idva.get(f"/staff/cases/{case_id}/hand-to").text
    assert "Bea" in page
    assert "Amal" not in page.partition("<form")[2]
    idva.post(f"/staff/cases/{case_id}/hand-to", data={"to_id": str(team.other.id)})
    assert "A case is offered to you." in other.get("/staff/cases").text
    row = handover.on_offer(team.db, case_id)
    assert other.get(f"/staff/cases/{case_id}").status_code == 403
    answer = other.post(f"/staff/handovers/{row.id}/take", data={"cover_id": str(team.lead.id)})
    assert answer.location == f"/staff/cases/{case_id}"
    told = "A case that you offered was answered."
    assert told in idva.get("/staff/cases").text
    assert "Bea accepted it on" in idva.get("/staff/handovers").text
    assert idva.get(f"/staff/cases/{case_id}").status_code == 403
    assert told not in idva.get("/staff/cases").text  # seen where it stands in full
    elsewhere = client_for(staff_app, team, team.idva)
    assert told not in elsewhere.get("/staff/cases").text  # after signing in again too


def test_an_answer_is_told_for_a_day_and_one_s_own_taking_back_never(team: Team) -> None:
    case_id, _ = team.open(cover_id=team.lead.id)
    handover.withdraw(team.db, team.keys, offered(team, case_id).id, team.idva, team.now)
    assert handover_news.to_answer(team.db, team.keys, team.idva, team.now) == []
    row = offered(team, case_id)
    handover.decline(team.db, team.keys, row.id, team.other, team.now)
    assert handover_news.to_answer(team.db, team.keys, team.idva, team.now) == [row]
    assert handover_news.to_answer(team.db, team.keys, team.idva, team.now + timedelta(hours=25)) == []


def test_a_case_from_another_service_asks_for_its_meeting_and_says_so(staff_app: Flask, team: Team) -> None:
    staff_app.config["WTF_CSRF_ENABLED"] = False
    away = make_team(team.db, team.keys, team.now)
    case_id, _ = away.open()
    address = f"/staff/handovers/{offered(away, case_id, team.idva).id}/take"
    client = client_for(staff_app, team, team.idva)
    page = client.get(address).text
    assert "Your meeting</label>" in page
    empty = client.post(address, data={"cover_id": str(team.lead.id), "meeting_id": ""}).text
    assert "Choose the meeting at which you speak for her." in empty
    client.post(address, data={"cover_id": str(team.lead.id), "meeting_id": str(team.meeting_id)})
    assert cases.get(team.db, case_id).idva_id == team.idva.id


def test_cover_begins_on_its_day_and_ends_when_the_idva_is_back(team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    starts, until = team.now + timedelta(days=2), team.now + timedelta(days=5)
    record_cover(team.db, team.keys, case_id, Why.LEAVE, until, team.idva, team.now, starts)
    with pytest.raises(CoverNotRecorded):
        open_views(team.db, team.keys, case_id, team.reader(team.other), team.now)
    open_views(team.db, team.keys, case_id, team.reader(team.other), starts)
    with pytest.raises(cases.NotYours):
        end_cover(team.db, team.keys, case_id, team.other, starts)
    end_cover(team.db, team.keys, case_id, team.idva, starts + timedelta(hours=1))
    with pytest.raises(CoverNotRecorded):
        open_views(team.db, team.keys, case_id, team.reader(team.other), starts + timedelta(hours=2))


def test_an_offer_is_made_by_the_audit_first(team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    seen: list[str] = []

    def privates():
        seen.append(accounts.audit.entries(team.db, case_id)[-1].action)
        return team.privates[team.idva.id]

    from app.desk.service import Reader

    handover.offer(team.db, team.keys, case_id, team.other.id, Reader(team.idva, privates), team.now)
    assert seen == ["hand-over offered"]
    assert handover.on_offer(team.db, case_id).step is Step.OFFERED
