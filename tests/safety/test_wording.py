"""Telling words: found in prose and in names, and not where there are none."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.wording import parts, telling, unfit

LISTS = json.loads((Path(__file__).parents[2] / "safety/telling.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        *("leaveNow()", 'class="leave-now"', "LEAVE_NOW", "quickexit.css", "QuickExitButton"),
        *("/static/safe-house.svg", "isVictim", "XMLViolence", "<title>MARAC</title>"),
        *("a survivor's page", "Women’s Aid", "domestic\nviolence", "call the police", "vi\u0301olence"),
    ],
)
def test_a_telling_word_is_found_however_it_is_written(text):
    assert telling(text, "en")


@pytest.mark.parametrize(
    "text",
    ["العنف الأسري", "العُنف", "وبالشرطة", "للضحايا", "غادري الآن", "الشـرطة", "خط المساعدة", "ملجأ"],
)
def test_an_arabic_one_is_found_with_what_is_joined_to_it(text):
    assert telling(text, "ar")
    assert telling(text)


@pytest.mark.parametrize(
    "text",
    [
        *("for (const x of y)", "inset: env(safe-area-inset-top)", "object-fit: cover", "e.key === 'Escape'"),
        *("onmouseleave pointerleave", "navigator.serviceWorker", "crypto.decrypt", "a form element"),
        *("annual leave", "Now: leaves fall", "Police, fire, ambulance: 999", "week 12 starts on Monday", ""),
    ],
)
def test_ordinary_source_and_an_everyday_page_hold_none(text):
    assert telling(text) == []


@pytest.mark.parametrize(
    "text", ["عطلات المصارف", "تغيير الساعة", "رقم الأسبوع", "الأيام بين تاريخين", "الشرطة والإسعاف"]
)
def test_an_everyday_arabic_page_holds_none(text):
    assert telling(text) == []


@given(before=st.text(max_size=20), after=st.text(max_size=20), at=st.integers(0, 10**6))
def test_every_listed_word_is_found_between_any_others(before, after, at):
    code = sorted(LISTS["words"])[at % len(LISTS["words"])]
    words = LISTS["words"][code]
    assert telling(f"{before} . {words[at % len(words)]} . {after}")


def test_one_locale_is_asked_with_english_and_none_with_every_list():
    assert telling("عنف", "ar-SY") and not telling("عنف", "en") and telling("عنف")
    assert telling("violence", "ar") and telling("violence", "pl")


def test_each_list_is_sorted_into_no_doubles():
    for phrases in LISTS["words"].values():
        assert len(phrases) == len(set(phrases))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Ring Amal when you can.", "Amal"),
        ("HARBOUR-HOUSE says hello", "Harbour House"),
        ("Beforehand", "Beforehand"),
        ("See days.example/x", "an address"),
        ("See https://x", "an address"),
        ("Your refuge rang.", "refuge"),
        ("Two\nlines", "not one line of letters"),
        ("\u202eenil", "not one line of letters"),
        ("", "not one line of letters"),
        ("x" * 321, "not one line of letters"),
    ],
)
def test_a_text_that_may_not_go_says_why(text, fault):
    assert fault in unfit(text, ["Amal", "Harbour House"])


def test_a_text_that_is_dull_may_go():
    assert unfit("Please ring me when you have a moment.", ["Amal", ""]) == []
    assert unfit("ماشین\u200cحساب", []) == []  # spelled with a joiner


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a" * 160, (1, "GSM-7")),
        ("a" * 161, (2, "GSM-7")),
        ("€" * 80, (1, "GSM-7")),
        ("€" * 81, (2, "GSM-7")),
        ("ب" * 70, (1, "UCS-2")),
        ("ب" * 71, (2, "UCS-2")),
        ("’", (1, "UCS-2")),
        ("👍" * 35, (1, "UCS-2")),
        ("👍" * 36, (2, "UCS-2")),
    ],
)
def test_parts_are_counted_as_the_networks_count_them(text, told):
    found = parts(text)
    assert (found.count, found.alphabet) == told


def test_vowel_signs_of_india_belong_to_their_words() -> None:
    assert telling("তালাক", "bn") == ["তালাক"]
    assert telling("তালিকা নেই", "bn") == []
