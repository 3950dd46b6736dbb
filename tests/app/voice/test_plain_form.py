"""The form as a page without a script."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader

import app.voice
from app.entry.facts import Facts
from app.entry.form_json import plain_data
from app.voice import fields
from tests.spread import forms

FACTS = Facts("Amina Yusuf", "020 7946 0123", 42, date(2030, 6, 13), True, "E09000007", ())
PAGES = Environment(loader=FileSystemLoader(Path(app.voice.__file__).parent / "templates"), autoescape=True)
CODES = forms()
KINDS = ("live", "harmless")


def shown(code: str, kind: str = "live", page: str = "plain_form", **context: Any) -> str:
    template = PAGES.get_template(f"voice/{page}.html")
    return template.render(**{"form": plain_data(code, FACTS, kind), "words": {}, "fault": ""} | context)


def controls(page: str) -> list[str]:
    return re.findall(r"<(?:input|textarea|form)\b[^>]*>", page)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_way_out_stands_first_and_there_is_one_form(code: str, kind: str) -> None:
    page = shown(code, kind)
    assert re.match(r'\s*<main id="m"[^>]*>\s*<a class="l" href="/x\?" rel="noreferrer">', page)
    assert page.count("<form") == page.count("<button") == 1
    assert '<form method="post"' in page


@pytest.mark.parametrize("kind", KINDS)
def test_no_control_is_remembered_and_none_is_required_or_cut(kind: str) -> None:
    page = shown("en", kind)
    assert all('autocomplete="off"' in control for control in controls(page))
    assert not re.search(r"required|maxlength|pattern|autofocus|style|onclick", "".join(controls(page)))
    assert all('spellcheck="false"' in control for control in controls(page) if "textarea" in control)


@pytest.mark.parametrize("kind", KINDS)
def test_names_and_values_say_nothing(kind: str) -> None:
    page = shown("en", kind)
    assert all(re.fullmatch(r"[a-e]\d+", name) for name in re.findall(r' name="([^"]*)"', page))
    assert all(re.fullmatch(r"\d+", value) for value in re.findall(r' value="([^"]*)"', page))


def test_what_is_tapped_and_written_is_read_as_what_was_shown() -> None:
    form = plain_data("en", FACTS)
    page = shown("en")
    ticked = re.search(r'name="(a\d+)" value="(\d+)"[^>]*> <span>being found<', page)
    call = re.search(r'name="(c\d+)" value="1"[^>]*> <span>Please call me<', page)
    assert ticked
    assert call
    sent = {ticked[1]: [ticked[2]], "b1": ["no letters"], call[1]: ["1"], "d1": ["mornings"]}
    said = fields.content(form, sent)
    assert said["a"]["worry"]["c"] == ["found"]
    assert said["a"]["not"]["t"] == "no letters"
    assert said["send"]["call"]
    assert said["send"]["when"] == "mornings"


def test_words_of_a_send_that_failed_are_there_again_and_stay_words() -> None:
    words = {"a1": ["2"], "b1": ["\n  <b>first\nsecond</b>"], "e1": ["2"], "c1": ["1"]}
    page = shown("en", words=words, fault="again")
    assert "\n\n  &lt;b&gt;first\nsecond&lt;/b&gt;</textarea>" in page
    assert page.count(" checked") == 3
    assert "Your words are still here" in page


@pytest.mark.parametrize(
    ("fault", "said"), [("long", "Too long"), ("again", "Not sent yet"), ("later", "Not sent yet")]
)
def test_a_failure_says_what_to_do_next(fault: str, said: str) -> None:
    assert said in shown("en", fault=fault)
    assert 'role="status"' not in shown("en")


def test_the_page_is_in_the_form_s_language_with_english_beneath_what_nobody_approved() -> None:
    page = shown("ar")
    assert '<main id="m" translate="no" lang="ar" dir="rtl">' in page
    assert page.count('<small lang="en" dir="ltr">') >= 6
    assert '<small lang="en"' not in shown("en")


@pytest.mark.parametrize("kind", KINDS)
def test_the_receipt_holds_no_form_and_nothing_that_was_written(kind: str) -> None:
    page = shown("en", kind, "plain_done")
    assert controls(page) == []
    assert "/x" in page
    assert ("13 June" in page) == (kind == "live")


def test_help_now_stands_on_both_pages_the_first_five_numbers_on_the_second() -> None:
    form, receipt = shown("en"), shown("en", page="plain_done")
    for page in (form, receipt):
        assert '<a class="q" href="tel:999"' in page
    assert 'href="sms:85258"' in form
    assert [page.count('<a class="q"') for page in (form, receipt)] == [25, 5]
