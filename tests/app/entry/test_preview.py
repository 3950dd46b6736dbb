"""Every string of a form or an everyday app can be looked at in its place, and nothing there is alive."""

import re
from datetime import date

import pytest

from app.entry.preview import HERE, Trial, preview
from app.review.book import entries
from app.review.rules import forms_of

TODAY = date(2030, 6, 3)
MARKED = re.compile(rf'<mark id="{HERE}">(.*?)</mark>', re.S)


def shown(one, words=None):
    english = one.english
    wording = Trial(english[0], english[1] if english[1:] else "", words or forms_of(one.message))
    return preview("ar", one.domain, wording, TODAY)


@pytest.fixture(scope="module")
def strings():
    return [one for one in entries("ar") if one.domain != "kit"]


def test_every_string_is_marked_somewhere_and_nothing_runs_or_leads_anywhere(strings):
    for one in strings:
        page = shown(one)
        assert MARKED.search(page.body), one.english
        assert not re.search(r"<script|\son\w+=|\s(?:href|action|formaction|src)=", page.body), one.english
        assert page.body.startswith('<!doctype html><html translate="no" '), "judged as it is"
        assert "sandbox;default-src 'none'" in page.csp
        assert "form-action 'none'" in page.csp and "frame-ancestors 'self'" in page.csp


def test_other_words_than_the_catalogues_stand_there_as_text(strings):
    plain = next(one for one in strings if one.english == ("Skip",))
    body = shown(plain, ("<b>تجاوز</b>",)).body
    assert "&lt;b&gt;تجاوز&lt;/b&gt;</mark>" in body and "<b>تجاوز" not in body
    skin = next(one for one in strings if one.domain == "cover_plain" and one.english == ("Dates",))
    assert "مواعيد أخرى</mark>" in shown(skin, ("مواعيد أخرى",)).body


def test_what_safety_is_staked_on_shows_its_english_beneath_while_nobody_approved_it(strings):
    first = next(one for one in strings if one.critical and not one.english[1:] and one.domain == "form")
    body = shown(first).body
    assert '<small lang="en" dir="ltr">' in body
