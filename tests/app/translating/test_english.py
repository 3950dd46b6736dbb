"""The English of her words goes where they go, and stands in nobody's place but theirs."""

from datetime import timedelta

import pytest
from flask import Flask

from app import duties
from app.accounts import service as accounts
from app.cases import service as cases
from app.desk import handover, sending
from app.desk.caseload import row_of
from app.desk.headings import Standing, Translated
from app.desk.making import on_paper
from app.desk.service import open_views
from app.desk.sheet import first_words
from app.desk.things import keep_from_conflicts
from app.translating import service as translating
from app.translating.models import Translation
from safety import sealing
from safety.errors import Malformed
from safety.sealing import Kind
from tests.app.desk.team import Team, client_for
from tests.app.desk.test_pages import quiet
from tests.app.translating.conftest import ENGLISH, HERS, WORDS, finished, job_of, opened, sent


def test_the_english_goes_where_her_words_go_when_the_case_is_handed_over(team: Team) -> None:
    case_id, send_id = finished(team)
    handover.offer(team.db, team.keys, case_id, team.other.id, team.reader(), team.now)
    row, taking = handover.on_offer(team.db, case_id), cases.Taking(cover_id=team.lead.id)
    assert row is not None
    handover.accept(team.db, team.keys, row.id, taking, team.reader(team.other), team.now)
    theirs = open_views(team.db, team.keys, case_id, team.reader(team.other), team.now)
    assert theirs.english[send_id].texts["want"] == ENGLISH
    old = team.privates[team.idva.id]
    assert translating.translated(team.db, team.keys, [send_id], old) == {}


def test_who_must_not_see_the_case_is_taken_off_the_english_too(team: Team) -> None:
    case_id, send_id = finished(team)
    theirs = team.privates[team.lead.id]
    assert translating.translated(team.db, team.keys, [send_id], theirs) != {}
    declared = cases.declare_conflict(team.db, "H-2030-014", team.by(team.lead))
    assert declared.case_ids == (case_id,)
    keep_from_conflicts(team.db, team.keys)
    assert translating.translated(team.db, team.keys, [send_id], theirs) == {}
    assert opened(team, case_id).english[send_id].texts["want"] == ENGLISH


def test_no_other_english_is_kept_in_its_place(team: Team) -> None:
    _, send_id = finished(team)
    ((row_id, envelope),) = translating.kept(team.db, team.keys, [send_id])
    readers = [accounts.recipient_for(team.db, team.keys, team.idva.id)]
    other = sealing.seal(envelope.header, b'{"want": "other words"}', readers)
    with pytest.raises(Malformed):
        translating.share(team.db, team.keys, row_id, other)
    assert translating.kept(team.db, team.keys, [send_id]) == [(row_id, envelope)]


def test_the_sheet_says_her_words_in_the_translators_english_until_it_is_worded(
    team: Team, staff_app: Flask
) -> None:
    case_id, _ = sent(team)
    client = client_for(quiet(staff_app), team, team.idva)
    assert "Not translated yet." in client.post(f"/staff/cases/{case_id}/sheet").text
    translating.finish(team.db, team.keys, job_of(team), [ENGLISH, "-"], team.translator, team.now)
    row = row_of(team.db, team.keys, team.idva, case_id, team.now)
    assert on_paper(team.db, team.keys, row, team.idva.id).changed
    page = client.post(f"/staff/cases/{case_id}/sheet").text
    assert f"“{ENGLISH}”" in page
    assert "Her own words (Arabic), and in English by Dina." in page
    boxes = client.post(f"/staff/cases/{case_id}/wording").text
    assert f">{ENGLISH}</textarea>" in boxes.replace("\r\n", "")
    assert 'value="Dina"' in boxes
    of = opened(team, case_id).sittings[0].shown.send_id.hex
    typed = {"keep": "1", "version": "0", "of": of, "english": "A lock.", "translator": "Amal"}
    worded = client.post(f"/staff/cases/{case_id}/wording", data=typed).text
    assert "“A lock.”" in worded
    assert "in English by Amal." in worded
    assert ENGLISH not in worded


def test_english_is_cut_where_her_words_are_cut(team: Team) -> None:
    long, english = "كلمة " * 40, "word " * 40
    said = HERS | {"a": {"want": {"c": [], "t": long.strip()}}}
    case_id, link = team.open(form_locale="ar")
    team.send(link, said)
    (sitting,) = opened(team, case_id).sittings
    known = {("want", long.strip()): Translated(english.strip(), "Dina")}
    first = first_words(Standing.of([sitting], english=known))
    assert first and first.quote and first.quote.cut
    assert (len(first.quote.text.split()), len(first.quote.english.split())) == (25, 25)
    whole = first.quote.english + first.quote.english_rest
    assert (first.quote.text + first.quote.rest, whole) == (long.strip(), english.strip())


def test_what_she_wrote_afterwards_leaves_no_english_behind_when_its_case_goes(team: Team) -> None:
    case_id, link = team.open(form_locale="ar")
    team.send(link, {"lang": "ar", "a": {"words": {"t": WORDS}}}, kind=Kind.FEEDBACK)
    send_id = opened(team, case_id).after[0].shown.send_id
    sending.send(team.db, team.keys, case_id, send_id, team.translator.id, team.reader(), team.now)
    translating.finish(team.db, team.keys, job_of(team), [ENGLISH], team.translator, team.now)
    assert team.db.query(Translation).count() == 1
    duties.purge_cases(team.db, team.keys, team.now + timedelta(days=400))
    assert team.db.query(Translation).count() == 0


def test_the_caseload_says_what_became_of_words_that_were_sent_to_a_translator(
    team: Team, staff_app: Flask
) -> None:
    case_id, send_id = sent(team)
    client = client_for(quiet(staff_app), team, team.idva)
    assert "in English now" not in client.get("/staff/cases").text
    translating.give_back(team.db, team.keys, job_of(team), team.translator, team.now)
    assert "the translator gave it back" in client.get("/staff/cases").text
    team.now += timedelta(minutes=1)
    sending.send(team.db, team.keys, case_id, send_id, team.translator.id, team.reader(), team.now)
    assert "the translator gave it back" not in client.get("/staff/cases").text
    later = team.now + timedelta(hours=1)
    translating.finish(team.db, team.keys, job_of(team), [ENGLISH, "-"], team.translator, later)
    assert all("in English now" in client.get(f"/staff/cases{page}").text for page in ("", f"/{case_id}"))
    open_views(team.db, team.keys, case_id, team.reader(), later)
    assert "in English now" not in client.get("/staff/cases").text
