"""Her words to a translator and back: nothing else goes, nobody else opens them, nothing of it stays."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask import Flask

from app import duties
from app.accounts import service as accounts
from app.cases import service as cases
from app.desk import handover, sending
from app.desk.caseload import row_of
from app.desk.making import changed_since
from app.desk.service import NothingArrived, open_views
from app.desk.sheet import Translated, first_words
from app.desk.things import keep_from_conflicts
from app.translating import service as translating
from app.translating.models import Translation, TranslationJob
from safety import sealing
from safety.errors import Malformed
from safety.sealing import Kind
from tests.app.desk.team import AREA, VIEWS, Team, client_for, make_team, uncertify
from tests.app.desk.test_pages import quiet

WORDS, WHEN = "أريد بابا يقفل جيدا من فضلكم", "يوم الثلاثاء صباحا"
HERS = VIEWS | {
    "lang": "ar",
    "a": {"not": {"c": ["police"], "t": ""}, "want": {"c": ["home"], "t": WORDS}},
    "send": {"call": True, "when": WHEN, "say": "all"},
}


@pytest.fixture
def team(db, keys, now) -> Team:
    return make_team(db, keys, now)


def sent(team: Team, **changed) -> tuple[UUID, UUID]:
    """A case whose words are with the translator; the case and the send."""
    case_id, link = team.open(form_locale="ar", **changed)
    team.send(link, HERS)
    send_id = opened(team, case_id).sittings[0].shown.send_id
    sending.send(team.db, team.keys, case_id, send_id, team.translator.id, team.reader(), team.now)
    return case_id, send_id


def opened(team: Team, case_id):
    return open_views(team.db, team.keys, case_id, team.reader(), team.now)


def job_of(team: Team) -> UUID:
    return translating.jobs_of(team.db, team.translator.id, team.now)[0].id


def look(team: Team, job_id, who=None):
    who = who or team.translator
    return translating.open_job(team.db, team.keys, job_id, who, lambda: team.privates[who.id], team.now)


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


ENGLISH = "A door that locks well, please."


def finished(team: Team) -> tuple[UUID, UUID]:
    """A case whose words came back in English; the case and the send."""
    case_id, send_id = sent(team, cover_id=team.lead.id)
    back = [ENGLISH, "Tuesday morning"]
    translating.finish(team.db, team.keys, job_of(team), back, team.translator, team.now)
    return case_id, send_id


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
    assert changed_since(team.db, team.keys, row, team.idva.id) is not None
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
    quote = first_words([sitting], english=known)
    assert quote and quote.cut
    assert (len(quote.text.split()), len(quote.english.split())) == (25, 25)


def test_what_she_wrote_afterwards_leaves_no_english_behind_when_its_case_goes(team: Team) -> None:
    case_id, link = team.open(form_locale="ar")
    team.send(link, {"lang": "ar", "a": {"words": {"t": WORDS}}}, kind=Kind.FEEDBACK)
    send_id = opened(team, case_id).after[0].shown.send_id
    sending.send(team.db, team.keys, case_id, send_id, team.translator.id, team.reader(), team.now)
    translating.finish(team.db, team.keys, job_of(team), [ENGLISH], team.translator, team.now)
    assert team.db.query(Translation).count() == 1
    duties.purge_cases(team.db, team.keys, team.now + timedelta(days=400))
    assert team.db.query(Translation).count() == 0
