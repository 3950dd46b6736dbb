"""What the engine is given: small, filled in, and the same in shape for both codes."""

import json
import re
import sys
import zlib
from datetime import date
from itertools import product
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


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_document_and_the_rest_together_say_all_and_nothing_twice(kind: str) -> None:
    for code in CODES:
        first = json.loads(form_json.form_json(code, FACTS, kind))
        rest = json.loads(form_json.rest_json(code, FACTS, kind, ""))
        few = json.loads(form_json.seldom_json(code, FACTS, kind, ""))
        whole = form_json.form_data(code, FACTS, kind)
        assert len(first["t"]) + len(rest["t"]) + len(few["t"]) == len(whole["t"]), code
        assert {**first["t"], **rest["t"], **few["t"]} == whole["t"], code
        assert first["screens"] + rest["screens"] == whole["screens"], code
        assert "facts" not in first, code


def test_both_codes_open_the_same_screens_in_the_same_order_and_the_same_shape() -> None:
    for code in CODES:
        live, harmless = form(code), form(code, "harmless")
        assert list(live) == list(harmless), code
        assert set(harmless["t"]) <= set(live["t"]), code
        assert harmless["facts"]["to"] == live["facts"]["to"], code
        steps = [
            [(screen["id"], screen["type"]) for screen in opened["screens"]] for opened in (live, harmless)
        ]
        assert steps[0] == steps[1], code
        assert [name for name, _type in steps[0]] == ["ok", "truths", "not", "want", "worry", "send", "done"]


def test_the_rest_has_one_shape_by_either_code() -> None:
    for code in CODES:
        live, harmless = (json.loads(form_json.rest_json(code, FACTS, kind, "")) for kind in KINDS)
        assert list(live) == list(harmless), code
        assert list(live["facts"]) == list(harmless["facts"]), code


def test_every_fact_is_filled_in() -> None:
    for code, kind in product(CODES, KINDS):
        rest = form_json.rest_json(code, FACTS, kind, "")
        documents = (form_json.form_json(code, FACTS, kind), rest, form_json.cards_json(code, FACTS, kind))
        left = [found for document in documents for found in re.findall(r"\{[a-z]+\}", document.decode())]
        assert (code, kind, left) == (code, kind, [])


def test_the_engine_fills_in_numbers_alone() -> None:
    for code in CODES:
        left = {name for name, text in form(code)["t"].items() if re.search(r"\{\d\}", text)}
        assert (code, left) == (code, {"of", "left"})


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


def test_the_languages_offered_are_those_that_have_words_and_come_when_they_are_asked_for() -> None:
    few = json.loads(form_json.seldom_json("en", FACTS, "live", ""))
    assert few["langs"] == [[code, locale_of(code).name] for code in CODES]
    assert "langs" not in json.loads(form_json.form_json("en", FACTS))


def test_a_few_names_in_other_letters_stand_for_the_list_until_it_is_asked_for() -> None:
    names = {locale_of(code).name: locale_of(code).script for code in CODES}
    for code in CODES:
        shown = json.loads(form_json.rest_json(code, FACTS, "live", ""))["langs"]
        assert 1 < len(shown) <= 3 and set(shown) <= {*names} - {locale_of(code).name}, code
        assert names[shown[0]] != locale_of(code).script, code


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
