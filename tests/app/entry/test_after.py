"""What is asked after the meeting, as data: neither a size nor the second code tells that it is asked."""

import json
from dataclasses import replace

import pytest

from app.entry import document, form_json
from app.entry.facts import Facts
from app.entry.found import Looks
from safety.sealing import Kind
from tests.walk import ANYONE

AFTER = replace(ANYONE, after=True)
LOCALES = document.locales()


@pytest.mark.parametrize("code", LOCALES)
@pytest.mark.parametrize("skin", ["plain"])
def test_it_fits_where_the_other_form_was_so_that_no_size_changes(code, skin):
    looks, usual = Looks(skin, code, code), document._usual_facts()
    contents = document._contents(looks, replace(usual, after=True), 100)
    room = [document._fitting([content], spare=0) for content in contents]
    assert all(took <= size for took, size in zip(room, document.part_sizes(looks), strict=True))


@pytest.mark.parametrize("code", LOCALES)
@pytest.mark.parametrize("what", ["rest", "cards", "form", "seldom"])
def test_every_answer_fits_its_size(code, what):
    content = document._more(what, code, replace(document._usual_facts(), after=True), "live")
    known = document.build.engine_script()
    assert document._fitting([(content, known)], spare=0) + document.OVERHEAD <= document.more_bytes(what)


@pytest.mark.parametrize("code", LOCALES)
def test_the_second_code_opens_the_same_as_before(code):
    for made in (form_json.form_json, form_json.cards_json, form_json.plain_data):
        assert made(code, AFTER, "harmless") == made(code, ANYONE, "harmless")


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
