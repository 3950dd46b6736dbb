"""The recipes are whole, and a search finds a dish by what goes into it."""

import re

from app.entry import skins
from app.entry.listed import Section
from app.entry.recipes import Recipe, content
from app.entry.tongue import Json, Tongue
from app.web.locale import locale_of

YEAR = 2026
LOCALES = [locale.code for locale in skins.cover_locales("recipes")]
DATA = skins.data("recipes")
DISHES: list[Json] = [dish for kind in DATA["kinds"] for dish in kind["dishes"]]
NOT_FOR_ALL = (
    r"(?i)\b(beer|wine|cider|sherry|rum|brandy|vodka|pork|ham|bacon|gammon|sausages?|lard|gelatine?)\b"
)


def _shown(locale: str, query: str = "") -> list[Recipe]:
    tongue = Tongue(skins.words("recipes", locale), locale_of(locale).babel)
    sections = content(DATA, tongue, YEAR, query)["sections"]
    assert isinstance(sections, tuple)
    return [item for section in sections if isinstance(section, Section) for item in section.items]  # type: ignore[misc]


def _found(query: str, locale: str = "en") -> list[str]:
    return [recipe.name for recipe in _shown(locale, query)]


def test_there_are_at_least_twelve_dishes_with_a_time_an_amount_and_steps() -> None:
    assert len({dish["name"] for dish in DISHES}) == len(DISHES) >= 12
    for dish in DISHES:
        assert 10 <= dish["minutes"] <= 90 and 2 <= (dish.get("serves") or dish["makes"]) <= 12
        assert len(re.findall(r"\.( |$)", dish["how"])) >= 3, dish["name"]


def test_no_dish_is_odd_for_anybody() -> None:
    assert re.findall(NOT_FOR_ALL, str(DISHES)) == []


def test_every_dish_has_all_its_ingredients_in_every_language() -> None:
    for locale in LOCALES:
        for dish, recipe in zip(DISHES, _shown(locale), strict=True):
            assert len(recipe.needs) == dish["needs"].count(", ") + 1, (locale, recipe.name)
            assert str(dish["minutes"]) in recipe.said, (locale, recipe.name)


def test_every_number_of_the_steps_is_the_same_in_every_language() -> None:
    """Two is a dual in Arabic, one is no word at all: only what is more than two is compared."""
    for locale in LOCALES:
        for english, recipe in zip(_shown("en"), _shown(locale), strict=True):
            for said, meant in ((" ".join(recipe.needs), " ".join(english.needs)), (recipe.how, english.how)):
                assert _large(said) == _large(meant), (locale, recipe.name)


def _large(text: str) -> list[str]:
    return sorted(number for number in re.findall(r"\d+(?:\.\d+)?", text) if float(number) > 2)


def test_a_dish_is_found_by_its_name_and_by_what_it_needs() -> None:
    assert _found("shakshuka") == ["Shakshuka"]
    assert _found("chickpeas") == ["Chickpea curry"]
    assert _found("eggs oil") == ["Shakshuka", "Egg fried rice"]
    assert _found("soup") == ["Red lentil soup", "Leek and potato soup", "Chicken noodle soup"]
    assert _found("عدس", "ar") == ["شوربة عدس أحمر"]


def test_a_word_is_not_found_across_two_words() -> None:
    assert _found("ham") == _found("beef") == _found("nst") == []


def test_a_dish_opens_within_the_page() -> None:
    for locale in LOCALES:
        page = skins.everyday("recipes", locale, YEAR).page()
        assert page.count("<li><details><summary>") == len(DISHES), locale
        assert " open" not in page.partition("<script>")[0], locale
