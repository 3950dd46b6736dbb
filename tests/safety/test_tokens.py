"""Tokens: sixteen letters that survive being read aloud."""

from hypothesis import given
from hypothesis import strategies as st

from safety.tokens import LETTERS, draw_token, read_token, show_token

tokens = st.text(LETTERS, min_size=16, max_size=16)


@given(token=tokens)
def test_a_token_is_read_as_it_is_shown_in_any_case_and_spacing(token):
    shown = show_token(token)
    assert [len(four) for four in shown.split("-")] == [4, 4, 4, 4]
    for typed in (token, shown, shown.lower(), shown.replace("-", " ")):
        assert read_token(typed) == token


@given(token=tokens)
def test_letters_that_people_confuse_make_no_difference(token):
    for letter in "IiLl":
        assert read_token(token.replace("1", letter)) == token
    for letter in "Oo":
        assert read_token(token.replace("0", letter)) == token


@given(text=st.text(max_size=24))
def test_anything_else_is_no_token(text):
    token = read_token(text)
    assert token is None or (len(token) == 16 and set(token) <= set(LETTERS))


def test_wrong_lengths_and_letters_that_only_look_right_are_no_tokens():
    for text in ("", "A" * 15, "A" * 17, "U" * 16, "ａ" * 16, "ß" * 16, "А" * 16, "ſ" * 16, "A" * 15 + "\0"):
        assert read_token(text) is None


@given(raw=st.binary(min_size=10, max_size=10))
def test_every_bit_that_was_drawn_is_in_the_token(raw):
    token = draw_token(lambda count: raw[:count])
    number = 0
    for letter in token:
        number = number * 32 + LETTERS.index(letter)
    assert number.to_bytes(10, "big") == raw
