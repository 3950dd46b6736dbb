"""Who may say of a string that it is right, how many have to, and what makes it a draft again."""

import pytest
from babel.messages.catalog import Message
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.accounts import service as accounts
from app.review import service as review
from app.review.book import entries
from app.review.errors import (
    NoSuchString,
    NotAReviewer,
    NothingToTakeBack,
    NotYourLanguage,
    StringChanged,
)
from app.review.models import Did, Reviewer, ReviewStep
from app.review.rules import APPROVED, CHECKED, DRAFT, Step, standing
from app.review.steps import Place
from app.web.review import Reviewed, source_hash
from tests.app.community.conftest import member_of
from tests.app.review.conftest import CODE

PLAIN = "Skip"
ONE = pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)  # what no database does differently


@pytest.fixture
def critical(desk):
    return next(each.entry.english[0] for each in review.items(desk.db, CODE) if each.entry.critical)


def steps(db):
    return db.scalar(select(func.count()).select_from(ReviewStep))


def test_what_safety_is_staked_on_comes_first_then_the_short_path(folder):
    found = entries(CODE)
    safe = [entry.critical for entry in found]
    assert safe == sorted(safe, reverse=True) and any(safe) and not all(safe)
    rest = [entry.origin.module for entry in found if not entry.critical]
    short = [module in {"short_path", "truths", "words"} for module in rest]
    assert short == sorted(short, reverse=True) and any(short)
    assert {entry.domain for entry in found} > {"form", "kit", "cover_plain"}


@ONE
def test_nothing_is_checked_before_a_person_said_so(desk):
    assert {each.now.state for each in review.items(desk.db, CODE)} == {DRAFT}


def test_one_person_checks_and_a_second_one_of_any_organisation_approves(desk, critical):
    desk.agree(desk.one, critical)
    assert desk.item(critical).now.state == CHECKED
    assert not desk.item(critical).now.done(critical=True)
    desk.agree(desk.elsewhere, critical)
    assert desk.item(critical).now.state == APPROVED


@ONE
def test_one_person_never_makes_two_whatever_they_do(desk, critical):
    before = desk.item(critical).now.words
    desk.agree(desk.one, critical)
    desk.write(desk.one, critical, *(f"{words}." for words in before))
    desk.write(desk.one, critical, *before)
    desk.ask(desk.one, critical)
    desk.agree(desk.one, critical)
    assert desk.item(critical).now.state == CHECKED
    assert not desk.item(critical).now.waits_for(desk.alias(desk.one), critical=True)


@ONE
def test_other_words_are_one_persons_until_a_second_one_agrees_to_them(desk):
    desk.agree(desk.one, PLAIN)
    desk.agree(desk.two, PLAIN)
    desk.write(desk.two, PLAIN, "تجاوز")
    now = desk.item(PLAIN).now
    assert (now.words, now.state, [alias for alias, _ in now.people]) == (
        ("تجاوز",),
        CHECKED,
        [desk.alias(desk.two)],
    )
    desk.take_back(desk.two, PLAIN)
    assert desk.item(PLAIN).now.state == APPROVED


def test_a_question_holds_it_at_draft_until_somebody_stands_by_it_again(desk):
    desk.agree(desk.one, PLAIN)
    desk.agree(desk.two, PLAIN)
    desk.ask(desk.elsewhere, PLAIN)
    assert desk.item(PLAIN).now.state == DRAFT
    desk.agree(desk.one, PLAIN)
    assert desk.item(PLAIN).now.state == APPROVED


@ONE
def test_a_note_beside_words_is_kept_and_asks_nothing(desk):
    desk.write(desk.one, PLAIN, "تجاوز", note="As my aunt says it.")
    assert [step.did for step in desk.item(PLAIN).steps] == [Did.ASKED, Did.WROTE]
    assert desk.item(PLAIN).now.state == CHECKED


def test_two_people_on_one_string_lose_nothing(desk):
    seen = desk.place(PLAIN)
    desk.write(desk.one, PLAIN, "تجاوز")
    with pytest.raises(StringChanged):
        review.stand_by(desk.db, desk.two.id, seen, ("تخطَّ",), "", desk.now)
    with pytest.raises(StringChanged):
        review.ask(desk.db, desk.two.id, seen, "Why?", desk.now)
    with pytest.raises(StringChanged):
        review.take_back(desk.db, desk.two.id, seen, desk.now)
    assert steps(desk.db) == 1
    review.stand_by(desk.db, desk.one.id, seen, ("تجاوز",), "", desk.now)  # pressed twice
    assert steps(desk.db) == 1


@ONE
def test_only_ones_own_can_be_taken_back(desk):
    desk.agree(desk.one, PLAIN)
    with pytest.raises(NothingToTakeBack):
        desk.take_back(desk.two, PLAIN)
    desk.take_back(desk.one, PLAIN)
    with pytest.raises(NothingToTakeBack):
        desk.take_back(desk.one, PLAIN)
    assert desk.item(PLAIN).now.state == DRAFT


@ONE
def test_words_that_the_catalogue_got_meanwhile_are_nobodys(desk, folder):
    desk.write(desk.one, PLAIN, "تجاوز")
    path = folder / "LC_MESSAGES" / "form.po"
    path.write_text(path.read_text("utf-8").replace('msgstr "تخطي"', 'msgstr "عبور"'), "utf-8")
    now = desk.item(PLAIN).now
    assert (now.words, now.state, len(desk.item(PLAIN).steps)) == (("عبور",), DRAFT, 1)


@ONE
def test_a_changed_english_sentence_is_another_string(desk, folder):
    desk.agree(desk.one, PLAIN)
    path = folder / "LC_MESSAGES" / "form.po"
    path.write_text(path.read_text("utf-8").replace('msgid "Skip"', 'msgid "Pass over"'), "utf-8")
    assert desk.item("Pass over").now.state == DRAFT
    with pytest.raises(StopIteration):
        desk.item(PLAIN)


@ONE
def test_nobody_checks_what_was_not_given_to_them(desk):
    team = desk.circle.team
    third = member_of(team, desk.circle.organisation_id, "Amal")
    place = desk.place(PLAIN)
    for who in (third, team.lead, team.idva):
        with pytest.raises(NotYourLanguage):
            review.stand_by(desk.db, who.id, place, ("تخطي",), "", desk.now)
    with pytest.raises(NotYourLanguage):
        review.stand_by(desk.db, desk.one.id, Place("pl", place.domain, place.name), ("x",), "", desk.now)
    review.give(desk.db, desk.keys, team.lead, desk.one.id, [], desk.now)
    with pytest.raises(NotYourLanguage):
        review.ask(desk.db, desk.one.id, place, "Why?", desk.now)
    assert steps(desk.db) == 0


@ONE
def test_a_string_that_is_not_there_is_refused(desk):
    with pytest.raises(NoSuchString):
        review.item(desk.db, Place(CODE, "form", "0" * 16))


def test_a_lead_gives_only_to_people_of_their_own_services_organisations(desk):
    team, far = desk.circle.team, desk.far.team
    unplaced = member_of(team, None)
    before = desk.alias(desk.one)
    for by, who, code in (
        (far.lead, desk.one, CODE),
        (team.lead, unplaced, CODE),
        (team.lead, team.idva, CODE),
        (team.lead, desk.one, "en"),
        (team.lead, desk.one, "tlh"),
    ):
        with pytest.raises(NotAReviewer):
            review.give(desk.db, desk.keys, by, who.id, [code], desk.now)
    review.give(desk.db, desk.keys, team.lead, desk.one.id, [], desk.now)
    review.give(desk.db, desk.keys, team.lead, desk.one.id, [CODE], desk.now)
    assert desk.alias(desk.one) == before
    assert desk.db.scalar(select(func.count()).select_from(Reviewer)) == 3
    said = [entry.action for entry in accounts.entries(desk.db, desk.one.id)]
    assert said.count("translation review given") == 2
    assert said.count("translation review taken") == 1


STEPS = st.lists(
    st.tuples(
        st.sampled_from("abc"), st.sampled_from(Did), st.sampled_from(["old", "new"]), st.integers(1, 8)
    ),
    max_size=8,
)


@given(STEPS)
def test_no_order_of_steps_makes_one_person_two_or_a_question_right(done):
    message = Message("Go on", "old")
    hashes = {words: source_hash(Message("Go on", words)) for words in ("old", "new")}
    taken = [
        Step(
            n,
            who,
            did,
            "2030-06-03",
            hashes["old"],
            hashes[w],
            (w,),
            "",
            back if did is Did.TOOK_BACK else None,
        )
        for n, (who, did, w, back) in enumerate(done, 1)
    ]
    found = standing(message, [], taken)
    stood = {step.alias for step in taken if step.did in {Did.WROTE, Did.AGREED} and step.of == found.of}
    assert {alias for alias, _ in found.people} <= stood
    assert len(found.people) == len(dict(found.people))
    assert found.state == DRAFT or (found.people and not found.asked)
    assert found.state != APPROVED or len(stood) >= 2


def test_what_the_files_record_counts_with_what_is_done_here():
    message = Message("Go on", "old")
    held = Reviewed("form", "x", source_hash(message), CHECKED, "r1", "2030-06-01")
    other = Reviewed("form", "x", "0" * 16, CHECKED, "r2", "2030-06-01")
    step = Step(1, "r1", Did.AGREED, "2030-06-03", held.source, held.source, (), "", None)
    assert standing(message, [held, other], []).state == CHECKED
    assert standing(message, [held, other], [step]).state == CHECKED
