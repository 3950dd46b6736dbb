"""The suspicious partner: which of two pages belongs to someone who wrote something, or chose a second code?

Live links with and without a second code, and unknown, closed and run-out tokens are loaded twice and
compared: status, headers, sizes, and everything that stands in the page but for its own random bytes.
"""

import json
import re
import statistics
import time
from base64 import b64decode
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import insert, select

from app.db import Base, writing
from app.entry import service as entry
from app.entry.document import data_block
from app.entry.skins import skins
from safety.unlocking import ROUNDS, draw_token
from tests.links import facts_with

BLOCK = re.compile(r'(<script type="?application/json"? id="?d"?>)(.*?)(</script>)', re.S)
ENCODINGS = ("br", "gzip", "identity")
# By how many bytes random bytes squeeze apart: the widest of seven pages, in 4,000 draws, was 10 and 28.
SLACK = {"identity": 0, "br": 16, "gzip": 40}
_made = {}


@pytest.fixture(params=skins())
def skin(request):
    """The everyday app of every token, a link's or never made."""
    return request.param


@pytest.fixture
def config(config, skin):
    return replace(config, default_skin=skin)


@pytest.fixture
def make_link(make_link, skin):
    return lambda **how: make_link(**{"skin": skin, **how})


def tokens(make_link, db, now):
    """One token of each sort, and how it came to be so."""
    plain, second = make_link(duress=False, rounds=ROUNDS), make_link(duress=True, rounds=ROUNDS)
    words = make_link(words=True, rounds=ROUNDS)
    closed, ended, gone = make_link(), make_link(), make_link()
    entry.close(db, closed.link.id, now)
    entry.close(db, ended.link.id, now - timedelta(days=1))
    entry.purge(db, [gone.link.id])
    paths = {
        "live": plain,
        "with a second code": second,
        "of words": words,
        "for many": make_link(duress=False, many=True, rounds=ROUNDS),
        "closed": closed,
        "ended": ended,
        "deleted": gone,
    }
    return {name: made.path for name, made in paths.items()} | {"never made": f"/k/{draw_token()}"}


@pytest.fixture
def paths(make_link, db, now, skin):
    """Made once for each everyday app, because the slow step is the real one; other databases get rows."""
    links = Base.metadata.tables["link"]
    if skin in _made:
        with writing(db):
            db.execute(insert(links), _made[skin][1])
    else:
        found = tokens(make_link, db, now)
        _made[skin] = found, [dict(row) for row in db.execute(select(links)).mappings()]
    return _made[skin][0]


def block(page):
    """The page's own data, and the page without it."""
    [found] = BLOCK.finditer(page)
    return json.loads(found[2]), page[: found.start(2)] + page[found.end(2) :]


def shape(data):
    """The sizes of everything in the data, and what is not random."""
    sizes = {key: [len(b64decode(one)) for one in data[key]] for key in ("k", "p")}
    lengths = {key: len(b64decode(data[key])) for key in ("s", "l")}
    return {"keys": list(data), "n": data["n"], **sizes, **lengths}


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_two_loads_of_any_token_are_the_same_byte_for_byte(survivor, paths, encoding, clock):
    for path in paths.values():
        first = survivor.get(path, headers={"Accept-Encoding": encoding})
        clock.move(timedelta(days=2))
        again = survivor.get(path, headers={"Accept-Encoding": encoding})
        assert first.data == again.data
        assert [*first.headers] == [*again.headers]


def test_pages_are_one_page_but_for_their_random_bytes(survivor, paths):
    pages = {name: block(survivor.get(path).text) for name, path in paths.items()}
    assert len({without for _, without in pages.values()}) == 1
    shapes = [shape(data) for data, _ in pages.values()]
    assert all(each == shapes[0] for each in shapes)


def test_answers_have_one_status_one_set_of_headers_and_one_size(survivor, paths):
    for encoding in ENCODINGS:
        answers = [survivor.get(path, headers={"Accept-Encoding": encoding}) for path in paths.values()]
        heads = [[pair for pair in answer.headers if pair[0] != "Content-Length"] for answer in answers]
        assert all(head == heads[0] for head in heads)
        assert {answer.status_code for answer in answers} == {200}
        lengths = [len(answer.data) for answer in answers]
        assert max(lengths) - min(lengths) <= SLACK[encoding]


def test_nothing_random_is_shared_between_two_pages(survivor, paths):
    seen = [one for path in paths.values() for one in random_parts(block(survivor.get(path).text)[0])]
    assert len(seen) == len(set(seen))


def random_parts(data):
    return [data["s"], data["l"], *data["k"], *data["p"]]


def test_a_wrong_code_is_answered_alike_for_every_token(survivor, paths):
    answers = []
    for path in paths.values():
        answer = survivor.post(path, data={"q": "271828"})
        shown = survivor.get(path)
        head = [pair for pair in answer.headers if pair[0] not in {"Set-Cookie", "Location"}]
        answers.append((answer.status_code, head, len(answer.headers["Set-Cookie"]), block(shown.text)[1]))
    assert all(answer == answers[0] for answer in answers)


def test_a_page_says_nothing_of_who_reads_what_is_sent(survivor, make_link, keys):
    made = make_link()
    page = survivor.get(made.path).text
    assert entry.facts_of(keys, made.link).number not in page
    assert made.link.id.hex not in page


def test_other_facts_change_every_page_on_the_same_day_and_none_before(
    survivor, make_link, paths, db, keys, now
):
    made = make_link()
    entry.settle_code(db, made.link.id)
    everyone = {**paths, "this one": made.path}
    before = {name: survivor.get(path).data for name, path in everyone.items()}
    entry.replace_facts(db, keys, made.link.id, facts_with(*made.recipients[:1]))
    assert {name: survivor.get(path).data for name, path in everyone.items()} == before
    assert entry.turn_epoch(db) == 1
    after = {name: survivor.get(path).data for name, path in everyone.items()}
    assert not [name for name in everyone if before[name] == after[name]]
    assert {len(page) for page in before.values()} == {len(page) for page in after.values()}
    assert entry.turn_epoch(db) == 0
    assert {name: survivor.get(path).data for name, path in everyone.items()} == after


def test_salt_and_slots_outlive_an_epoch_on_every_page(survivor, make_link, paths, db, keys):
    made = make_link()
    entry.settle_code(db, made.link.id)
    lasting = {name: block(survivor.get(path).text)[0] for name, path in paths.items()}
    entry.replace_facts(db, keys, made.link.id, facts_with(*made.recipients[:1]))
    entry.turn_epoch(db)
    for name, path in paths.items():
        data = block(survivor.get(path).text)[0]
        assert all(data[key] == lasting[name][key] for key in ("n", "s", "k", "l"))


def used(client, made, code):
    """Open the form without a script, send twice, open it again."""
    client.post(made.path, data={"q": code})
    client.post(made.path, data={"b1": "a day out", "c1": "1"})
    client.post(made.path, data={"b1": "a longer day out"})
    client.post(made.path, data={"q": code})


def stolen(db, link_id):
    """What a thief without DATA_KEY sees of one link: every row but its ids, a sealed value as its size."""
    tables = [table for table in Base.metadata.sorted_tables if "link_id" in table.columns]
    return {table.name: sorted(rows_of(db, table, link_id)) for table in tables}


def rows_of(db, table, link_id):
    for row in db.execute(select(table).where(table.c.link_id == link_id)).mappings():
        shown = {name: len(value) if isinstance(value, bytes) else value for name, value in row.items()}
        yield [(name, str(value)) for name, value in shown.items() if not isinstance(value, UUID)]


def test_a_database_without_its_key_does_not_tell_that_the_second_code_was_used(survivor, make_link, db):
    seen = []
    for codes in (("live",), ("second",), ("live", "second"), ("second", "live")):
        made = make_link()
        for code in codes:
            used(survivor, made, made.new.code if code == "live" else made.new.duress_code)
        seen.append(stolen(db, made.link.id))
    assert {name for name, rows in seen[0].items() if rows} == {"send", "signal"}
    assert seen[0] == seen[1]
    assert seen[2] == seen[3]
    assert [len(one["signal"]) for one in seen] == [1] * 4


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
def test_making_a_page_takes_as_long_for_a_token_that_was_never_made(db, keys, make_link, now, skin):
    """Ratio of medians over interleaved cold pages; a thousand of each."""
    live = [make_link() for _ in range(4)]
    usual = entry.Looks(skin, "en", "en")
    taken = {"live": [], "likeness": []}
    for number in range(1000):
        for name, token in (("live", live[number % 4].new.token), ("likeness", f"likeness {number % 4}")):
            begun = time.perf_counter()
            data_block(entry.find(db, keys, token, usual, now))
            taken[name].append(time.perf_counter() - begun)
    ratio = statistics.median(taken["live"]) / statistics.median(taken["likeness"])
    assert 0.9 <= ratio <= 1.1
