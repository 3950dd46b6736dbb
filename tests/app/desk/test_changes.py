"""What changed between two versions: marked around her words, which stay as they are."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from app.desk.changes import MANY_WORDS, USE, changes, compared, history
from app.desk.reading import Answer, Said, Submission
from safety.sealing import Kind
from tests.app.desk.team import VIEWS, Team, client_for
from tests.app.desk.test_pages import quiet

FIRST = Said(uuid4(), datetime(2030, 6, 3, tzinfo=UTC), False, 1, 1, False, False)


def said(minute: int, *answers: Answer) -> Said:
    at = FIRST.received_at + timedelta(minutes=minute)
    return replace(FIRST, send_id=uuid4(), received_at=at, sequence=minute, answers=answers)


def want(text: str = "", *chips: str) -> Answer:
    return Answer("want", "What do you want?", tuple(chip.title() for chip in chips), chips, text)


def test_chips_that_came_and_went_and_the_words_before_and_now_are_named() -> None:
    (found,) = changes(said(1, want("a door that locks", "home")), said(2, want("a new door", "money")))
    assert (found.came, found.went) == (("Money",), ("Home",))
    assert [text for text, marked in found.before if marked] == ["that locks"] or "that" in str(found.before)
    assert ("new ", True) in found.now or any("new" in text and marked for text, marked in found.now)


def test_an_answer_that_came_or_went_whole_is_a_change_and_one_that_stayed_is_none() -> None:
    stays, worry = want("the same", "home"), Answer("worry", "What worries you?", text="him")
    (came,) = changes(said(1, stays), said(2, stays, worry))
    assert (came.title, came.before, came.now) == ("What worries you?", (), (("him", True),))
    (went,) = changes(said(1, stays, worry), said(2, stays))
    assert (went.title, went.before, went.now) == ("What worries you?", (("him", True),), ())
    assert changes(said(1, stays), said(2, stays)) == ()


def test_what_she_allows_and_asks_for_is_a_change_too() -> None:
    before = said(1, want("the same"))
    after = replace(before, ask_first=False, soon=True, when="after six")
    (found,) = changes(before, after)
    assert (found.title, found.came, found.went) == (USE, ("all", "soon"), ("ask",))
    assert found.now == (("after six", True),)
    (back,) = changes(replace(after, call=True, tell=True), replace(after, when="at six"))
    assert (back.came, back.went) == ((), ("call", "tell"))
    assert back.before == (("after", True), (" six", False))
    assert changes(after, replace(after, received_at=FIRST.received_at)) == ()


def test_a_change_of_permission_alone_is_said_on_the_page(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    sitting = uuid4()
    ask = VIEWS["send"] | {"say": "ask", "soon": False, "call": True}
    team.send(link, VIEWS | {"send": ask}, kind=Kind.PARTIAL, submission=sitting)
    team.send(link, submission=sitting, sequence=2, at=team.now + timedelta(minutes=1))
    page = client_for(quiet(staff_app), team, team.idva).post(f"/staff/cases/{case_id}/views").text
    told = page.split("Changed since the version before")[1].split("</div>")[0]
    assert "Nothing changed" not in page
    for came in ("You may say: all of it", "Please read this soon"):
        assert f"<ins>{came}</ins>" in told
    assert "<del>Please call me</del>" in told
    assert "<del>Ask her first: she did not choose “all of it”</del>" in told


def test_versions_are_told_newest_first_each_against_the_one_before() -> None:
    one, two, three = said(1, want("a")), said(2, want("b")), said(3, want("b"))
    told = history(Submission(two, (three, one)))
    assert [version.said for version in told] == [three, two, one]
    assert [version.changes and len(version.changes) for version in told] == [(), 1, None]


LETTERS = st.text(alphabet="ab \n\tم٫é\u202e🙂.", max_size=40)


@given(LETTERS, LETTERS)
def test_the_pieces_put_together_are_her_words(before: str, now: str) -> None:
    old, new = compared(before, now)
    if before == now:
        assert (old, new) == ((), ())
    else:
        assert ("".join(text for text, _ in old), "".join(text for text, _ in new)) == (before, now)
        kept = ["".join(text for text, marked in some if not marked) for some in (old, new)]
        assert kept[0] == kept[1]


def test_very_long_texts_are_shown_as_changed_whole() -> None:
    long = "word " * MANY_WORDS
    assert compared(long, "short") == (((long, True),), (("short", True),))
