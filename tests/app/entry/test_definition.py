"""The form is data with stable ids."""

import csv
from itertools import chain
from pathlib import Path

import pytest

from app.entry.definition import VERSION, Form, Question
from app.entry.forms import LIVE, form_of

LEDGER = Path(__file__).with_name("chip_ids.tsv")
KINDS = ("live", "after", "community", "tally", "harmless")


def questions(form: Form) -> list[Question]:
    cards = chain.from_iterable(card.questions for card in form.cards)
    asked = [each for one in form.questions for each in (one, *one.then)]
    return [*asked, form.send.say, *cards, *form.bands]


def ledger() -> list[dict[str, str]]:
    with LEDGER.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows, delimiter="\t"))


@pytest.mark.parametrize("kind", KINDS)
def test_every_chip_has_a_text_and_an_ascii_id(kind: str) -> None:
    for question in questions(form_of(kind)):
        for chip in question.chips:
            assert chip.text
            assert chip.id.isascii()
            assert chip.id == chip.id.lower()


@pytest.mark.parametrize("kind", KINDS)
def test_no_id_stands_for_two_things(kind: str) -> None:
    ids = [question.id for question in questions(form_of(kind))]
    assert len(ids) == len(set(ids))
    for question in questions(form_of(kind)):
        chips = [chip.id for chip in question.chips]
        assert len(chips) == len(set(chips))


def test_what_is_asked_after_the_meeting_has_ids_of_its_own() -> None:
    before, after = ({one.id for one in questions(form_of(kind))} for kind in ("live", "after"))
    assert before & after == {"say"}
    assert not after & {"soon", "call", "tell", "count", "when"}


def test_after_the_meeting_no_tap_is_told_to_her_worker_but_that_she_wants_it_told() -> None:
    told = {one.id: one.told for one in questions(form_of("after")) if one.chips}
    assert told.pop("whom") == ("worker",)
    assert told.pop("quote") is None
    assert set(told.values()) == {()}


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_on_beforehand_is_one_of_the_chips(kind: str) -> None:
    for question in questions(form_of(kind)):
        assert set(question.preset) <= {chip.id for chip in question.chips}


def test_an_id_keeps_the_meaning_that_it_was_first_given() -> None:
    meant = {(row["question"], row["chip"]): row["meaning"] for row in ledger() if not row["retired"]}
    both = [one for kind in ("live", "after", "community", "tally") for one in questions(form_of(kind))]
    now = {(question.id, chip.id): chip.text for question in both for chip in question.chips}
    assert now == meant, "a new chip needs a line in the ledger; one that went is retired there"


def test_an_id_that_was_retired_never_comes_back() -> None:
    names = [(row["question"], row["chip"]) for row in ledger()]
    assert len(names) == len(set(names))
    assert all(int(row["since"]) <= VERSION for row in ledger())


def test_contact_is_none_until_she_says_otherwise() -> None:
    by_id = {question.id: question for question in questions(LIVE)}
    assert by_id["how"].preset == by_id["after"].preset == ("none",)
    assert by_id["trust"].preset == ("ask",)


def test_the_short_path_is_three_questions_and_never_more_than_five() -> None:
    assert [question.id for question in LIVE.questions] == ["not", "want", "worry"]


def test_only_being_counted_asks_for_taps_alone_and_nothing_that_reaches_a_worker() -> None:
    form = form_of("tally")
    assert all(one.chips and not one.limit and not one.then for one in form.questions)
    assert not (form.cards or form.bands or form.about)
    assert not any((form.send.soon, form.send.call, form.send.when, form.send.tell, form.send.say.chips))
    assert form.only is not None
    assert set(form.only.ids) < {one.id for one in form.questions}
    assert form.questions[0].id == form.stop.question
