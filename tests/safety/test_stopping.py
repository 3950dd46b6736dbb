"""Stop means stop, in every language of tier 1 and however it is typed."""

import pytest

from app.web.locale import locales
from safety.stopping import languages, means_stop, stop_words


def test_every_language_of_tier_one_has_its_words():
    owed = {found.catalogue.removesuffix("-x-easyread") for found in locales().values() if found.tier == 1}
    assert owed <= languages()


@pytest.mark.parametrize("word", sorted(stop_words()))
def test_each_of_them_is_known_with_what_people_type_around_it(word):
    assert means_stop(word)
    assert means_stop(f"  {word.upper()}!!! ")
    assert means_stop(f"{word}\u200f.")


@pytest.mark.parametrize(
    "text", ["Stop", "STOP please", "please stop", "إيقاف", "Don't text", "قِف", "S\u200btop"]
)
def test_so_are_other_ways_of_writing_it(text):
    assert means_stop(text)


@pytest.mark.parametrize(
    "text", ["", "ok", "I will be at the bus stop at ten", "yes call me", "👍", "\u0000"]
)
def test_other_words_are_not_taken_for_it(text):
    assert not means_stop(text)
