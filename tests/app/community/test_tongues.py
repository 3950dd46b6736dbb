"""The switch between an organisation's languages stands on every page of theirs."""

import pytest

from tests.app.community.test_pages import FIELDS, shelf

pytestmark = pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)


def test_every_page_of_theirs_offers_their_languages_and_comes_back_to_itself(circle, browser_of):
    client = browser_of(circle.member)
    made = client.post("/staff/kits/new", data=FIELDS).location
    link = shelf(circle)[0].open[0]
    pages = ["/staff/kits", "/staff/kits/help", "/staff/kits/new", made, f"{made}/rotate/{link.id}"]
    for page in (*pages, f"{made}/en/poster"):
        assert f'name="back" value="{page}"' in client.get(page).text, page
        there = client.post("/staff/kits/language", data={"language": "en", "back": page})
        assert there.location == page
    for elsewhere in ("//evil.example", "https://evil.example", "/staff/kits/../account", "/staff/people"):
        there = client.post("/staff/kits/language", data={"language": "en", "back": elsewhere})
        assert there.location == "/staff/kits"
