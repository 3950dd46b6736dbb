"""What may be done about contact and said at the meeting, and what the sheet quotes. The strictest wins."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from app.desk.headings import quote_of
from app.desk.reading import Answer, Said, Submission, visible
from app.desk.rules import May, Reach, asked, may_of, reach
from app.desk.sheet import sheet

NOTHING = Said(uuid4(), datetime(2030, 6, 3, tzinfo=UTC), True, 1, 1, False, False)


def tapped(**chips: str) -> tuple[Answer, ...]:
    return tuple(Answer(name, name, (chip,), (chip,)) for name, chip in chips.items())


def sitting(**changed: object) -> Submission:
    return Submission(replace(NOTHING, **changed), ())


@pytest.mark.parametrize(
    ("said", "held", "stands", "expected"),
    [
        ({}, False, False, Reach.NO_AGREEMENT),
        ({}, False, True, Reach.AGREED),
        ({"call": True}, False, False, Reach.NO_SAFE_TIME),
        ({"call": True}, False, True, Reach.AS_AGREED),
        ({"call": True, "when": "Tuesday morning"}, False, False, Reach.ASKED_FOR),
        ({"tell": True}, False, False, Reach.NO_SAFE_TIME),
        ({"call": True, "when": "now", "answers": tapped(how="none")}, False, True, Reach.CONTRADICTS),
        ({"call": True, "answers": tapped(how="none")}, False, False, Reach.CONTRADICTS),
        ({"tell": True, "answers": tapped(how="none", reach="no")}, False, True, Reach.CONTRADICTS),
        ({"call": True, "answers": tapped(how="none")}, True, True, Reach.HELD),
        ({"call": True, "when": "now", "answers": tapped(reach="no")}, False, True, Reach.NO_SAFE_TIME),
        ({"answers": tapped(how="none")}, False, True, Reach.DO_NOT),
        ({"answers": tapped(reach="no")}, False, True, Reach.DO_NOT),
        ({"call": True, "when": "now"}, True, True, Reach.HELD),
    ],
)
def test_contact_follows_the_strictest_of_what_was_said(
    said, held: bool, stands: bool, expected: Reach
) -> None:
    assert reach(asked([sitting(**said)]), held=held, stands=stands) is expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"ask_first": False}, May.ALL),
        ({}, May.ASK_FIRST),
        ({"answers": tapped(how="none")}, May.NOTHING),
        ({"answers": tapped(how="none", unreached="must")}, May.MUST_ONLY),
        ({"answers": tapped(how="none", unreached="nothing")}, May.NOTHING),
    ],
)
def test_nothing_is_said_that_she_did_not_allow(said, expected: May) -> None:
    assert may_of([sitting(**said)], ()) is expected


def test_what_nobody_confirmed_takes_back_no_ask_me_first() -> None:
    newer, older = sitting(send_id=uuid4(), ask_first=False), sitting(send_id=uuid4())
    sends = [newer, older]
    assert may_of([newer], ()) is May.ALL
    assert may_of(sends, ()) is May.ASK_FIRST
    assert may_of(sends, {older.shown.send_id}) is May.ASK_FIRST
    assert may_of(sends, {older.shown.send_id, newer.shown.send_id}) is May.ALL
    assert may_of([older, newer], {newer.shown.send_id}) is May.ASK_FIRST


def test_the_sheet_holds_what_must_not_happen_and_nothing_else_where_she_said_so() -> None:
    answers = (
        *tapped(how="none", unreached="must", want="a safer home"),
        Answer("not", "", ("letters or calls",), ("letters",)),
    )
    made = sheet([sitting(answers=answers)], agreed=False)
    assert made.must_not is not None
    assert (made.must_not.chips, made.parts, made.quote) == (("letters or calls",), (), None)


def test_a_later_answer_is_spoken_first_and_the_earlier_one_with_it() -> None:
    later = NOTHING.received_at + timedelta(hours=1)
    old = sitting(ask_first=False, answers=(*tapped(want="old"), *tapped(kids="kept")))
    new = sitting(send_id=uuid4(), received_at=later, ask_first=False, answers=tapped(want="new"))
    made = sheet([new, old], agreed=False)
    assert [(part.id, part.chips) for part in made.parts] == [("want", ("new", "old")), ("kids", ("kept",))]


def test_a_quote_is_never_over_25_words_and_never_changes_one() -> None:
    text = "One two three. " + " ".join(["word"] * 40)
    quote = quote_of(text, "en")
    assert quote is not None
    assert (quote.text, quote.cut) == ("One two three.", True)
    unbroken = quote_of(" ".join(["word"] * 40), "en")
    assert unbroken is not None
    assert len(unbroken.text.split()) == 25
    assert quote_of("  \n ", "en") is None


def test_control_characters_are_pictured_and_every_other_letter_stays() -> None:
    assert visible("a\x00\x1b\x7f\r\nb\tc") == "a␀␛␡\nb\tc"
    assert visible("\ud800é\u202eش🙂") == "\ufffdé\u202eش🙂"
