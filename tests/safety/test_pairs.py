"""Two words: which lists there are, what may stand in them, and how a pair is drawn."""

import re
from hashlib import sha256
from itertools import combinations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from safety.drawing import stream
from safety.normalising import normalise
from safety.pairs import LEAST_WORDS, LISTS, draw_pair, read_list, word_list
from safety.wording import telling

LANGUAGES = sorted(path.stem for path in LISTS.glob("*.txt"))
WRITTEN = {"en": "[a-z]{3,8}", "ar": "[ابتثجحخدذرزسشصضطظعغفقكلمنهوي]{3,8}"}
UNSURE_LAST = {"ar": "هيا"}  # written one way by some and another by others, at the end of a word
WORDS = ("lantern", "pebble", "walnut", "saddle")


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def words(language: str) -> tuple[str, ...]:
    found = word_list(language)
    assert found
    return found.words


def test_there_are_lists_for_english_and_arabic_and_none_for_a_language_without_one() -> None:
    assert {"en", "ar"} <= set(LANGUAGES)
    assert word_list("xx") is None


def test_a_list_is_long_enough_for_twenty_bits_and_has_no_word_twice(words: tuple[str, ...]) -> None:
    assert len(set(words)) == len(words) >= LEAST_WORDS
    assert list(words) == sorted(words)


def test_every_word_is_short_and_written_in_one_way_only(language: str, words: tuple[str, ...]) -> None:
    assert [word for word in words if not re.fullmatch(WRITTEN[language], word)] == []
    assert [word for word in words if word.endswith(tuple(UNSURE_LAST.get(language, "0")))] == []
    assert [word for word in words if normalise(word) != word] == []


def test_no_word_tells(words: tuple[str, ...]) -> None:
    assert [word for word in words if telling(word)] == []


def slips(word: str) -> set[str]:
    """What is left of a word with one letter gone: two words a slip apart have such a rest in common."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def swapped(word: str) -> set[str]:
    return {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}


def one_slip_apart(one: str, other: str) -> bool:
    """One letter more, less, another, or two that changed places."""
    if one in swapped(other):
        return True
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return shorter in slips(longer) and len(longer) - len(shorter) == 1


def test_no_slip_of_a_finger_makes_one_word_another(words: tuple[str, ...]) -> None:
    met: dict[str, list[str]] = {}
    for word in words:
        for rest in slips(word):
            met.setdefault(rest, []).append(word)
    pairs = {pair for group in met.values() for pair in combinations(group, 2)}
    assert [pair for pair in sorted(pairs) if one_slip_apart(*pair)] == []
    assert [word for word in words if swapped(word) - {word} & set(words)] == []


def test_a_slip_would_be_seen() -> None:
    assert all(one_slip_apart("table", other) for other in ("cable", "tables", "tale", "talbe"))
    assert not any(one_slip_apart("table", other) for other in ("tablets", "stables", "label"))


def test_the_lists_here_are_drafts_until_two_people_have_read_them(language: str) -> None:
    """A list that says otherwise has their two names and the fingerprint of its words in its first line."""
    text = (LISTS / f"{language}.txt").read_text(encoding="utf-8")
    state = text.partition("\n")[0]
    assert (state == "# draft") is not read_list(text).reviewed


def test_a_review_holds_for_two_people_and_for_exactly_these_words() -> None:
    body = "lantern\npebble\n"
    mark = sha256(body.encode()).hexdigest()
    assert read_list(f"# reviewed heron wren {mark}\n{body}").reviewed
    assert not read_list(f"# reviewed heron heron {mark}\n{body}").reviewed
    assert not read_list(f"# reviewed heron {mark}\n{body}").reviewed
    assert not read_list(f"# reviewed heron wren {mark}\n{body}walnut\n").reviewed
    assert not read_list(f"# draft\n{body}").reviewed


@given(secret=st.binary(max_size=8))
def test_a_pair_is_two_different_words_and_the_second_pair_shares_none_with_it(secret: bytes) -> None:
    draw = stream(secret, b"pairs")
    first = draw_pair(WORDS, draw)
    second = draw_pair(WORDS, draw, apart_from=first)
    assert sorted([*first.split(" "), *second.split(" ")]) == sorted(WORDS)


@given(number=st.integers(0, 2**24 - 1))
@example(number=2**24 - 1)
def test_each_word_has_as_many_draws_as_any_other(number: int) -> None:
    """Uniform by construction: a draw stands for its remainder by three, but for the one left over."""
    second, third = (1).to_bytes(3, "big"), (2).to_bytes(3, "big")
    draws = iter([number.to_bytes(3, "big"), second, third, second])
    expected = ["lantern pebble", "walnut pebble", "walnut pebble"][number % 3]
    left_over = number == 2**24 - 1
    assert draw_pair(WORDS[:3], lambda count: next(draws)) == ("pebble walnut" if left_over else expected)


def test_a_pair_that_an_everyday_app_would_answer_is_drawn_again() -> None:
    seen: list[str] = []

    def told(pair: str) -> bool:
        seen.append(pair)
        return len(seen) < 3

    assert draw_pair(WORDS, stream(b"a secret", b"pairs"), told=told) == seen[2]


def test_two_pairs_that_are_typed_alike_are_never_both_drawn() -> None:
    pair = draw_pair(("pear", "pearl", "lake", "ake"), stream(b"x", b"y"), apart_from="pear lake")
    assert normalise(pair) != "pearlake"
