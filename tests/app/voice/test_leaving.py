"""Leaving: by a tap on our own page, and by nothing else."""

import pytest

from app.entry.skins import skins
from tests.app.voice.phone import ASKS, opened, post


def test_leaving_by_a_tap_on_our_own_page_ends_what_was_open(survivor, made):
    post(survivor, made.path, q=made.new.code)
    fetched = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    answer = survivor.get("/x", headers=fetched)
    assert (answer.status_code, answer.location) == (303, "/")
    assert "Set-Cookie" in answer.headers
    assert ASKS not in survivor.get(made.path).text


@pytest.mark.parametrize(
    "fetched",
    [
        {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
        {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"},
        {"Sec-Fetch-Site": "none", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"},
    ],
)
def test_a_picture_a_preview_or_another_site_cannot_make_her_leave(survivor, made, fetched):
    post(survivor, made.path, q=made.new.code)
    answer = survivor.get("/x", headers=fetched)
    assert answer.status_code == 303
    assert not {"Set-Cookie", "Clear-Site-Data"} & set(answer.headers.keys())
    assert ASKS in survivor.get(made.path).text


def test_leaving_with_nothing_open_sets_nothing(survivor):
    answer = survivor.get("/x")
    assert (answer.status_code, answer.location) == (303, "/")
    assert not {"Set-Cookie", "Clear-Site-Data"} & set(answer.headers.keys())


def test_an_older_browser_that_says_nothing_of_sites_can_leave(survivor, made):
    post(survivor, made.path, q=made.new.code)
    assert "Set-Cookie" in survivor.get("/x").headers
    assert ASKS not in survivor.get(made.path).text


def test_what_a_code_opened_is_shown_once_and_then_takes_the_code_again(survivor, made):
    assert ASKS in opened(survivor, made).text
    assert ASKS not in survivor.get(made.path).text
    assert ASKS in opened(survivor, made).text


def test_answers_to_a_form_that_was_shown_are_taken_and_the_receipt_is_shown_once(survivor, made, db):
    opened(survivor, made)
    answer = post(survivor, made.path, b1="words")
    assert answer.status_code == 303
    assert "Sent" in survivor.get(made.path).text
    assert "Sent" not in survivor.get(made.path).text
    assert ASKS in opened(survivor, made).text


def test_looking_at_the_everyday_app_or_at_what_was_found_sets_nothing(survivor, made):
    assert "Set-Cookie" not in survivor.get(made.path).headers
    post(survivor, made.path, q="easter")
    assert "Set-Cookie" not in survivor.get(made.path).headers
    assert "Easter Monday" in survivor.get(made.path).text


@pytest.mark.parametrize(
    ("asked", "where"),
    [
        ("", "/"),
        ("?plain", "/"),
        ("?plain&k", "/"),
        ("?k", "/"),
        ("?nothing", "/"),
        ("?//elsewhere.example", "/"),
        ("?plain=//elsewhere.example", "/"),
    ],
)
def test_leaving_ends_on_the_everyday_app_whatever_the_address_says(survivor, asked, where):
    assert survivor.get(f"/x{asked}").location == where


def test_leaving_ends_on_the_app_that_the_phone_showed(survivor):
    for skin in skins():
        where = "/" if skin == "plain" else f"/a/{skin}"
        assert survivor.get(f"/x?{skin}").location == where


@pytest.mark.parametrize(("phones", "where"), [("en", "/a/list?9"), ("ar", "/a/list"), ("cy", "/a/list?9")])
def test_leaving_keeps_the_language_that_the_page_had(survivor, make_link, phones, where):
    asked, made = {"Accept-Language": phones}, make_link(skin="list", cover="ar", form="en")
    assert "dir=rtl" in survivor.get(made.path, headers=asked).text
    assert survivor.get("/x?list&9&k", headers=asked).location == where
    assert "dir=rtl" in survivor.get(where, headers=asked).text
    post(survivor, made.path, q=made.new.code)
    assert survivor.get(made.path, headers=asked).text.count("/x?list&amp;9") == 2


@pytest.mark.parametrize("number", ["99", "-1", "1e1", "٩", "9999999999999999999999"])
def test_a_number_that_stands_for_no_language_changes_nothing(survivor, number):
    assert survivor.get(f"/a/list?{number}").data == survivor.get("/a/list").data
    assert survivor.get(f"/x?list&{number}").location == "/a/list"


def test_a_search_without_a_script_keeps_the_language_too(survivor):
    answer = post(survivor, "/a/list?9", q="zzzz")
    assert answer.location == "/a/list?9"
    assert "dir=rtl" in survivor.get(answer.location).text


def test_leaving_spares_what_was_kept_by_choice(survivor):
    fetched = {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}
    assert survivor.get("/x?list", headers=fetched).headers["Clear-Site-Data"] == '"storage"'
    answer = survivor.get("/x?list&k", headers=fetched)
    assert answer.location == "/a/list"
    assert "Clear-Site-Data" not in answer.headers


def test_leaving_goes_on_to_where_the_service_says(survivor_with, made):
    phone = survivor_with(leave_to="https://weather.example/")
    post(phone, made.path, q=made.new.code)
    answer = phone.get("/x?plain")
    assert (answer.status_code, answer.location) == (303, "https://weather.example/")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert ASKS not in phone.get(made.path).text


@pytest.mark.parametrize("duress", [False, True])
def test_without_a_script_the_way_out_names_the_app_on_show(survivor, made, duress):
    post(survivor, made.path, q=made.new.duress_code if duress else made.new.code)
    assert survivor.get(made.path).text.count("/x?plain") == 2
