"""Her words to a translator and back: nothing else goes, nobody else opens them, nothing of it stays."""

from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask

from app import duties
from app.accounts import service as accounts
from app.desk import sending
from app.desk.service import NothingArrived
from app.translating import service as translating
from app.translating.models import Translation, TranslationJob
from tests.app.desk.team import AREA, VIEWS, Team, client_for, uncertify
from tests.app.desk.test_pages import quiet
from tests.app.translating.conftest import HERS, WHEN, WORDS, job_of, look, opened, sent


def test_a_translator_gets_the_texts_their_language_and_nothing_else(team: Team, staff_app: Flask) -> None:
    case_id, send_id = sent(team)
    _, language, texts = look(team, job_of(team))
    assert (language, texts) == ("Arabic", [WORDS, WHEN])
    client = client_for(quiet(staff_app), team, team.translator)
    page = client.get("/staff/translations").text + client.post(f"/staff/translations/{job_of(team)}").text
    assert WORDS in page
    hidden = [
        "H-2030-014",
        str(case_id),
        str(send_id),
        AREA,
        "Hackney",
        "police",
        "a safer home",
        "want",
        "Amal",
    ]
    assert [one for one in hidden if one in page] == []


def test_the_english_comes_back_beside_her_words_with_who_and_when(team: Team, staff_app: Flask) -> None:
    case_id, send_id = sent(team)
    client = client_for(quiet(staff_app), team, team.translator)
    address = f"/staff/translations/{job_of(team)}"
    half = client.post(f"{address}/english", data={"english": ["A door that locks well, please.", " "]})
    assert "Write the English" in half.text
    assert "A door that locks well, please." in half.text
    client.post(
        f"{address}/english", data={"english": ["A door that locks well, please.", "Tuesday morning"]}
    )
    assert client.get("/staff/translations").text.count("Open<") == 0
    found = opened(team, case_id).english[send_id]
    assert found.texts == {"want": "A door that locks well, please.", "when": "Tuesday morning"}
    assert found.translator_id == team.translator.id
    page = client_for(staff_app, team, team.idva).post(f"/staff/cases/{case_id}/views").text
    assert WORDS in page
    assert "A door that locks well, please." in page
    assert "Translated by Dina" in page
    assert sending.english_of(opened(team, case_id))["want", WORDS].text == "A door that locks well, please."


def test_the_trail_says_so_before_a_key_is_touched_and_nothing_of_the_words(team: Team) -> None:
    case_id, _ = sent(team)
    job_id, seen = job_of(team), []

    def privates():
        seen.extend(line.action for line in accounts.audit.entries(team.db, job_id))
        return team.privates[team.translator.id]

    translating.open_job(team.db, team.keys, job_id, team.translator, privates, team.now)
    assert seen == ["translation opened"]
    lines = [(line.action, line.detail) for line in accounts.audit.entries(team.db, case_id)][-2:]
    assert lines == [("views opened", "for a translator"), ("words sent to a translator", "")]


def test_nobody_else_opens_finishes_or_gives_back_a_job(team: Team) -> None:
    sent(team)
    job_id = job_of(team)
    for who in (team.idva, team.lead):
        with pytest.raises(translating.NoSuchJob):
            look(team, job_id, who)
        with pytest.raises(translating.NoSuchJob):
            translating.finish(team.db, team.keys, job_id, ["a", "b"], who, team.now)
        with pytest.raises(translating.NoSuchJob):
            translating.give_back(team.db, team.keys, job_id, who, team.now)
    with pytest.raises(translating.NoSuchJob):
        look(team, uuid4())


def test_after_48_hours_nothing_can_be_opened_and_the_worker_destroys_it(team: Team) -> None:
    sent(team)
    job_id = job_of(team)
    team.now += timedelta(hours=47, minutes=59)
    assert look(team, job_id)
    assert duties.purge_translations(team.db, team.keys, team.now) == 0
    team.now += timedelta(minutes=1)
    with pytest.raises(translating.NoSuchJob):
        look(team, job_id)
    assert duties.purge_translations(team.db, team.keys, team.now) == 1
    assert team.db.query(TranslationJob).count() == 0


def test_done_or_given_back_the_texts_are_gone_at_once(team: Team) -> None:
    case_id, send_id = sent(team)
    translating.give_back(team.db, team.keys, job_of(team), team.translator, team.now)
    (row,) = team.db.query(TranslationJob)
    assert (row.sealed_texts, row.sealed_back) == (None, None)
    assert translating.standing(team.db, [send_id], team.now)[send_id].given_back
    sending.send(team.db, team.keys, case_id, send_id, team.translator.id, team.reader(), team.now)
    translating.finish(team.db, team.keys, job_of(team), ["a", "b"], team.translator, team.now)
    assert all(row.sealed_texts is None for row in team.db.query(TranslationJob))


def test_the_english_goes_with_her_views(team: Team) -> None:
    sent(team)
    translating.finish(team.db, team.keys, job_of(team), ["a", "b"], team.translator, team.now)
    duties.purge_cases(team.db, team.keys, team.now + timedelta(days=60))
    assert team.db.query(Translation).count() == team.db.query(TranslationJob).count() == 0


def test_the_same_words_are_not_with_two_at_once(team: Team) -> None:
    case_id, send_id = sent(team)
    with pytest.raises(translating.AlreadyAsked):
        sending.send(team.db, team.keys, case_id, send_id, team.translator.id, team.reader(), team.now)


def test_words_go_only_to_a_certified_translator_who_may_see_the_case(team: Team) -> None:
    for who in (team.lead.id, team.other.id, uuid4()):
        case_id, link = team.open(reference=str(who)[:8])
        team.send(link, HERS)
        own = opened(team, case_id).sittings[0].shown.send_id
        with pytest.raises(translating.NoTranslator):
            sending.send(team.db, team.keys, case_id, own, who, team.reader(), team.now)
    barred, link = team.open(conflicts=frozenset({team.translator.id}))
    team.send(link, HERS)
    send_id = opened(team, barred).sittings[0].shown.send_id
    with pytest.raises(translating.NoTranslator):
        sending.send(team.db, team.keys, barred, send_id, team.translator.id, team.reader(), team.now)
    uncertify(team, team.translator)
    with pytest.raises(translating.NoTranslator):
        sending.send(team.db, team.keys, case_id, own, team.translator.id, team.reader(), team.now)
    assert team.db.query(TranslationJob).count() == 0


def test_where_there_are_no_words_nothing_is_sent(team: Team) -> None:
    case_id, link = team.open()
    team.send(link, VIEWS | {"a": {"want": {"c": ["home"], "t": " "}}})
    send_id = opened(team, case_id).sittings[0].shown.send_id
    for named in (send_id, uuid4()):
        with pytest.raises(NothingArrived):
            sending.send(team.db, team.keys, case_id, named, team.translator.id, team.reader(), team.now)


def test_a_row_moved_or_made_without_the_key_is_not_believed(team: Team) -> None:
    case_id, send_id = sent(team)
    translating.finish(team.db, team.keys, job_of(team), ["a", "b"], team.translator, team.now)
    row = team.db.query(Translation).one()
    other = uuid4()
    row.about_id = other
    team.db.flush()
    privates = team.privates[team.idva.id]
    assert translating.translated(team.db, team.keys, [other, send_id], privates) == {}
    team.db.rollback()
    assert send_id in opened(team, case_id).english
