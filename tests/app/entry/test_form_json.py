"""What the engine is given: small, filled in, and the same in shape for both codes."""

import json
import re
import sys
import zlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.entry import form_json
from app.entry.facts import Facts
from app.entry.texts import DOMAIN
from app.web.locale import available, locale_of
from safety.drawing import stream
from safety.sealing import PUBLIC_BYTES, Recipient

draw = stream(b"form json tests", b"")
KEYS = tuple(Recipient(draw(16), draw(PUBLIC_BYTES)) for _ in range(4))
FACTS = Facts("Amina Yusuf", "020 7946 0123", 42, date(2030, 6, 13), False, "E09000007", KEYS[:3], KEYS[3])
CODES = [locale.code for locale in available(DOMAIN)]
KINDS = ("live", "harmless")


def deflated(document: bytes) -> int:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    return len(packer.compress(document) + packer.flush())


def form(code: str, kind: str = "live", facts: Facts = FACTS) -> dict[str, Any]:
    """What an opened form holds once the rest of it has followed."""
    first = json.loads(form_json.form_json(code, facts, kind))
    rest = json.loads(form_json.rest_json(code, facts, kind, "go"))
    both = {"t": {**first["t"], **rest["t"]}, "screens": first["screens"] + rest["screens"]}
    return {**first, **both, "facts": rest["facts"]}


def strings_in(thing: Any) -> list[str]:
    if isinstance(thing, str):
        return [thing]
    parts = thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else []
    return [text for part in parts for text in strings_in(part)]


def test_the_english_form_and_the_harmless_one_stay_small() -> None:
    sizes = {
        f"{code} {kind}": (
            deflated(form_json.form_json(code, FACTS, kind)),
            deflated(form_json.rest_json(code, FACTS, kind, "")),
            deflated(form_json.cards_json(code, FACTS, kind)),
        )
        for code in CODES
        for kind in KINDS
    }
    sys.stdout.write(f"deflated bytes of form, rest without its script, cards: {sizes}\n")
    assert sizes["en live"][0] <= 1_600
    assert all(size[0] <= 900 for name, size in sizes.items() if name.endswith("harmless"))


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("kind", KINDS)
def test_the_first_document_and_the_rest_together_say_all_and_nothing_twice(code: str, kind: str) -> None:
    first = json.loads(form_json.form_json(code, FACTS, kind))
    rest = json.loads(form_json.rest_json(code, FACTS, kind, ""))
    few = json.loads(form_json.seldom_json(code, FACTS, kind, ""))
    whole = form_json.form_data(code, FACTS, kind)
    assert len(first["t"]) + len(rest["t"]) + len(few["t"]) == len(whole["t"])
    assert {**first["t"], **rest["t"], **few["t"]} == whole["t"]
    assert first["screens"] + rest["screens"] == whole["screens"]
    assert "facts" not in first


@pytest.mark.parametrize("code", CODES)
def test_the_rest_has_one_shape_by_either_code(code: str) -> None:
    live, harmless = (json.loads(form_json.rest_json(code, FACTS, kind, "")) for kind in KINDS)
    assert list(live) == list(harmless)
    assert list(live["facts"]) == list(harmless["facts"])


@pytest.mark.parametrize("code", CODES)
def test_both_codes_open_the_same_screens_in_the_same_order(code: str) -> None:
    steps = [[(screen["id"], screen["type"]) for screen in form(code, kind)["screens"]] for kind in KINDS]
    assert steps[0] == steps[1]
    assert [name for name, _type in steps[0]] == ["ok", "truths", "not", "want", "worry", "send", "done"]


@pytest.mark.parametrize("code", CODES)
def test_both_codes_open_documents_of_the_same_shape(code: str) -> None:
    live, harmless = form(code), form(code, "harmless")
    assert list(live) == list(harmless)
    assert set(harmless["t"]) <= set(live["t"])
    assert harmless["facts"]["to"] == live["facts"]["to"]


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_fact_is_filled_in(code: str, kind: str) -> None:
    rest = form_json.rest_json(code, FACTS, kind, "")
    documents = (form_json.form_json(code, FACTS, kind), rest, form_json.cards_json(code, FACTS, kind))
    for document in documents:
        assert not re.findall(r"\{[a-z]+\}", document.decode())


@pytest.mark.parametrize("code", CODES)
def test_the_engine_fills_in_numbers_alone(code: str) -> None:
    left = {name for name, text in form(code)["t"].items() if re.search(r"\{\d\}", text)}
    assert left == {"of", "left"}


def test_critical_words_that_nobody_approved_have_the_english_beneath_them() -> None:
    screens = {screen["id"]: screen for screen in form("ar")["screens"]}
    english = {screen["id"]: screen for screen in form("en")["screens"]}
    assert [item["e"] for item in screens["truths"]["items"]] == english["truths"]["items"]
    assert screens["ok"]["help"]["e"] == english["ok"]["help"]
    assert screens["ok"]["leave"]["e"] == english["ok"]["leave"]
    assert [note["e"] for note in screens["send"]["help"]] == english["send"]["help"]
    assert isinstance(screens["want"]["title"], str)


def test_english_is_never_shown_twice() -> None:
    assert '"e":' not in form_json.form_json("en", FACTS).decode()


def test_sixteen_and_seventeen_year_olds_are_told_more_in_the_second_of_four_things() -> None:
    young = Facts(**{name: getattr(FACTS, name) for name in FACTS.__dataclass_fields__} | {"young": True})
    told, usual = (form("en", facts=facts)["screens"][1]["items"] for facts in (young, FACTS))
    assert len(told) == len(usual) == 4
    assert told[1] == f"{usual[1]} You are 16 or 17, so children’s services may be told."
    assert form("ar", facts=young)["screens"][1]["items"][1]["e"] == told[1]


def test_the_receipt_names_the_day_where_it_is_known() -> None:
    unknown = Facts("Amina Yusuf", "020 7946 0123", 42, None, False, "E09000007", ())
    assert "Thursday 13 June" in form("en")["screens"][-1]["items"][0]
    assert "at the meeting" in form("en", facts=unknown)["screens"][-1]["items"][0]


def test_a_number_keeps_its_order_among_right_to_left_words() -> None:
    assert "\u2066020\u00a07946\u00a00123\u2069" in form_json.form_json("ar", FACTS).decode()
    assert "\u2066" not in form_json.form_json("en", FACTS).decode()


@pytest.mark.parametrize("count", [0, 1, 2, 3, 11, 42, 100])
def test_arabic_counts_days_in_its_own_six_ways(count: int) -> None:
    facts = Facts("Amina", "020 7946 0123", count, None, False, "E09000007", ())
    said = form("ar", facts=facts)["screens"][-2]["help"][1]["x"]
    assert f"{count}" in said
    assert {1: "يوم واحد", 2: "يومين", 3: "أيام", 11: "يومًا", 42: "يومًا"}.get(count, "يوم") in said


def test_another_language_comes_without_keys() -> None:
    other = json.loads(form_json.other_locale_json("ar", FACTS))
    assert "facts" not in other
    assert (other["lang"], other["dir"]) == ("ar", "rtl")


def test_the_languages_offered_are_those_that_have_words_and_follow_after_opening() -> None:
    rest = json.loads(form_json.rest_json("en", FACTS, "live", ""))
    assert rest["langs"] == [[code, locale_of(code).name] for code in CODES]
    assert "langs" not in json.loads(form_json.form_json("en", FACTS))


def test_the_first_document_has_five_numbers_and_the_cards_have_the_rest() -> None:
    rest = json.loads(form_json.cards_json("en", FACTS))["help"]
    numbers = [line[1] for line in form("en")["help"]]
    assert numbers == ["999", "999bsl.co.uk", "0808 2000 247", "0808 801 0327", "0800 999 5428"]
    assert len(rest) == 20


def test_the_harmless_form_shows_only_numbers_that_any_household_has() -> None:
    assert [line[1] for line in form("en", "harmless")["help"]] == ["999", "111", "105"]
    assert json.loads(form_json.cards_json("en", FACTS, "harmless"))["help"] == []


def test_a_card_with_several_questions_answers_each_under_its_own_id() -> None:
    cards = {card["id"]: card for card in json.loads(form_json.cards_json("en", FACTS))["cards"]}
    assert [each["id"] for each in cards["reach"]["then"]] == ["how", "voicemail", "after", "unreached"]
    assert cards["reach"]["then"][-1]["if"] == ["how", "none"]
    assert cards["reach"]["then"][0]["on"] == ["none"]


def test_the_words_are_what_the_engine_lists() -> None:
    listed = json.loads((Path(__file__).parents[3] / "pwa" / "strings.json").read_text("utf-8"))
    assert {line["key"] for line in listed} == set(form_json.form_data("en", FACTS)["t"])
