"""What is said aloud before there is a link."""

from datetime import date
from itertools import product

from app.entry.skins import skins
from app.entry.texts import DOMAIN
from app.entry.what_to_say import LOOKS, HandOver, if_someone_else, script, to_copy
from app.web.locale import available
from safety.wording import telling

FACTS = HandOver("Amina Yusuf", date(2030, 6, 13), "plain", "482 617")
CODES = [locale.code for locale in available(DOMAIN)]


def test_every_line_stands_in_english_beside_her_language() -> None:
    for code in CODES:
        lines = script(code, FACTS)
        assert all(english and hers and "{" not in english + hers for english, hers in lines), code
        assert [english for english, _hers in lines] == [english for english, _hers in script("en", FACTS)], (
            code
        )


def test_it_asks_first_whether_now_is_all_right() -> None:
    assert script("en", FACTS)[0][0].startswith("Is now all right?")


def test_it_says_what_is_seen_first_and_how_to_go_on() -> None:
    said = " ".join(english for english, _hers in script("en", FACTS))
    assert "a page about dates" in said
    assert "482 617" in said
    assert "Thursday 13 June" in said


def test_it_can_be_said_in_ninety_seconds() -> None:
    forced = HandOver("Amina Yusuf", date(2030, 6, 13), "plain", "482 617", "905 112")
    words = " ".join(english for english, _hers in script("en", forced)).split()
    assert len(words) <= 200  # at 130 words a minute


def test_a_second_code_comes_with_what_it_does_not_do() -> None:
    forced = HandOver("Amina Yusuf", date(2030, 6, 13), "plain", "482 617", "905 112")
    said = " ".join(english for english, _hers in script("en", forced))
    assert "905 112" in said
    assert "not an alarm" in said
    assert "Nobody comes" in said
    assert "alarm" not in " ".join(english for english, _hers in script("en", FACTS))


def test_someone_else_who_answers_hears_nothing_that_tells() -> None:
    for code in CODES:
        for english, hers in if_someone_else(code, FACTS):
            assert (code, telling(english), telling(hers)) == (code, [], [])
            assert FACTS.worker not in english + hers, code


def test_a_code_keeps_its_order_among_right_to_left_words() -> None:
    assert any("\u2066482 617\u2069" in hers for _english, hers in script("ar", FACTS))


def test_every_skin_can_be_described() -> None:
    assert set(skins()) <= set(LOOKS)


def test_what_a_skin_looks_like_tells_nothing_and_can_stand_in_a_message() -> None:
    for skin, code in product(sorted(LOOKS), CODES):
        copied = to_copy(code, skin, "https://days.example/k/X")
        assert copied.endswith(": https://days.example/k/X"), (skin, code)
        assert (skin, code, telling(copied)) == (skin, code, [])


def test_the_calculator_is_pressed_and_not_searched() -> None:
    said = " ".join(english for english, _hers in script("en", HandOver("A", None, "calculator", "482 617")))
    assert "Press 482 617 and then =." in said
    assert "search" not in said


def test_two_words_are_spelled_back_and_a_number_is_said_back() -> None:
    words = HandOver("A", None, "list", "lantern wombat", words=True)
    said = [" ".join(english for english, _hers in script("en", each)) for each in (words, FACTS)]
    assert "Spell the two words back to me." in said[0]
    assert "number" not in said[0]
    assert "Say the number back to me." in said[1]
