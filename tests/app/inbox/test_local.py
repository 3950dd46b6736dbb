"""A service's own page: written by its leads, looked at first, shown only after the code, brought back."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from app.accounts import service as accounts
from app.entry import service as entry
from app.entry.local import KEPT
from app.inbox import local
from app.voice import asking
from app.voice.models import Send
from safety import wire
from safety.sealing import Kind
from safety.unlocking import Part, answer_key, open_part, part_aad
from tests.app.voice.phone import opened, post
from tests.links import facts_with

URL = "/staff/inbox/page/en"
TEXT = "<h2>Harbour</h2>\nRing us on 020 7946 0000.\n\nWe ring back."


@pytest.fixture
def lead(team, browser_of):
    return browser_of(team.lead)


def write(lead, text, version=0, step="keep"):
    return lead.post(URL, data={"text": text, "version": str(version), "step": step})


def stands(team, code="en"):
    return local.versions(team.db, local.owner(team.db, team.keys, team.lead), code)


def test_a_lead_looks_at_it_first_and_then_lets_it_stand(team, lead):
    assert "There is none in this language yet" in lead.get(URL).text
    page = write(lead, TEXT, step="look").text
    assert "As she would see it; not kept yet" in page
    assert "See the number" in page
    assert "Ring us on 020 7946 0000." in page  # what was typed is still in its box
    assert stands(team) == []
    assert write(lead, TEXT).status_code == 303
    [page] = stands(team)
    assert page.nodes[0] == ["h", "Harbour"]
    assert "stands since" in lead.get("/staff/inbox/page").text
    assert accounts.entries(team.db, team.service_id)[-1].action == "local page changed"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x" * 1501, "too long for one short page"),
        ("<p>" * 3000, "letters too many"),
        ("turned \u202e round", "cannot be seen, right after “\u2068turned"),
        ("a\x07bell", "cannot be seen, right after “\u2068a"),
        ("<a href='//evil.example'>kept words</a>", "This one does not: //evil.example"),
        ("<a href='javascript:x'>kept words</a>", "This one does not: javascript:x"),
    ],
)
def test_what_cannot_be_shown_is_said_and_what_was_typed_stays(team, lead, text, said):
    page = write(lead, text).text
    assert said in page
    assert "Please put this right" in page
    assert stands(team) == []
    if "kept words" in text:
        assert "kept words" in page


def test_who_began_from_an_older_version_is_told_and_loses_nothing(team, lead):
    write(lead, "first")
    page = write(lead, "mine", version=0).text
    assert "Somebody else changed this page meanwhile" in page
    assert "mine" in page
    assert [one.nodes for one in stands(team)] == [[["p", "first"]]]


def test_what_stood_before_can_be_brought_back_and_so_many_are_kept(team, lead):
    for number in range(KEPT + 3):
        write(lead, f"version {number}", version=number)
    assert len(stands(team)) == KEPT
    assert lead.post(f"{URL}/back", data={"version": str(KEPT)}).status_code == 303
    assert stands(team)[0].nodes == [["p", f"version {KEPT - 1}"]]
    assert stands(team)[0].version == KEPT + 4
    for wrong in ("1", "99999", "x", "-1", "²"):
        assert "not kept any more" in lead.post(f"{URL}/back", data={"version": wrong}).text


def test_an_empty_page_ends_it_and_another_language_is_another_page(team, lead):
    write(lead, TEXT)
    write(lead, "  ", version=1)
    assert stands(team)[0].nodes == []
    assert "none" in lead.get("/staff/inbox/page").text
    assert stands(team, "ar") == []
    assert lead.get("/staff/inbox/page/tlh").status_code == 404


def test_nobody_but_a_lead_writes_it(team, browser_of):
    for who in (team.idva, team.translator):
        assert browser_of(who).get(URL).status_code == 403


@pytest.fixture
def page(db, made, keys, now):
    """The pool of a link's service has a page."""
    owner = entry.facts_of(keys, made.link).pool.key_id
    entry.keep_page(db, owner, "en", [["p", "We are Harbour. ", ["a", "tel:02079460000", "Ring"]]], now)
    return owner


def asked(db, keys, made, clock, part, *, duress=False, locale="en"):
    raw = made.request(Kind.ASK_MORE, wire.question({"l": locale, "n": 0, "p": part}), duress=duress)
    answer = asking.receive(db, keys, raw, clock())
    key = answer_key(made.duress if duress else made.live)
    said = open_part(key, answer.body, part_aad(made.link.id.bytes, Part.MORE))
    return len(answer.body), json.loads(said)


def test_it_comes_only_when_it_is_asked_for_in_one_size_and_never_under_the_second_code(
    db, keys, made, make_link, clock, page
):
    size, told = asked(db, keys, made, clock, "local")
    assert told["nodes"][0][1] == "We are Harbour. "
    assert (told["lang"], told["calls"], told["sites"]) == ("en", True, False)
    assert asked(db, keys, made, clock, "local", duress=True) == (size, {"nodes": []})
    assert asked(db, keys, make_link(), clock, "local") == (size, {"nodes": []})
    there = [
        asked(db, keys, one, clock, "cards", duress=second) for one, second in ((made, False), (made, True))
    ]
    none = asked(db, keys, make_link(), clock, "cards")
    assert [[card["id"] for card in cards["cards"]].count("local") for _, cards in (*there, none)] == [
        1,
        0,
        0,
    ]
    assert len({length for length, _ in (*there, none)}) == 1


def test_whose_language_has_none_is_shown_the_english_one(db, keys, made, clock, page, now):
    assert asked(db, keys, made, clock, "local", locale="ar")[1]["lang"] == "en"
    entry.keep_page(db, page, "ar", [["p", "مرحبا"]], now + timedelta(days=1))
    told = asked(db, keys, made, clock, "local", locale="ar")[1]
    assert (told["lang"], told["dir"], told["nodes"]) == ("ar", "rtl", [["p", "مرحبا"]])


def test_without_a_script_it_comes_for_the_asking_and_what_she_typed_stays(survivor, made, page, db):
    assert "Harbour" not in survivor.get(made.path).text
    shown = opened(survivor, made).text
    assert 'name="i1" value="1">Who we are' in shown
    assert "Harbour" not in shown
    post(survivor, made.path, i1="1", a1="1", b1="half a sentence")
    shown = survivor.get(made.path).text
    assert "We are Harbour." in shown
    assert '<a href="tel:02079460000" rel="noreferrer">' in shown
    assert "half a sentence" in shown
    assert "Not sent yet" not in shown
    assert db.query(Send).count() == 0
    post(survivor, made.path, b1="half a sentence and the rest")
    assert db.query(Send).count() == 1


def test_without_a_script_the_second_code_knows_of_no_page(survivor, made, page):
    assert "Who we are" not in opened(survivor, made, made.new.duress_code).text
    post(survivor, made.path, i1="1")
    assert "Harbour" not in survivor.get(made.path).text


def test_a_link_of_no_pool_has_no_page(db, made):
    assert entry.local_of(db, replace(facts_with(), pool=None), "en") is None
