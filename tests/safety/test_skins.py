"""What a disguise with keys must have: a page that lacks any of it is told so, by name."""

import pytest

from safety.skins import KEYPAD, lacks

SIGNS = {".": "Point", "+": "Plus", "−": "Minus", "×": "Times", "÷": "Divided by", "%": "Percent"}
HEAD = (
    '<html lang="en" dir="ltr"><title>Calculator</title><meta property="og:title" content="x">'
    '<meta property="og:description" content="x"><link rel="icon" href="data:image/svg+xml,x">'
)
KEYS = [
    *(f'<button type="button">{digit}</button>' for digit in "0123456789C"),
    *(f'<button type="button" aria-label="{name}">{sign}</button>' for sign, name in SIGNS.items()),
]
FIELD = '<input name="q" autocomplete="off">'
EQUALS = '<button title="Equals">=</button>'
PAD = f"<div hidden>{''.join(KEYS)}</div>"
PAGE = f'{HEAD}<form method="post" autocomplete="off"><div>{FIELD}<output></output></div>{PAD}{EQUALS}</form>'
ONE, ANSWER, NAMES = "one keypad", "an answer, with script and without", "a name for every key"


def test_keys_a_display_and_a_result_are_a_calculator() -> None:
    assert lacks(PAGE, KEYPAD) == ()


@pytest.mark.parametrize("key", KEYS)
def test_no_key_may_be_missing(key: str) -> None:
    assert lacks(PAGE.replace(key, ""), KEYPAD) == (ONE,)


@pytest.mark.parametrize(
    ("was", "now", "lacked"),
    [
        (FIELD, "", ONE),
        (FIELD, FIELD * 2, ONE),
        (FIELD, FIELD.replace("<input", '<input type="search"'), ONE),
        (FIELD, '<input name="q">', ONE),
        (FIELD, '<input autocomplete="off">', ONE),
        ('method="post"', 'method="get"', ONE),
        ("<output></output>", "", ANSWER),
        (EQUALS, "", ANSWER),
        (EQUALS, EQUALS * 2, ANSWER),
        (EQUALS, EQUALS.replace("<button", "<button disabled"), ANSWER),
        (EQUALS, EQUALS.replace("<button", '<button type="button"'), ANSWER),
        (EQUALS, EQUALS.replace("=</", "≈</"), ANSWER),
        (f"</div>{EQUALS}", f"{EQUALS}</div>", ANSWER),
        ("<div hidden>", "<div>", ANSWER),
        (' aria-label="Plus"', "", NAMES),
        (' title="Equals"', "", NAMES),
    ],
)
def test_whatever_else_is_wrong_is_named(was: str, now: str, lacked: str) -> None:
    assert was in PAGE
    assert lacks(PAGE.replace(was, now), KEYPAD) == (lacked,)


def test_keys_are_no_search_and_a_search_has_no_keys() -> None:
    assert "one search" in lacks(PAGE)
    assert ONE in lacks(f'{HEAD}<form><input type="search" name="q"></form>', KEYPAD)
