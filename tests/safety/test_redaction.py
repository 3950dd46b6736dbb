"""What in a quote could point at one person is marked, and nothing of the text is lost by marking."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.redaction import Points, marked, prompts, reaches


def found(text, *places):
    return {text[one.start : one.end]: one.points for one in prompts(text, places)}


@pytest.mark.parametrize(
    ("text", "piece", "points"),
    [
        ("Ring me on 020 7946 0001 then.", "020 7946 0001", Points.REACHES),
        ("write to a.b@post.example please", "a.b@post.example", Points.REACHES),
        ("it was at E8 2AB", "E8 2AB", Points.REACHES),
        ("see www.mine.example/me", "www.mine.example/me", Points.REACHES),
        ("they told Amira everything", "Amira", Points.NAME),
        ("Amira was not asked", "Amira", Points.NAME),
        ("by then Mr Doyle knew", "Doyle", Points.NAME),
        ("I live in hackney now", "hackney", Points.PLACE),
        ("outside the school gate", "school", Points.PLACE),
        ("on 3 May they rang", "3 May", Points.DATE),
        ("on 12/05/2029 they rang", "12/05/2029", Points.DATE),
        ("since last Tuesday", "Tuesday", Points.DATE),
        ("my 6 year old heard it", "6 year old", Points.AGE),
        ("I am a nurse here", "nurse", Points.JOB),
        ("about my twins", "twins", Points.RARE),
        ("with 5 children", "5", Points.RARE),
    ],
)
def test_what_could_point_at_somebody_is_marked(text, piece, points):
    assert found(text, "Hackney").get(piece) is points


@pytest.mark.parametrize(
    "text",
    [
        "Being asked helped.",
        "Please listen more. Tell me what was decided.",
        "I’d like BSL, please",
    ],
)
def test_plain_sentences_are_left_alone(text):
    assert found(text, "Hackney") == {}


def test_what_reaches_somebody_is_found_in_any_language():
    assert reaches("اتصلوا بي على 07700900123")
    assert not reaches("اسألونا قبل الاجتماع")


@given(st.text(max_size=300))
def test_the_pieces_put_together_are_the_text(text):
    assert "".join(piece for piece, _ in marked(text, ["Hackney"])) == text
