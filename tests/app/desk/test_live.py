"""Taking views live: sealed answer by answer, marked as spoken, read back, and nowhere in clear."""

from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from app.accounts import service as accounts
from app.cases import service as cases
from app.desk.caseload import row_of
from app.desk.live import Answered, NoSuchTaking, answered, begin, keep, read_back, taking_of, unfinished
from app.desk.service import CoverNotRecorded, Live, NothingArrived, Why, open_views, record_cover
from app.entry import service as entry
from safety.sealing import Kind
from tests.app.desk.team import VIEWS, Team, client_for
from tests.app.desk.test_pages import quiet

WORDS = "Nobody may ring the flat, she says."
LIVE = Live(cases.How.SPEAKING, "Telephone agency 12")


def begun(team: Team, **changed):
    case_id, link = team.open(**changed)
    return case_id, link, begin(team.db, team.keys, case_id, LIVE, "en", team.idva, team.now)


def taken(team: Team, case_id, taking_id):
    return taking_of(team.db, case_id, taking_id, team.idva)


def write(team: Team, case_id, taking_id, **answers: Answered) -> None:
    team.now += timedelta(minutes=1)
    keep(team.db, team.keys, taken(team, case_id, taking_id), answers, team.idva, team.now)


def sittings(team: Team, case_id):
    return open_views(team.db, team.keys, case_id, team.reader(), team.now).sittings


def test_every_answer_is_a_version_and_each_version_is_all_that_was_said_by_then(team: Team) -> None:
    case_id, _, taking_id = begun(team)
    write(team, case_id, taking_id, **{"not": Answered(("letters",), WORDS)})
    write(team, case_id, taking_id, want=Answered(("home",)))
    write(team, case_id, taking_id, say=Answered(("all",)))
    write(team, case_id, taking_id, **{"not": Answered(("letters", "police"), "Nobody may ring.")})
    (found,) = sittings(team, case_id)
    assert [one.text for one in found.shown.answers] == ["Nobody may ring.", ""]
    assert found.shown.spoken and found.shown.spoken.interpreter == "Telephone agency 12"
    assert not found.shown.ask_first
    assert [[one.id for one in each.answers] for each in found.others] == [
        ["not", "want"],
        ["not", "want"],
        ["not"],
    ]
    assert [each.ask_first for each in found.others] == [False, True, True]
    assert found.others[-1].answers[0].text == WORDS


def test_an_answer_that_was_emptied_on_purpose_is_gone_and_stays_in_the_versions(team: Team) -> None:
    case_id, _, taking_id = begun(team)
    write(team, case_id, taking_id, want=Answered(("home",), WORDS))
    write(team, case_id, taking_id, want=Answered())
    (found,) = sittings(team, case_id)
    assert found.shown.answers == ()
    assert found.others[0].answers[0].text == WORDS


def test_read_back_it_counts_as_confirmed_live_and_not_before(team: Team) -> None:
    case_id, _, taking_id = begun(team)
    write(team, case_id, taking_id, want=Answered(("home",), WORDS))
    row = row_of(team.db, team.keys, team.idva, case_id, team.now)
    assert (row.arrived, row.unread, row.confirmed) == (1, False, False)
    read_back(team.db, team.keys, taken(team, case_id, taking_id), team.idva, team.now)
    assert row_of(team.db, team.keys, team.idva, case_id, team.now).confirmed
    (found,) = sittings(team, case_id)
    assert found.shown.final
    assert found.shown.answers[0].text == WORDS
    assert unfinished(team.db, case_id, team.idva.id) == []
    with pytest.raises(NoSuchTaking):
        taken(team, case_id, taking_id)


def test_nothing_written_down_cannot_be_read_back(team: Team) -> None:
    case_id, _, taking_id = begun(team)
    with pytest.raises(NothingArrived):
        read_back(team.db, team.keys, taken(team, case_id, taking_id), team.idva, team.now)


def test_what_a_phone_says_of_itself_is_never_taken_for_spoken(team: Team) -> None:
    case_id, link = team.open()
    team.send(link, VIEWS | {"how": "live", "by": "server"}, kind=Kind.FINAL)
    (found,) = sittings(team, case_id)
    assert found.shown.spoken is None
    assert not row_of(team.db, team.keys, team.idva, case_id, team.now).confirmed


def test_only_who_may_read_for_her_takes_her_views(team: Team) -> None:
    case_id, _ = team.open()
    with pytest.raises(CoverNotRecorded):
        begin(team.db, team.keys, case_id, LIVE, "en", team.other, team.now)
    with pytest.raises(cases.NotYours):
        begin(team.db, team.keys, case_id, LIVE, "en", team.lead, team.now)
    until = team.now + timedelta(days=1)
    record_cover(team.db, team.keys, case_id, Why.SICK, until, team.other, team.now)
    taking_id = begin(team.db, team.keys, case_id, LIVE, "en", team.other, team.now)
    with pytest.raises(NoSuchTaking):
        taken(team, case_id, taking_id)
    with pytest.raises(NoSuchTaking):
        taking_of(team.db, uuid4(), taking_id, team.other)


def test_who_must_not_see_it_any_more_is_sealed_out_at_once(team: Team) -> None:
    from app.cases.changing import Around, change_people

    case_id, link, taking_id = begun(team)
    case = cases.get(team.db, case_id)
    around = Around(team.lead.id, frozenset({team.other.id}), frozenset())
    change_people(team.db, case_id, case.version, around, team.by())
    write(team, case_id, taking_id, want=Answered(("home",), WORDS))
    from app.voice import service as voice
    from safety import sealing

    (send,) = voice.sends_of(team.db, team.keys, link.link_id)
    named = sealing.parse(send.envelope).key_ids()
    assert team.privates[team.other.id][0][0] not in named
    assert team.privates[team.lead.id][0][0] in named


def test_the_trail_says_that_they_were_taken_and_confirmed_and_no_word_of_them(team: Team) -> None:
    case_id, _, taking_id = begun(team)
    write(team, case_id, taking_id, want=Answered(("home",), WORDS))
    read_back(team.db, team.keys, taken(team, case_id, taking_id), team.idva, team.now)
    lines = accounts.audit.entries(team.db, case_id)
    assert [line.action for line in lines][-2:] == ["views taken live", "views confirmed live"]
    assert not any(WORDS[:6] in line.detail or "home" in line.detail for line in lines)


def test_a_conversation_from_its_beginning_to_its_end_on_the_pages(staff_app: Flask, team: Team) -> None:
    case_id, _ = team.open(form_locale="ar")
    client = client_for(quiet(staff_app), team, team.idva)
    base = f"/staff/cases/{case_id}/live"
    page = client.get(base).text
    assert 'lang="ar" dir="rtl"' in page
    assert "Say how." in client.post(base, data={"lang": "en"}).text
    answer = client.post(base, data={"how": "speaking", "interpreter": "Agency 9", "lang": "en"})
    assert answer.status_code == 303
    step = answer.location
    assert step.endswith("/not")
    shown = client.get(step).text
    assert "What must not happen?" in shown
    assert "through an interpreter (Agency 9)" in shown
    kept = client.post(step, data={"c_not": ["police"], "t_not": WORDS})
    assert (kept.status_code, kept.location.rsplit("/", 1)[1]) == (303, "want")
    assert WORDS not in client.get(step).text
    assert WORDS in client.post(f"{step}/saved").text
    root = step.rsplit("/", 1)[0]
    assert client.post(f"{root}/want", data={}).location.endswith("/worry")
    assert client.post(f"{root}/worry", data={}).location.endswith("/say")
    assert client.post(f"{root}/say", data={"c_say": "all"}).location.endswith("/read-back")
    assert client.post(f"{root}/reach", data={"c_reach": "yes"}).location.endswith("/read-back")
    assert WORDS not in client.get(f"{root}/read-back").text
    assert WORDS in client.post(f"{root}/read-back").text
    unsaid = client.post(f"{root}/done", data={})
    assert "Read it back to her first" in unsaid.text
    assert WORDS in unsaid.text
    assert client.post(f"{root}/done", data={"yes": "yes"}).location.endswith(str(case_id))
    read = client.post(f"/staff/cases/{case_id}/views").text
    assert "As spoken, by phone, through an interpreter (Agency 9)" in read
    assert "Confirmed live on" in read
    assert client.get(step).status_code == 404


def test_what_is_too_long_comes_back_whole_and_is_not_kept(staff_app: Flask, team: Team) -> None:
    case_id, _, taking_id = begun(team)
    client = client_for(quiet(staff_app), team, team.idva)
    long = "\u202e🙂 " + "long " * 200
    shown = client.post(
        f"/staff/cases/{case_id}/live/{taking_id}/want", data={"c_want": ["home"], "t_want": long}
    )
    assert shown.status_code == 200
    assert "Use up to 600 letters" in shown.text
    assert long in shown.text
    assert 'value="home" autocomplete="off" checked' in shown.text
    assert sittings(team, case_id) == []
    odd = client.post(
        f"/staff/cases/{case_id}/live/{taking_id}/want", data={"c_want": ["invented"], "t_want": "x"}
    )
    assert odd.status_code == 200
    assert client.get(f"/staff/cases/{case_id}/live/{taking_id}/invented").status_code == 404


def test_no_word_stands_in_any_table_or_in_the_session(staff_app: Flask, team: Team) -> None:
    case_id, _, taking_id = begun(team)
    client = client_for(quiet(staff_app), team, team.idva)
    root = f"/staff/cases/{case_id}/live/{taking_id}"
    client.post(f"{root}/want", data={"t_want": WORDS})
    client.post(f"{root}/want/saved")
    client.post(f"{root}/read-back")
    from app.db import Base

    for table in Base.metadata.sorted_tables:
        for row in team.db.execute(text(f'SELECT * FROM "{table.name}"')):
            assert not any(_holds(value) for value in row), table.name


def _holds(value: object) -> bool:
    raw = value if isinstance(value, bytes) else str(value).encode()
    return WORDS.encode() in raw or WORDS.encode("utf-16-le") in raw


def test_every_question_of_the_form_is_asked_aloud_in_both_languages(team: Team) -> None:
    _, link = team.open(form_locale="ar")
    facts = entry.facts_of(team.keys, entry.by_id(team.db, link.link_id))
    said = entry.aloud("ar", facts)
    form = entry.form_of("live")
    asked = [one.id for step in said.steps for one in step.questions]
    whole = [*form.questions, form.send.say, *(one for card in form.cards for one in card.questions)]
    assert asked == [one.id for one in whole]
    for step in said.steps:
        for one in step.questions:
            assert one.title.english and one.title.hers and one.title.hers != one.title.english
    assert all(both.hers == "" for both in entry.aloud("en", facts).truths)


def test_no_answer_to_what_may_be_said_is_read_back_as_none(staff_app: Flask, team: Team) -> None:
    case_id, _, taking_id = begun(team)
    write(team, case_id, taking_id, want=Answered(("home",)))
    client, root = client_for(quiet(staff_app), team, team.idva), f"/staff/cases/{case_id}/live/{taking_id}"
    for chips, told in (None, True), (("ask",), False), ((), True):
        if chips is not None:
            write(team, case_id, taking_id, say=Answered(chips))
        assert ("No answer: ask first" in client.post(f"{root}/read-back").text) is told
        (found,) = sittings(team, case_id)
        assert found.shown.ask_first and answered(found)["say"].chips == (chips or ())


def test_the_sheet_says_that_they_were_taken_live_and_through_whom(staff_app: Flask, team: Team) -> None:
    case_id, link, taking_id = begun(team)
    write(team, case_id, taking_id, want=Answered(("home",)), say=Answered(("all",)))
    read_back(team.db, team.keys, taken(team, case_id, taking_id), team.idva, team.now)
    page = client_for(quiet(staff_app), team, team.idva).post(f"/staff/cases/{case_id}/sheet").text
    assert "As spoken, by phone, through an interpreter (Telephone agency 12)." in page
    assert "Taken live" in page and "Confirmed live: yes" in page and "by her personal link" not in page
    team.now += timedelta(hours=1)
    team.send(link, VIEWS | {"how": "live"}, at=team.now)  # what a phone says of itself
    again = client_for(quiet(staff_app), team, team.idva).post(f"/staff/cases/{case_id}/sheet").text
    assert again.count("by her personal link") == again.count("Confirmed live: no. Unverified.") == 1
    assert again.count("Taken live") == again.count("Confirmed live: yes") == 1
