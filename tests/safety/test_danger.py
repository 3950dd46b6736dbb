"""What is shown to be checked: a table of sentences in three languages, and what holds for any text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.danger import KINDS, languages, phrases, prompts

FOUND = [
    ("He choked me and said he would kill my children.", {"choking": "choked", "kill": "kill my children"}),
    ("HE CAN’T know: I could not breathe", {"choking": "could not breathe"}),
    ("he put his hands around my neck", {"choking": "hands around my neck"}),
    ("he says he'll kill me", {"kill": "kill me"}),
    ("There is a knife under the bed", {"weapon": "knife"}),
    ("I’m leaving him tomorrow", {"leaving": "leaving him"}),
    ("I am leaving this Friday", {"leaving": "leaving this Friday"}),
    ("I leave on Friday", {"leaving": "leave on Friday"}),
    ("I'm leaving on Saturday", {"leaving": "leaving on Saturday"}),
    ("On Friday I am leaving", {"leaving": "Friday I am leaving"}),
    ("I will go to the refuge tomorrow", {"leaving": "go to the refuge"}),
    ("He's out on Monday", {"release": "He's out on Monday"}),
    ("he gets out on Friday", {"release": "he gets out on Friday"}),
    ("He put a pillow over my face", {"choking": "pillow over my face"}),
    ("The hearing is on Thursday", {"court": "hearing is on Thursday"}),
    ("I am pregnant", {"pregnant": "pregnant"}),
    ("they let him out of prison", {"release": "out of prison"}),
    ("he waits in his car outside", {"stalking": "waits in his car outside"}),
    ("He has hidden my passport.", {"passport": "passport"}),
    ("Some days I want to die", {"die": "want to die"}),
    ("Boję się, że mnie zabije. Jestem w CIĄŻY.", {"kill": "mnie zabije", "pregnant": "CIĄŻY"}),
    ("On mnie dusił i zabrał mi dokumenty", {"choking": "dusił", "passport": "zabrał mi dokumenty"}),
    ("Rozprawa jest jutro", {"court": "Rozprawa jest jutro"}),
    ("a on wychodzi z więzienia", {"release": "wychodzi z więzienia"}),
    ("Nie chcę już żyć", {"die": "Nie chcę już żyć"}),
    ("Śledzi mnie", {"stalking": "Śledzi"}),
    ("Chcę uciec", {"leaving": "uciec"}),
    ("wyjeżdżam w piątek", {"leaving": "wyjeżdżam"}),
    ("odchodzę jutro", {"leaving": "odchodzę"}),
    ("On wychodzi w piątek", {"release": "wychodzi w piątek"}),
    ("Położył mi poduszkę na twarz", {"choking": "poduszkę na twarz"}),
    ("Ma nóż", {"weapon": "nóż"}),
    ("هو خنقني وقال سيقتلني بالسكين", {"choking": "خنقني", "kill": "سيقتلني", "weapon": "بالسكين"}),
    ("أنا حامِـــل والمحكمة غداً", {"pregnant": "حامِـــل", "court": "والمحكمة غداً"}),
    ("أخذ جواز سفري وهو يراقبني", {"passport": "أخذ جواز", "stalking": "يراقبني"}),
    ("أريد أن أهرب", {"leaving": "أهرب"}),
    ("خرج من السجن", {"release": "خرج من السجن"}),
    ("سأغادر غدا", {"leaving": "سأغادر غدا"}),
    ("سأرحل يوم الجمعة", {"leaving": "سأرحل يوم"}),
    ("سيخرج يوم الاثنين", {"release": "سيخرج يوم"}),
    ("وضع مخدة على وجهي", {"choking": "مخدة على وجهي"}),
    ("أريد أن أموت", {"die": "أريد أن أموت"}),
]  # fmt: skip
NOT_FOUND = [
    "",
    "I want a door that locks.",
    "an artichoke, a pair of scissors, and begun again",
    "my skills and my court shoes",
    "We go to school on Friday. The meeting is this Saturday.",
    "He is out at work. I put cream on my face.",
    "Moja córka ma szkołę w piątek",
    "المدرسة يوم الجمعة",
    "nożyczki leżą na stole, sądzę",
    "أريد بيتا آمنا لأطفالي",
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_a_place_to_check_is_found_as_it_stands(text: str, expected: dict[str, str]) -> None:
    assert {one.kind: text[one.start : one.end] for one in prompts(text)} == expected


@pytest.mark.parametrize("text", NOT_FOUND)
def test_nothing_is_found_in_parts_of_other_words(text: str) -> None:
    assert prompts(text) == []


def test_a_prompt_takes_no_notice_of_not_and_says_nothing_of_it() -> None:
    assert [one.kind for one in prompts("I am not pregnant")] == ["pregnant"]


def test_every_kind_has_phrases_in_every_language_and_every_list_says_who_wrote_it() -> None:
    assert languages() == ("ar", "en", "pl")
    for language in languages():
        assert {kind for kind, _ in phrases(language).kinds} == set(KINDS)
        assert phrases(language).said.startswith("draft: written by a machine")


SOUND = ["kill me", "choked", "مسدس", "zabije", " ", ".", "ﷺ", "İ", "ß", "\u0301", "\u202e", "\ud83d", "🙂"]


@given(st.lists(st.sampled_from(SOUND) | st.text(max_size=20), max_size=12).map("".join))
def test_places_lie_in_the_text_in_order_and_apart(text: str) -> None:
    found = prompts(text)
    assert found == sorted(found, key=lambda one: (one.start, -one.end))
    assert all(0 <= one.start < one.end <= len(text) and one.kind in KINDS for one in found)
    for kind in KINDS:
        own = [one for one in found if one.kind == kind]
        assert all(one.end <= later.start for one, later in pairwise(own))


@given(st.text(max_size=30), st.text(max_size=30))
def test_what_stands_around_it_takes_nothing_away(before: str, after: str) -> None:
    assert "weapon" in {one.kind for one in prompts(f"{before}. knife .{after}")}
