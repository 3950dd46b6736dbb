"""Promise 11: it is light. What a phone is sent over the line, headers and all, for every skin and language.

The same bytes that `make bench` counts between a real Chromium and the server, sent by a phone that is quick
enough for every run of the tests. Every other look's page is made as it is sent, and what the line adds to a
page is taken from those that were on it.
"""

from datetime import UTC, datetime

import pytest

from app.entry import service as entry
from app.entry.document import Document, document
from app.entry.service import Looks
from tests.bench.budgets import first_view_owed, journey_owed
from tests.bench.grid import Linked, looks, make_links, weighty
from tests.bench.wire import Exchange, journey, plain_journey
from tests.live import Live

pytestmark = pytest.mark.xdist_group("live")

Weighed = list[tuple[Linked, list[Exchange]]]
ALIKE = 16  # bytes by which two pages of one look differ: random letters squeeze apart


@pytest.fixture(scope="module")
def weighed(live: Live) -> Weighed:
    """One journey over a link of each of the looks that are weighed."""
    return [(it, _journey(live.port, it)) for it in make_links(live, weighty())]


def _journey(port: int, it: Linked) -> list[Exchange]:
    return journey(port, it.path, it.leave, it.link_id, it.key, it.readers, it.looks.form_locale)


def test_every_first_view_fits_its_budget(weighed: Weighed):
    weights = {one.looks: went[0].down for one, went in weighed}
    assert {one: weight for one, weight in weights.items() if weight > first_view_owed(one)} == {}


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
def test_the_first_view_of_every_look_there_is_fits_its_budget(weighed: Weighed, db, keys) -> None:
    now = datetime.now(UTC)

    def made(one: Looks) -> int:
        return _said(document(entry.find(db, keys, "nobody's", one, now), now.date(), "br"))

    weights = {one: made(one) for one in looks()}
    line = [went[0].down - weights[one.looks] for one, went in weighed]
    assert 0 < min(line) >= max(line) - ALIKE, "a page on the line is what was made, and the same about each"
    heavy = {one: weight + max(line) for one, weight in weights.items()}
    assert {one: weight for one, weight in heavy.items() if weight > first_view_owed(one)} == {}
    print(f"{len(heavy)} looks; the least to spare", min(first_view_owed(one) - heavy[one] for one in heavy))  # noqa: T201


def _said(page: Document) -> int:
    """What differs between the answers of two looks: the page and what it may run."""
    return len(page.body) + len(page.csp)


def test_every_journey_fits_its_budget(weighed: Weighed):
    weights = {one.looks: sum(each.both for each in went) for one, went in weighed}
    assert {one: weight for one, weight in weights.items() if weight > journey_owed(one)} == {}


def test_every_journey_without_a_script_fits_its_budget(live: Live) -> None:
    went = [(it, plain_journey(live.port, it.path, it.leave, it.code)) for it in make_links(live, weighty())]
    weights = {it.looks: sum(each.both for each in steps) for it, steps in went}
    assert {one: weight for one, weight in weights.items() if weight > journey_owed(one, script=False)} == {}
    for it, (_, opened, form, sent, done, left, home) in went:
        assert [answer.head[9:12] for answer in (opened, sent, left)] == ["303"] * 3, it.looks
        assert len(form.body) > len(home.body) > len(done.body) > 1_000, it.looks
        for page in (form, done):  # nothing can run there, whatever was typed
            assert "default-src 'none';style-src" in page.head
            assert "script-src" not in page.head


def test_every_step_of_those_journeys_was_answered(weighed: Weighed):
    for one, went in weighed:
        first, opened, rest, reply, sent, left, home = went
        assert [opened.body[0], sent.body[0]] == [1, 1], one.looks
        assert len(rest.body) > len(reply.body) > len(sent.body)
        assert "content-encoding: br" in first.head.lower()
        assert "content-encoding: br" in home.head.lower()
        assert left.head.startswith("HTTP/1.1 303")


def test_no_answer_names_its_server_or_says_what_goes_without_saying(weighed: Weighed):
    for one, went in weighed:
        names = {line.partition(":")[0].lower() for each in went for line in each.head.splitlines()}
        assert names & {"server", "connection", "x-powered-by", "via"} == set(), one.looks
        assert "date" in names
