"""What may be done about contact and said at the meeting, and what the sheet quotes. The strictest wins."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from app.desk.headings import quote_of
from app.desk.reading import Answer, Said, Submission, visible
from app.desk.rules import May, Reach, asked, for_meeting, may_of, reach
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


MANY = {"many": True, "answers": tapped(want="a word of whoever sent it")}
HERSELF = [
    (May.ALL, {"ask_first": False}),
    (May.ASK_FIRST, {}),
    (May.MUST_ONLY, {"answers": tapped(how="none", unreached="must")}),
    (May.NOTHING, {"answers": tapped(how="none")}),
]


@pytest.mark.parametrize("place", [0, 1])
@pytest.mark.parametrize("yes", [False, True])
@pytest.mark.parametrize(("expected", "said"), HERSELF)
def test_where_nobody_was_asked_nothing_was_answered_about_what_she_sent_herself(
    expected: May, said, yes: bool, place: int
) -> None:
    """Over a link that many people hold: whether it came first or last, confirmed or not, forged or not."""
    hers, many = sitting(send_id=uuid4(), **said), sitting(send_id=uuid4(), **MANY)
    sends, confirmed = [hers], {many.shown.send_id} if yes else set()
    sends.insert(place, many)
    assert may_of(sends, confirmed) is expected
    forged = replace(many.shown, ask_first=False, answers=tapped(unreached="must"))
    sends[place] = Submission(forged, ())
    assert may_of(sends, confirmed) is expected


@pytest.mark.parametrize(("expected", "said"), HERSELF)
def test_do_not_contact_me_holds_over_whatever_link_it_came(expected: May, said) -> None:
    sends = [sitting(many=True, answers=tapped(how="none")), sitting(send_id=uuid4(), **said)]
    assert asked(sends).do_not
    assert may_of(sends, ()) is (May.NOTHING if expected is May.ASK_FIRST else expected)


def test_alone_it_is_asked_about_first_whatever_it_says_of_itself() -> None:
    many = sitting(many=True, ask_first=False, answers=tapped(unreached="must"))
    assert may_of([many], ()) is May.ASK_FIRST
    assert may_of([many], {many.shown.send_id}) is May.ASK_FIRST
    silent = sitting(many=True, ask_first=False, answers=tapped(how="none", unreached="must"))
    assert may_of([silent], {silent.shown.send_id}) is May.NOTHING


def test_her_own_later_answer_still_overrides() -> None:
    later, many = sitting(send_id=uuid4()), sitting(send_id=uuid4(), **MANY)
    first = sitting(send_id=uuid4(), ask_first=False)
    assert may_of([later, many, first], {first.shown.send_id}) is May.ASK_FIRST


def test_what_came_over_a_link_of_many_is_for_the_meeting_once_she_confirmed_it() -> None:
    hers, many = sitting(send_id=uuid4(), ask_first=False), sitting(send_id=uuid4(), **MANY)
    assert for_meeting([many, hers], {hers.shown.send_id}) == [hers]
    assert for_meeting([many, hers], {many.shown.send_id}) == [many, hers]
    assert for_meeting([many], ()) == [many]
    added_to = Submission(many.shown, (hers.shown,))
    assert for_meeting([added_to, hers], {hers.shown.send_id}) == [added_to, hers]
