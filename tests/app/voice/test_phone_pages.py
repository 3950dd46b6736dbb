"""What a phone fetches of itself: the everyday app's own things, and nothing for anyone in particular."""

import json
from io import BytesIO

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page

from app.entry.skins import SKINS, skins
from app.web.locale import number_of
from safety.wording import telling
from tests.spread import pairs

each_skin = pytest.mark.parametrize("skin", skins())


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
class TestWhatAPhoneFetches:
    @pytest.mark.parametrize(("skin", "locale"), pairs())
    def test_a_manifest_names_the_app_as_its_page_does_and_tells_nothing(self, survivor, skin, locale):
        asked = {"Accept-Language": locale}
        answer = survivor.get(f"/a/{skin}/app.webmanifest", headers=asked)
        assert answer.content_type == "application/manifest+json"
        assert telling(answer.text) == []
        told = json.loads(answer.text)
        page = survivor.get(f"/a/{skin}", headers=asked)
        assert f"<title>{told['name']}</title>" in page.text
        assert f"rel=manifest href=/a/{skin}/app.webmanifest?{number_of(locale)}" in page.text
        assert survivor.get(told["start_url"], headers=asked).data == page.data
        assert (told["display"], told["scope"], told["id"]) == ("standalone", "/", told["start_url"])
        assert [survivor.get(each["src"]).content_type for each in told["icons"]] == ["image/png"] * 2

    def test_what_is_put_on_the_home_screen_speaks_as_the_page_that_leaving_ended_on(self, survivor):
        asked, number = {"Accept-Language": "en"}, number_of("ar")
        page = survivor.get(f"/a/list?{number}", headers=asked)
        told = json.loads(survivor.get(f"/a/list/app.webmanifest?{number}", headers=asked).text)
        assert f"<title>{told['name']}</title>" in page.text and told["lang"] == "ar"
        assert survivor.get(told["start_url"], headers=asked).data == page.data
        assert told["id"] == "/a/list"

    @each_skin
    @pytest.mark.parametrize("size", [192, 512])
    def test_an_icon_is_as_large_as_it_says(self, survivor, skin, size):
        assert Image.open(BytesIO(survivor.get(f"/a/{skin}/{size}.png").data)).size == (size, size)

    @pytest.mark.parametrize("path", ["/a/none/app.webmanifest", "/a/list/64.png", "/a/none/192.png"])
    def test_any_other_is_an_everyday_page(self, survivor, path):
        assert survivor.get(path).data == survivor.get("/").data

    def test_the_worker_may_reach_this_host_alone_and_names_nothing(self, survivor):
        answer = survivor.get("/sw.js")
        assert answer.content_type == "text/javascript; charset=utf-8"
        assert answer.headers["Content-Security-Policy"] == "default-src 'none';connect-src 'self'"
        assert (answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == (
            "no-store",
            "no-referrer",
        )
        assert telling(answer.text) == []

    def test_a_links_page_has_no_manifest_and_no_worker(self, survivor, made):
        page = survivor.get(made.path)
        assert "manifest" not in page.text and "sw.js" not in page.text
        assert "manifest-src" not in page.headers["Content-Security-Policy"]


@each_skin
def test_an_icon_is_what_is_drawn(page: Page, skin: str) -> None:
    drawn = (SKINS / skin / "icon.svg").read_text(encoding="utf-8")
    page.set_content(f"<style>*{{margin:0}}svg{{width:192px;height:192px;display:block}}</style>{drawn}")
    seen = Image.open(BytesIO(page.locator("svg").screenshot())).convert("RGB").resize((192, 192))
    kept = Image.open(SKINS / skin / "icon-192.png").convert("RGB")
    off = ImageChops.difference(seen, kept).convert("L").histogram()
    assert sum(off[64:]) < 0.02 * 192 * 192
