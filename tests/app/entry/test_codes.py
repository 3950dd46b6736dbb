"""Which codes a link gets, and that no everyday app answers one."""

import pytest

from app.entry import skins
from app.entry.codes import Wanted, draw_codes, has_box, told, words_in
from app.entry.found import Looks
from safety.drawing import stream
from safety.unlocking import draw_code
from tests.spread import every_pair, pairs

WORDS = Wanted(duress=True, words=True, drafts=True)
DRAWN, DRAWN_IN_EACH = 20, 1  # draws in what stands for all, and in every other language of an app


def each_box():
    """Every app with a box in every language that it has, and the draws that are asked of it."""
    picked = set(pairs())
    for skin, cover in every_pair():
        if has_box(skin):
            yield skin, cover, DRAWN if (skin, cover) in picked else DRAWN_IN_EACH


def drawn(now, wanted=WORDS, *, skin="plain", cover="en", form="en", label=b"codes"):
    return draw_codes(stream(b"a secret", label), Looks(skin, cover, form), wanted, now)


@pytest.mark.parametrize("form", ["en", "en-x-easyread", "ar"])
def test_two_words_come_from_the_list_of_the_form_s_language(now, form):
    listed = words_in(form, drafts=True)
    assert listed
    code, second = drawn(now, form=form)
    said = [*code.split(" "), *second.split(" ")]
    assert len(set(said)) == 4
    assert set(said) <= set(listed.words)


def test_a_list_that_nobody_reviewed_is_for_a_demonstration_only(now):
    code, second = drawn(now, Wanted(duress=True, words=True))
    assert (code + second).isdigit()
    assert words_in("en", drafts=False) is None


def test_without_a_box_or_a_list_of_the_language_the_code_is_six_digits(now):
    for skin in (skin for skin in skins.skins() if not has_box(skin)):
        assert all(code.isdigit() for code in drawn(now, skin=skin))
    assert all(code.isdigit() for code in drawn(now, form="ro"))


def test_no_second_code_is_drawn_where_none_is_wanted(now):
    assert drawn(now, Wanted(words=True, drafts=True))[1] is None


def test_no_everyday_app_finds_anything_for_a_code_of_either_kind(now):
    number = 0
    for skin, cover, draws in each_box():
        for _ in range(draws):
            number += 1
            label, form = f"{number}".encode(), ("en", "ar")[number % 2]
            digits = draw_code(stream(b"a secret", label))
            for code in (drawn(now, skin=skin, cover=cover, form=form, label=label)[0], digits):
                assert not skins.finds(skin, cover, now.year, code), (skin, cover, code)


def test_two_words_that_an_everyday_app_would_answer_are_known_as_such(now):
    """A control: a search for what is there does find it, in whichever app it stands."""
    assert told(Looks("plain", "en", "en"), now, "easter monday")
    assert told(Looks("list", "en", "en"), now, "easter monday")
    assert not told(Looks("plain", "en", "en"), now, "lantern wombat")
