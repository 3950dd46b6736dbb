"""Leaving: by a tap on our own page, and by nothing else."""

import pytest

from tests.app.voice.phone import ASKS, opened


def test_leaving_by_a_tap_on_our_own_page_ends_what_was_open(survivor, made):
    opened(survivor, made)
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
    opened(survivor, made)
    answer = survivor.get("/x", headers=fetched)
    assert answer.status_code == 303
    assert not {"Set-Cookie", "Clear-Site-Data"} & set(answer.headers.keys())
    assert ASKS in survivor.get(made.path).text


def test_leaving_with_nothing_open_sets_nothing(survivor):
    answer = survivor.get("/x")
    assert (answer.status_code, answer.location) == (303, "/")
    assert not {"Set-Cookie", "Clear-Site-Data"} & set(answer.headers.keys())


def test_an_older_browser_that_says_nothing_of_sites_can_leave(survivor, made):
    opened(survivor, made)
    assert "Set-Cookie" in survivor.get("/x").headers
    assert ASKS not in survivor.get(made.path).text
