"""A sender's name stands on her phone: nothing of it may tell, however it is written."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.sender import tells

SERVICE = "Lantern House Advocacy"
LISTS = json.loads((Path(__file__).parents[2] / "safety/telling.json").read_text(encoding="utf-8"))
WORDS = [word for word in LISTS["words"]["en"] if len(word) > 3]


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Women Aid",
            "WomensAid",
            "DV team",
            "DVteam",
            "TeamDV",
            "Safe",
            "S4fe",
            "Refuge",
            "IDVA",
            "MARAC news",
        ),
        *(
            "Lantern",
            "lanternuk",
            "LANTERN H",
            "House",
            "LHA",
            "Advocacy",
            "Help",
            "Mujeres",
            "Kobiety",
            "Frauen",
            "Lntrn",
            "NHS",
            "Court",
            "Hestia",
            "nia",
        ),
    ],
)
def test_what_tells_is_found(name):
    assert tells(name, SERVICE)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Quayside", "quayside"),
        ("QUAYSIDE UK", "quayside"),
        ("N Rowe", "rowe"),
        ("Nadia", "nadia"),
        ("Hackney", "hackney"),
        ("Hcknywck", "hackney"),
        ("Jo at work", "jo"),
    ],
)
def test_names_that_others_know_are_found(name, found):
    others = ("Quayside Advocacy", "Nadia Rowe", "Jo Bell", "Hackney", "Kensington and Chelsea")
    assert found in tells(name, SERVICE, others)


def test_a_word_that_only_joins_names_is_no_name():
    assert tells("Of the day", SERVICE, ("Kensington and Chelsea", "King of the Hill")) == []


@pytest.mark.parametrize(
    "name", ["Reminder", "Post", "Days", "Dates", "Diary 24", "Calendar", "+447400123456"]
)
def test_what_is_dull_may_stand(name):
    assert tells(name, SERVICE) == []


@given(at=st.integers(0, 10**6), before=st.text("xyz 7", max_size=3), after=st.text("xyz 7", max_size=3))
def test_every_telling_word_is_found_as_a_part_without_its_gaps(at, before, after):
    word = WORDS[at % len(WORDS)]
    assert tells(f"{before}{word.replace(' ', '').title()}{after}", SERVICE)


def test_the_parts_are_written_as_they_are_compared():
    assert LISTS["senders"] == sorted({part.lower() for part in LISTS["senders"] if part.isalpha()})
