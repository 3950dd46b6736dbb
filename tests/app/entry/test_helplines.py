"""Numbers are copied facts, each with its source and date."""

import csv
import re
from pathlib import Path

from app.entry import helplines as module
from app.entry.helplines import FIRST, SAID, helplines


def facts() -> list[dict[str, str]]:
    with Path(module.__file__).with_name("helplines.csv").open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def test_every_number_has_a_source_a_date_and_a_confidence() -> None:
    for row in facts():
        assert row["source"]
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", row["received"])
        assert row["confidence"] in {"high", "medium"}


def test_every_fact_is_shown_and_everything_shown_is_a_fact() -> None:
    assert {row["id"] for row in facts()} == set(SAID)
    assert [line.id for line in helplines()] == list(SAID)


def test_the_numbers_of_emergencies_come_first() -> None:
    assert [line.id for line in helplines()[:FIRST]] == ["999", "bsl999", "women", "men", "galop"]


def test_what_is_not_a_call_opens_something_else() -> None:
    assert {line.id: line.link for line in helplines() if line.link} == {
        "bsl999": "https://999bsl.co.uk",
        "text999": "sms:999",
        "shout": "sms:85258",
    }
