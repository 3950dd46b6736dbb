"""A connection that is cut at every stage of a send: nothing is lost, and it goes once."""

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, expect

from safety.sealing import Kind
from tests.journeys.cutting import Cut, Cutter
from tests.journeys.kept import Service
from tests.walk import Walk

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]
WORDS = "redstart-canary"
REACHES_THE_STORE = (Cut.STORED, Cut.ANSWERED)


@pytest.fixture
def cutter(service: Service) -> Iterator[Cutter]:
    """On the way to the running service."""
    made = Cutter(service.live.port)
    yield made
    made.close()


def _said(service: Service, kind: Kind) -> list[dict[str, str]]:
    """The words of each send that is stored, question by question."""
    contents = [json.loads(one)["a"] for one in service.arrived(kind)]
    return [{question: answer["t"] for question, answer in content.items()} for content in contents]


def test_wherever_a_send_is_cut_off_it_says_so_keeps_the_words_and_comes_once(
    phone: BrowserContext, service: Service, cutter: Cutter
) -> None:
    page = phone.new_page()
    page.goto(cutter.address + service.made.path)
    walk = Walk(page, "en")
    walk.type_code(service.made.new.code)
    walk.start(as_i_go=True)
    state = page.locator("#m output")
    sends: dict[Cut, Callable[[], None]] = {
        Cut.BEFORE: lambda: walk.answer("not", ["police"], WORDS),
        Cut.ASKING: lambda: walk.answer("want", ["stay"], WORDS),
        Cut.STORED: lambda: walk.answer("worry", ["found"], WORDS),
        Cut.ANSWERED: walk.button(walk.word("send")).click,
    }
    for before, (place, send) in enumerate(sends.items()):
        if place is Cut.BEFORE:
            page.wait_for_load_state("networkidle")
        cutter.place = place
        send()
        expect(state).to_have_text(walk.word("kept"))
        stored = len(service.arrived(Kind.PARTIAL)) + len(service.arrived())
        assert (place, stored) == (place, before + (place in REACHES_THE_STORE))
        cutter.place = None
        if place is not Cut.ANSWERED:
            expect(state).to_have_text(walk.word("sent"))
    walk.at("done")
    assert all(cutter.cuts.values())
    assert _said(service, Kind.PARTIAL) == [
        {"not": WORDS},
        {"not": WORDS, "want": WORDS},
        {"not": WORDS, "want": WORDS, "worry": WORDS},
    ]
    assert _said(service, Kind.FINAL) == [{"not": WORDS, "want": WORDS, "worry": WORDS}]
