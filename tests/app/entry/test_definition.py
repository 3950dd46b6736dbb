"""The form is data with stable ids."""

import csv
from itertools import chain
from pathlib import Path

import pytest

from app.entry.definition import VERSION, Form, Question
from app.entry.forms import LIVE, form_of

LEDGER = Path(__file__).with_name("chip_ids.tsv")
KINDS = ("live", "harmless")


def questions(form: Form) -> list[Question]:
    cards = chain.from_iterable(card.questions for card in form.cards)
    return [*form.questions, form.send.say, *cards, *form.bands]


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


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_on_beforehand_is_one_of_the_chips(kind: str) -> None:
    for question in questions(form_of(kind)):
        assert set(question.preset) <= {chip.id for chip in question.chips}


def test_an_id_keeps_the_meaning_that_it_was_first_given() -> None:
    meant = {(row["question"], row["chip"]): row["meaning"] for row in ledger() if not row["retired"]}
    now = {(question.id, chip.id): chip.text for question in questions(LIVE) for chip in question.chips}
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
