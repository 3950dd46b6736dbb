"""Promises 3, 4 and 11 over every skin and language: what is in clear tells nothing, and asks nobody else."""

import json
import re
from urllib.parse import urlencode

import pytest

from app.entry import build
from app.entry.skins import SKINS, alone, everyday, skins
from app.voice.pages import NOT_FOR_BACK
from safety.wording import telling
from tests.clear import in_clear
from tests.links import open_link
from tests.spread import every_pair, pairs

YEAR = 2026
FORM = "application/x-www-form-urlencoded"
ADDRESS = re.compile(r"(?:https?:)?//[\w-]+(?:\.[\w-]+)+[^\s\"'<>)]*", re.I)
NAMESPACES = {"http://www.w3.org/2000/svg"}  # a name that no browser asks for
OURS = re.compile(r"data:|#|tel:|/(?!/)|\?")
TALK = re.compile(r"<!--|/\*|console\.|debugger|sourceMappingURL")
REFERRED = re.compile(r"""(?:src|href|action|poster|data|srcset)=["']?([^\s"'>]+)""", re.I)
NO_LONGER_THAN = 60_000  # a page before it is squeezed: weight on the line is tests/promises/test_weight.py


def pages(client, db, keys, now, skin, cover):
    """The app on its own, behind a link, with what a search found, and after a search that finds nothing."""
    told = {"Accept-Language": cover}
    yield "alone", client.get(f"/a/{skin}", headers=told)
    made = open_link(db, keys, now, skin=skin, cover=cover)
    yield "link", client.get(made.path)
    for query in ("a", "482617", "zzzz"):
        client.post(made.path, data=urlencode({"q": query}), content_type=FORM)
        yield f"search {query}", client.get(made.path)


@pytest.fixture
def shown(survivor, db, keys, now, request):
    skin, cover = request.param
    return list(pages(survivor, db, keys, now, skin, cover))


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("shown", pairs(), indirect=True, ids="-".join)
class TestEveryCover:
    def test_tells_nothing_in_bytes_headers_or_names(self, shown):
        for name, answer in shown:
            status = NOT_FOR_BACK if name.startswith("search") else 200
            assert (name, answer.status_code, telling(in_clear(answer))) == (name, status, [])

    def test_may_not_be_kept_framed_indexed_or_named_to_another_site(self, shown):
        for name, answer in shown:
            told = answer.headers
            assert (name, told["Cache-Control"], told["Referrer-Policy"]) == (name, "no-store", "no-referrer")
            assert (name, told["X-Robots-Tag"]) == (name, "noindex")
            policy = told["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert "unsafe" not in policy
            assert not re.search(r"https?:|\*", policy)

    def test_asks_nothing_of_any_other_host(self, shown):
        for name, answer in shown:
            found = {each for each in ADDRESS.findall(answer.text) if each not in NAMESPACES}
            others = {
                each
                for each in REFERRED.findall(answer.text)
                if not re.match(r"data:|#|tel:|/(?!/)|\?", each)
            }
            assert (name, found, others) == (name, set(), set())

    def test_holds_no_comment_and_says_nothing_to_a_console(self, shown):
        for name, answer in shown:
            assert (name, TALK.findall(answer.text)) == (
                name,
                [],
            )

    def test_has_fields_that_no_browser_remembers(self, shown):
        for name, answer in shown:
            fields = re.findall(r"<(?:form|input|textarea|select)\b[^>]*>", answer.text)
            kept = [each for each in fields if "autocomplete=off" not in each.replace('"', "")]
            assert (name, [each for each in kept if "type=checkbox" not in each]) == (name, [])

    def test_is_no_longer_than_a_page_is(self, shown):
        assert all(len(answer.data) < NO_LONGER_THAN for _, answer in shown)


def test_no_word_of_any_cover_tells_what_it_is_and_none_is_longer_than_a_page():
    """In every language: what a server says around it is walked above in a few."""
    for skin, cover in every_pair():
        for shell in (everyday(skin, cover, YEAR), alone(skin, cover, YEAR)):
            page = shell.page()
            assert (skin, cover, telling(page), TALK.findall(page)) == (skin, cover, [], [])
            assert {each for each in ADDRESS.findall(page) if each not in NAMESPACES} == set(), (skin, cover)
            assert len(page.encode()) < NO_LONGER_THAN, (skin, cover)


@pytest.mark.parametrize("skin", skins())
def test_what_a_skin_is_made_of_is_named_and_written_without_a_telling_word(skin):
    for path in sorted((SKINS / skin).iterdir()):
        assert telling(path.name) == []
        if path.suffix in {".svg", ".css", ".html"}:
            assert (path.name, telling(path.read_text(encoding="utf-8"))) == (path.name, [])


@pytest.mark.parametrize("skin", skins())
@pytest.mark.parametrize("name", ["main.js", "alone.js"])
def test_what_survives_of_a_skins_script_has_no_telling_identifier(skin, name):
    assert telling(build.script([SKINS / skin / name])) == []


@pytest.mark.parametrize("skin", skins())
def test_what_a_skins_file_shows_to_its_readers_on_the_phone_tells_nothing(skin):
    written = json.loads((SKINS / skin / "skin.json").read_text(encoding="utf-8"))
    shown = {key: value for key, value in written.items() if key not in {"said", "odd", "lock"}}
    assert telling(json.dumps(shown, ensure_ascii=False)) == []
