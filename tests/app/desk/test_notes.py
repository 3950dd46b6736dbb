"""Leaving her a note: agreed live or not at all, never after a second code, and nobody keeps what it says."""

import json
from base64 import b64decode
from datetime import timedelta

import pytest
from flask import Flask

from app.accounts import service as accounts
from app.cases import service as cases
from app.cases.drafts import Contact
from app.cases.service import How
from app.desk import notes
from app.desk import service as desk
from app.entry import service as entry
from app.voice import asking
from app.voice import service as voice
from app.voice.models import Reply
from safety import wire
from safety.errors import Malformed
from safety.sealing import Kind
from safety.unlocking import Part, answer_key, open_part, part_aad, send_key
from tests.app.desk.team import Team, client_for, uncertify

SPOKE = Contact(How.SPEAKING, notes=True)


def quiet(app: Flask) -> Flask:
    app.config["WTF_CSRF_ENABLED"] = False
    return app


def leave(team: Team, case_id, who=None, *, now=None, chosen=("read", "rest")):
    by = who or team.idva
    notes.leave(team.db, team.keys, case_id, list(chosen), by, now or team.now)


def waiting(team: Team, link, *, duress: bool = False):
    found = entry.by_id(team.db, link.link_id)
    key = entry.send_keys(team.keys, found)[duress]
    raw = wire.build(found.id.bytes, Kind.ASK_REPLY, wire.question(), send_key(key))
    answer = asking.receive(team.db, team.keys, raw, team.now)
    return json.loads(open_part(answer_key(key), answer.body, part_aad(found.id.bytes, Part.REPLY)))


def test_what_the_idva_leaves_waits_behind_the_link_and_the_trail_says_so_and_no_more(team: Team) -> None:
    case_id, link = team.open(contact=SPOKE)
    leave(team, case_id)
    assert len(b64decode(waiting(team, link)["r"])) > 1600
    assert waiting(team, link, duress=True) == {"n": "-"}  # no word of it
    last = accounts.audit.entries(team.db, case_id)[-1]
    assert (last.action, last.detail) == ("note left for her", "")


@pytest.mark.parametrize("contact", [Contact(), Contact(How.SPEAKING), Contact(None, "", True)])
def test_without_her_live_yes_to_notes_nothing_is_left(team: Team, contact) -> None:
    case_id, _ = team.open(contact=contact)
    with pytest.raises(notes.NoteNotAgreed):
        leave(team, case_id)
    assert team.db.query(Reply).count() == 0


def test_the_yes_lapses_with_what_was_agreed(team: Team) -> None:
    case_id, _ = team.open(contact=SPOKE)
    with pytest.raises(notes.NoteNotAgreed):
        leave(team, case_id, now=team.now + timedelta(days=15))


def test_a_later_no_takes_an_earlier_yes_back(team: Team) -> None:
    case_id, _ = team.open(contact=SPOKE)
    team.now += timedelta(hours=1)
    cases.agree_contact(team.db, case_id, Contact(How.SPEAKING), team.by())
    with pytest.raises(notes.NoteNotAgreed):
        leave(team, case_id)


def test_after_the_second_code_nothing_is_left_even_when_contact_is_agreed_afresh(team: Team) -> None:
    case_id, link = team.open(contact=SPOKE, duress=True)
    found = entry.by_id(team.db, link.link_id)
    voice.note_opening(team.db, team.keys, found, duress=True, now=team.now)
    with pytest.raises(notes.NoteNotAgreed):
        leave(team, case_id)
    team.now += timedelta(hours=1)
    cases.agree_contact(team.db, case_id, SPOKE, team.by())
    with pytest.raises(voice.ReplyHeld):
        leave(team, case_id)


def test_nobody_but_her_idva_and_recorded_cover_leaves_one(team: Team) -> None:
    case_id, _ = team.open(contact=SPOKE)
    with pytest.raises(cases.NotYours):
        leave(team, case_id, team.lead)
    with pytest.raises(desk.CoverNotRecorded):
        leave(team, case_id, team.other)
    until = team.now + timedelta(days=1)
    desk.record_cover(team.db, team.keys, case_id, desk.Why.SICK, until, team.other, team.now)
    leave(team, case_id, team.other)


def test_behind_a_closed_link_nothing_is_left(team: Team) -> None:
    case_id, _ = team.open(contact=SPOKE)
    cases.end_link(team.db, case_id, cases.get(team.db, case_id).version, team.by())
    with pytest.raises(voice.ReplyNowhere):
        leave(team, case_id)


@pytest.mark.parametrize("chosen", [(), ("anything",), ("read", "rest", "stands", "speak", "longer")])
def test_nothing_but_a_few_approved_sentences_is_left(team: Team, chosen) -> None:
    case_id, _ = team.open(contact=SPOKE)
    with pytest.raises(Malformed):
        leave(team, case_id, chosen=chosen)
    assert [line.action for line in accounts.audit.entries(team.db, case_id)] == ["case opened"]


def test_it_needs_no_key_of_the_idva(team: Team) -> None:
    case_id, link = team.open(contact=SPOKE)
    uncertify(team, team.idva)
    leave(team, case_id)
    assert waiting(team, link)


def test_a_note_is_seen_in_both_languages_before_it_is_left(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open(contact=SPOKE, form_locale="ar")
    client = client_for(quiet(staff_app), team, team.idva)
    address = f"/staff/cases/{case_id}/note"
    assert "None waits" in client.get(f"/staff/cases/{case_id}").text
    assert "Choose one at least" in client.post(address, data={}).text
    seen = client.post(address, data={"say": ["stands"]}).text
    assert "What we agreed stays as it is." in seen
    assert 'lang="ar" dir="rtl"' in seen
    assert "There is nothing" not in seen
    assert waiting(team, link) == {}
    left = client.post(address, data={"say": ["stands"], "leave": "1"}, follow_redirects=True).text
    assert "It waits behind her code until" in left
    assert "One waits until" in left
    assert waiting(team, link)


def test_the_case_says_when_she_has_removed_it(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open(contact=SPOKE)
    leave(team, case_id)
    found = entry.by_id(team.db, link.link_id)
    key = send_key(entry.send_keys(team.keys, found)[0])
    body = wire.question({"n": waiting(team, link)["n"]})
    asking.receive(team.db, team.keys, wire.build(found.id.bytes, Kind.REMOVE_REPLY, body, key), team.now)
    client = client_for(quiet(staff_app), team, team.idva)
    assert "She removed the last one." in client.get(f"/staff/cases/{case_id}").text


def test_the_form_is_not_there_where_nothing_was_agreed_or_for_a_colleague(
    staff_app: Flask, team: Team
) -> None:
    without, _ = team.open()
    assert (
        client_for(quiet(staff_app), team, team.idva).get(f"/staff/cases/{without}/note").status_code == 409
    )
    agreed, _ = team.open(contact=SPOKE)
    assert (
        client_for(quiet(staff_app), team, team.other).get(f"/staff/cases/{agreed}/note").status_code == 403
    )


def test_notes_are_agreed_in_the_form_about_contact_and_only_with_a_yes(staff_app: Flask, team: Team) -> None:
    case_id, _ = team.open()
    client = client_for(quiet(staff_app), team, team.idva)
    address = f"/staff/cases/{case_id}/contact"
    assert "Say above how she told you" in client.post(address, data={"contact": "no", "notes": "y"}).text
    client.post(address, data={"contact": "speaking", "notes": "y"})
    assert cases.agreement_of(team.db, case_id).may_reply
