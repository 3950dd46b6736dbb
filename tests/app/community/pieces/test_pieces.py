"""What is on a piece, and what never is: every kind, in every language and everyday app that there is."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from app.accounts.demo import SERVICES
from app.community.pieces import DULL, KINDS, page, qr_svg, share_text, words
from app.community.pieces.drawing import document
from app.community.pieces.leaf import leaves
from app.community.pieces.voices import voices_of
from app.entry import service as entry
from app.web.catalogues import source_strings
from app.web.locale import available, locale_of
from safety.wording import MOST_LETTERS, OWN_NAMES, telling, unfit
from tests.app.community.pieces.paper import ADDRESS, CODE, SHOWN, every, piece, sheet

EVERY = list(every())
ACTIVE = re.compile(
    r"<script|<style|<link|<iframe|<object|\bstyle=|\bon\w+=|\bhref=|\bsrc=|javascript:|url\(", re.I
)
NAMES = (*OWN_NAMES, *SERVICES)


def words_on(markup: str) -> str:
    return Markup(markup).striptags()


def joined(text: str) -> str:
    return "".join(text.split())


def test_every_kind_app_and_pair_of_languages_is_walked() -> None:
    assert {kind for kind, _ in EVERY} == set(KINDS)
    assert {one.skin for _, one in EVERY} == set(entry.skins())
    walked = {(one.locale, one.cover_locale) for _, one in EVERY}
    assert {kit.code for kit in available("kit")} == {locale for locale, _ in walked}
    mixed = {locale_of(cover).dir for locale, cover in walked if locale == "en" != cover}
    assert ("en", "en") in walked and mixed == {"ltr", "rtl"}


def test_nothing_that_may_lie_about_at_home_tells_what_it_is() -> None:
    """Names in its markup and what a PDF is called too."""
    for kind, one in EVERY:
        if kind in DULL:
            assert (kind, one, telling(sheet(kind, one))) == (kind, one, [])


def test_the_walk_can_fail_a_poster_tells_and_so_would_a_card_with_one_word_of_it() -> None:
    assert telling(sheet("poster", piece())) != []
    told = replace(voices_of(piece()), called=entry.Called("Recipes and refuge", ""))
    assert telling(document("cards", piece(), told)) != []


def test_each_has_the_address_and_the_number() -> None:
    for kind, one in EVERY:
        text = joined(words_on(sheet(kind, one)))
        assert (kind, one, ADDRESS.removeprefix("https://") in text) == (kind, one, True)
        assert (kind, one, CODE in text) == (kind, one, True)


def test_none_names_a_service_an_organisation_or_us() -> None:
    for kind, one in EVERY:
        text = words_on(sheet(kind, one)).casefold()
        assert (kind, one, [name for name in NAMES if name.casefold() in text]) == (kind, one, [])


def test_nothing_on_a_page_runs_is_fetched_or_brings_its_own_style() -> None:
    for kind, one in EVERY:
        assert (kind, one, ACTIVE.findall(sheet(kind, one))) == (kind, one, [])


def test_each_says_its_language_and_direction_and_the_english_beneath_its_own() -> None:
    for kind, one in EVERY:
        lang = one.cover_locale if kind in DULL else one.locale
        right = f'lang="{lang}" dir="{locale_of(lang).dir}"'
        assert (kind, one, right in sheet(kind, one).partition("<article")[2].partition(">")[0]) == (
            kind,
            one,
            True,
        )
    assert '<small lang="en" dir="ltr">Use a phone that nobody else looks at.</small>' in page(
        "poster", piece(locale="ar")
    )


def test_what_two_people_approved_needs_no_english_beneath() -> None:
    one = piece(locale="ar")
    voices = voices_of(one)
    approved = replace(voices, hers=replace(voices.hers, approved=frozenset(source_strings("kit"))))
    assert "<small" in document("poster", one, voices)
    assert "<small" not in document("poster", one, approved)


def test_a_text_to_share_is_fit_for_any_phone() -> None:
    for one in {one for _, one in EVERY}:
        text = share_text(one)
        assert (text, unfit(text, SERVICES, ADDRESS)) == (text, [])
        assert re.sub("[\u200c\u200d]", "", text).isprintable()
        assert len(text) < MOST_LETTERS // 2


def test_a_number_is_in_two_halves_where_it_is_read_and_whole_where_it_is_turned_about() -> None:
    assert SHOWN in words_on(page("cards", piece(locale="ar")))
    assert CODE in share_text(piece(locale="ar"))


def test_a_code_of_two_words_and_an_address_of_a_demonstration_stand_as_they_are() -> None:
    one = replace(piece(), code="river lamp", address="http://127.0.0.1:8000/k/7QX4-M2VD-9KTR-3HZP")
    text = words_on(page("cards", one))
    assert "river lamp" in text
    assert "http://127.0.0.1:8000/k/7QX4-M2VD-9KTR-3HZP" in joined(text)


def test_what_is_put_in_is_never_markup() -> None:
    one = replace(piece(), code="<b>1</b>", address="https://days.example.org/k/<i>x</i>")
    for kind in KINDS:
        assert not re.search(r"<b>1|<i>x", page(kind, one))


@pytest.mark.parametrize("kind", ["", "posters", "../document", "document", "_marks"])
def test_there_is_no_other_kind(kind: str) -> None:
    with pytest.raises(KeyError):
        page(kind, piece())


@pytest.mark.parametrize("skin", entry.skins())
def test_every_everyday_app_has_something_for_a_fridge_in_every_language(skin: str) -> None:
    for cover in entry.cover_locales(skin):
        one = piece(skin, cover_locale=cover.code)
        for leaf in leaves(one, voices_of(one)):
            assert leaf.title
            assert sum(len(part.rows) for part in leaf.parts) >= 3


@given(st.from_regex(r"[0-9]{6}", fullmatch=True))
def test_a_kit_has_always_the_same_two_dishes(code: str) -> None:
    one = replace(piece(), code=code)
    first, second = leaves(one, voices_of(one))
    assert first.title != second.title
    assert (first, second) == leaves(one, voices_of(one))


def test_the_square_alone_is_a_drawing_of_the_address() -> None:
    assert qr_svg(piece()).startswith("<svg")
    assert qr_svg(piece()) in page("qr", piece())
    assert "style=" not in qr_svg(piece())


def test_what_the_poster_points_to_is_said_as_the_form_says_it() -> None:
    assert "Leave now" in source_strings("form")
    for locale in ("en", "ar"):
        form = entry.texts(locale)
        assert form.say("Leave now") in words_on(page("poster", piece(locale=locale)))
    poster = words_on(page("poster", piece()))
    for sentence in (words.WHOSE_PHONE, words.WHO_READS, words.NO_PHOTO, words.NO_ALARM):
        assert sentence in poster


def test_a_long_address_is_cut_between_names_and_never_inside_one() -> None:
    host = "www.kitchen-notebook.example.org.uk"
    one = replace(piece("recipes", "en"), address=f"https://{host}/k/7QX4-M2VD-9KTR-3HZP")
    assert ["".join(line) for line in one.parts] == list(one.lines)
    assert one.parts[0] == ("www.", "kitchen-", "notebook.", "example.", "org.", "uk/", "k/")
    assert not one.long
    assert replace(one, address=one.address.replace("kitchen-notebook", "kitchennotebookonline")).long
