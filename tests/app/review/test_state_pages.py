"""How far each language is: the same counts for everybody who chooses, hands out or checks one."""

from dataclasses import replace

import pytest

from app.web import states
from app.web.catalogues import domains, source_strings
from app.web.locale import available, locale_of, locales
from app.web.states import Count


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
def test_everyone_who_needs_it_sees_every_language_of_the_register(desk, browser_of):
    for who in (desk.one, desk.circle.team.lead):
        page = browser_of(who).get("/staff/languages").text
        missing = [one.english for one in locales().values() if one.english not in page.replace("&amp;", "&")]
        assert missing == []
        assert page.count("<tr data-row>") == len([one for one in states.states() if one.parts])
        assert "no sound" in page and "Take her views live" in page


def test_every_string_is_counted_once_and_those_that_safety_hangs_on_again():
    for locale in available("form"):
        if locale.code == "en":
            continue
        found = states.state_of(locale)
        assert found.strings.all == sum(len(source_strings(part)) for part in found.parts), locale.code
        assert 40 < found.critical.all < found.strings.all, locale.code
        assert set(found.parts) <= set(domains())
    read_by_ear = states.state_of(locale_of("syl"))
    assert read_by_ear == replace(states.state_of(locale_of("bn")), locale=locale_of("syl"))


@pytest.mark.parametrize(
    ("count", "word"),
    [
        ((0, 0, 0), states.NOT_BEGUN),
        ((9, 0, 0), states.DRAFT),
        ((8, 1, 0), states.PARTLY),
        ((1, 0, 8), states.PARTLY),
        ((0, 1, 8), states.CHECKED),
        ((0, 0, 9), states.APPROVED),
    ],
)
def test_a_language_is_as_far_as_the_least_of_its_strings(count, word):
    assert Count(*count).word == word
