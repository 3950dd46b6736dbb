"""Other forms than the usual one, as data: neither a size nor the second code tells which it is."""

import json
from dataclasses import replace
from itertools import product

import pytest

from app.entry import answers, document, form_json
from app.entry.facts import Facts
from app.entry.found import Looks
from app.entry.usual import usual_community, usual_facts
from safety.sealing import Kind
from tests.links import for_many
from tests.walk import ANYONE

AFTER = replace(ANYONE, after=True)
OTHERS = (replace(usual_facts(), after=True), usual_community())
LOCALES = document.locales()


@pytest.mark.parametrize("other", OTHERS)
def test_it_fits_where_the_other_form_was_so_that_no_size_changes(other):
    for code in LOCALES:
        looks = Looks("plain", code, code)
        room = [document.fitting([content], spare=0) for content in document._contents(looks, other, 100)]
        sizes = document.part_sizes(looks)
        assert all(took <= size for took, size in zip(room, sizes, strict=True)), (code, room, sizes)


@pytest.mark.parametrize("what", ["rest", "cards", "form", "tally", "local", "seldom"])
@pytest.mark.parametrize("other", OTHERS)
def test_every_answer_fits_its_size(what, other):
    known = answers.build.engine_script()
    for code in LOCALES:
        content = answers._more(what, code, other, "live")
        took = document.fitting([(content, known)], spare=0) + answers.OVERHEAD
        assert took <= answers.more_bytes(what, code), code


def test_the_second_code_opens_the_same_as_before():
    for made, code in product((form_json.form_json, form_json.cards_json, form_json.plain_data), LOCALES):
        assert made(code, AFTER, "harmless") == made(code, ANYONE, "harmless"), code
        assert made(code, for_many(ANYONE), "harmless") == made(code, ANYONE, "harmless"), code


def test_over_a_community_link_the_page_holds_no_question_and_the_whole_form_follows():
    first = json.loads(form_json.form_json("en", for_many(ANYONE)))
    assert [(screen["id"], screen["type"]) for screen in first["screens"]][2:] == [("years", "wait")]
    assert first["wish"] == "en"
    assert json.loads(form_json.rest_json("en", for_many(ANYONE), "live", ""))["screens"] == []
    whole = json.loads(form_json.other_locale_json("en", for_many(ANYONE)))
    asked = [screen["id"] for screen in whole["screens"]]
    assert asked[2:] == ["years", "known", "place", "not", "want", "worry", "how", "proof", "send", "done"]
    assert "wish" not in whole


def test_a_community_form_speaks_of_no_worker_of_hers_and_of_no_meeting_and_chooses_nothing():
    form = form_json.plain_data("en", for_many(ANYONE))
    said = json.dumps({**form, "help": []}).lower()
    assert "your worker" not in said
    assert "meeting" not in said
    assert not any("on" in screen for screen in form["screens"])
    for code in LOCALES:
        named = json.dumps(form_json.plain_data(code, for_many(ANYONE))["screens"], ensure_ascii=False)
        assert all(fact in named for fact in ("Hackney", "16:00", "020\u00a07946\u00a00555")), code


def test_facts_from_before_there_was_such_a_form_mean_that_the_meeting_is_ahead():
    values = json.loads(AFTER.to_bytes())
    assert Facts.from_bytes(AFTER.to_bytes()).after
    del values["after"]
    assert not Facts.from_bytes(json.dumps(values).encode()).after


def test_the_phone_is_told_as_what_it_sends_and_what_her_worker_is_told():
    form = json.loads(form_json.form_json("en", AFTER))
    assert form["as"] == Kind.FEEDBACK
    by_id = {screen["id"]: screen for screen in form["screens"]}
    assert "yes" not in by_id["truths"]
    assert by_id["asked"]["told"] == by_id["better"]["told"] == []
    assert by_id["harm"]["then"][0]["told"] == ["worker"]
    assert by_id["harm"]["then"][0]["if"] == ["harm", "yes", "unsure"]
    assert "told" not in by_id["since"]
