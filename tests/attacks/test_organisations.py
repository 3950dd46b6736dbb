"""The curious organisation: with fifty links, and polling all it can reach, it cannot tell if any was used.

Everything that its people can ask for is fetched before and after its links were used between no time and
sixty: pages, sizes, headers, order, refusals, and the statements that the database was asked to answer with.
"""

import json
import re
import statistics
import time
from random import Random
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event

from app.community import kits
from app.community.pieces import KINDS
from app.db import writing
from app.entry import service as entry
from app.inbox import links
from app.inbox import service as inbox
from app.inbox.models import CommunityLink, What
from app.voice import cookie
from app.voice import service as voice
from app.web.audience import COMMUNITY, LEAD, PUBLIC_STAFF, SIGNED_IN, audience_of
from safety import sealing
from safety.sealing import Header, Kind
from tests.app.community.conftest import PLAN, POOL, browser_of, circle, make_circle
from tests.app.desk.team import VIEWS, client_for

__all__ = ["browser_of", "circle"]

LINKS, MOST_USES, ROUNDS = 50, 60, 1
TOKEN = re.compile(r'((?:name="csrf_token"[^>]*value|"token":)=?")[^"]*')
FORM = "application/x-www-form-urlencoded"
SAID = {**VIEWS, "a": {**VIEWS["a"], "years": {"c": ["adult"], "t": ""}}}


def fifty(circle):
    """Twenty-five kits in two languages, as `make_kit` makes them but for the slow lock of each code."""
    made = [circle.make(kits.Plan(f"Kit {at}", (), *_rest())).id for at in range(LINKS // 2)]
    return [(kit_id, _link(circle, kit_id, language)) for kit_id in made for language in PLAN.languages]


def _rest():
    return PLAN.skin, PLAN.own_cover, PLAN.area_code, KINDS


def _link(circle, kit_id, language):
    team = circle.team
    facts = links.facts(team.db, team.keys, team.service_id, "")
    looks = {"skin": "list", "cover_locale": "en", "form_locale": language}
    with writing(team.db):
        new = entry.create_link(
            team.db,
            team.keys,
            **looks,
            facts=facts,
            codes=entry.Wanted(),
            closes_at=team.now + links.LASTS,
            now=team.now,
            kind=entry.Kind.COMMUNITY,
            rounds=ROUNDS,
        )
        entry.settle_code(team.db, new.link_id)
        row = CommunityLink(link_id=new.link_id, service_id=team.service_id, kit_id=kit_id, area_code="")
        row.made_at = team.now
        row.sealed_code = team.keys.data.seal(new.code.encode(), b"community code:" + new.link_id.bytes)
        team.db.add(row)
    return new


def used(circle, new, times):
    """This many people send something over one link; the last asks that it be read soon."""
    team, link = circle.team, entry.by_id(circle.team.db, new.link_id)
    to = entry.facts_of(team.keys, link).recipients
    with writing(team.db):
        for at in range(times):
            header = Header(link.id.bytes, uuid4().bytes, 1, Kind.FINAL, urgent=at == times - 1)
            blob = sealing.seal(header, json.dumps(SAID).encode(), to)
            voice.store(team.db, team.keys, link, sealing.parse(blob), blob, duress=False, now=team.now)


def use_all(circle, all_links, phone):
    """Each between no time and sixty; one by hand, without a script; some of it opened and decided about."""
    draw, team = Random(6), circle.team
    for _, new in all_links:
        used(circle, new, draw.choice((0, 0, 0, 1, 2, 5)))
    used(circle, all_links[7][1], MOST_USES)
    by_hand = all_links[8][1]
    for typed in ({"q": by_hand.code}, {"b1": "a day out", "c1": "1"}, {"q": by_hand.code}):
        phone.post(f"/k/{by_hand.token}", data=urlencode(typed), content_type=FORM)
        phone.get(f"/k/{by_hand.token}")
    sitting = inbox.waiting(team.db, team.service_id)[0].sitting.id
    inbox.open_arrival(team.db, team.keys, sitting, team.reader(), team.now)
    inbox.decide(team.db, team.keys, sitting, inbox.Decision(What.NOT_REAL), team.reader(), team.now)


def reachable(app, all_links):
    """Every address of the staff's host that answers a GET, filled in with kits and links of theirs."""
    kit_id, new = all_links[0]
    values = {
        "kit_id": kit_id,
        "link_id": new.link_id,
        "locale": "ar",
        "kind": "poster",
        "organisation_id": kit_id,
    }
    for rule in app.url_map.iter_rules():
        if "GET" not in rule.methods or "PDF" in rule.rule.upper() or rule.endpoint.endswith(".static"):
            continue
        page = app.view_functions[rule.endpoint]
        address = rule.rule
        for name in rule.arguments:
            filled = str(values.get(name, UUID(int=7)))
            address = re.sub(rf"<(?:\w+:)?{name}>", filled, address)
        yield address, bool(audience_of(page) & {COMMUNITY, SIGNED_IN, PUBLIC_STAFF})


def addresses(app, all_links):
    """Those, the further pages of the list, every kit, and every piece of some."""
    yield from (address for address, _ in reachable(app, all_links))
    yield from (f"/staff/kits?page={page}" for page in (1, 2, 3))
    yield from (f"/staff/kits/{kit_id}" for kit_id, _ in all_links)
    yield from (f"/staff/kits/{kit_id}/en/{kind}" for kit_id, _ in all_links[::17] for kind in KINDS)


def seen(client, app, all_links):
    """All that comes back, but for the tokens of forms, which are new each time."""
    answers = {}
    for address in addresses(app, all_links):
        answer = client.get(address)
        body = answer.data if "assets" in address else TOKEN.sub(r"\1", answer.text)
        answers[address] = (answer.status_code, [*answer.headers], body)
    return answers


def asked_of_the_database(engine, look):
    """What a look gives, and every statement that it took."""
    statements = []

    def note(*told):
        statements.append(told[2])

    event.listen(engine, "before_cursor_execute", note)
    try:
        return look(), statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def test_an_organisation_cannot_tell_whether_any_of_fifty_links_was_used(
    circle, browser_of, staff_app, survivor
):
    all_links, team = fifty(circle), circle.team
    client, idva = browser_of(circle.member), client_for(staff_app, team, team.idva)
    with staff_app.app_context():
        engine = staff_app.extensions["sqlalchemy"].engine

    def look():
        return seen(client, staff_app, all_links)

    look()  # what is made once, is made
    before, asked = asked_of_the_database(engine, look)
    pages = {new.token: survivor.get(f"/k/{new.token}").data for _, new in all_links[::10]}
    inbox_before = idva.get("/staff/inbox").text
    use_all(circle, all_links, survivor)
    assert idva.get("/staff/inbox").text != inbox_before  # it was used, and who should see that does
    after, asked_after = asked_of_the_database(engine, look)
    assert len(before) > LINKS
    assert [address for address in before if before[address] != after[address]] == []
    assert asked_after == asked
    survivor.delete_cookie(cookie.NAME, domain="days.example")
    assert {token: survivor.get(f"/k/{token}").data for token in pages} == pages


def test_what_is_not_for_an_organisation_is_refused_whatever_was_sent(circle, browser_of, staff_app):
    all_links = [(circle.make(kits.Plan("Kit", (), *_rest())).id, None)]
    all_links = [(all_links[0][0], _link(circle, all_links[0][0], "ar"))]
    client = browser_of(circle.member)
    closed = [address for address, theirs in reachable(staff_app, all_links) if not theirs]
    assert {"/staff/inbox", "/staff/cases", "/staff/trail", "/staff/organisations"} <= set(closed)
    machines = {"/healthz", "/readyz"}
    refused = {address: client.get(address).status_code for address in closed if address not in machines}
    assert set(refused.values()) == {403}
    assert not audience_of(staff_app.view_functions["inbox.arrivals"]) & {COMMUNITY, SIGNED_IN}
    assert LEAD in audience_of(staff_app.view_functions["inbox.arrivals"])


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
def test_a_look_at_used_kits_takes_as_long_as_at_kits_that_nobody_used(circle, db, keys, now):
    """Ratio of medians over interleaved looks at two organisations that differ in nothing else."""
    quiet = make_circle(db, keys, now)
    for _, new in fifty(circle):
        used(circle, new, 1)
    fifty(quiet)
    taken = {"used": [], "quiet": []}
    for _ in range(100):
        for name, whose in (("used", circle), ("quiet", quiet)):
            begun = time.perf_counter()
            kits.kits_of(db, keys, POOL, whose.viewer, now)
            taken[name].append(time.perf_counter() - begun)
    assert 0.9 <= statistics.median(taken["used"]) / statistics.median(taken["quiet"]) <= 1.1
