"""Python and the page's script normalise alike, from the one table."""

import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from safety.normalising import normalise
from tests.node import run_node

SCRIPT = Path(__file__).with_name("normalise.js")


def test_every_character_there_is_becomes_the_same_in_both():
    """Each code point by itself, lone surrogates too, between two letters that stay."""
    points = [f"a{chr(point)}b" for point in range(sys.maxunicode + 1)]
    assert run_node(SCRIPT, points) == [normalise(text) for text in points]


@given(texts=st.lists(st.text(max_size=150), min_size=200, max_size=400))
@settings(max_examples=5, deadline=None)
def test_any_text_becomes_the_same_in_both(texts):
    assert run_node(SCRIPT, texts) == [normalise(text) for text in texts]
