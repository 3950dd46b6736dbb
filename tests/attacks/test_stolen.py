"""Everything the server leaves on a disk, after real journeys, searched for what was typed into them."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote_plus

import pytest
from playwright.sync_api import Page, expect

from app.web.limits import MAX_TYPED
from tests import cluster
from tests.journeys.test_main_path import (
    CANARIES,
    open_without_a_script,
    scriptless,
    tell,
    tell_without_a_script,
)
from tests.journeys.test_reading import at_desk, begin, keep, read_it, to_case
from tests.live import Live
from tests.lots import stands_alone
from tests.walk import Walk

__all__ = ["scriptless"]

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]

FILL = "(box, [words, times]) => { box.value = words.repeat(times) }"
SPOKEN_AT_THE_DESK = "spoken canary heron mallow"
CODINGS = ("utf-8", "utf-16-le", "utf-16-be")
TYPED = [words.encode(coding) for each in CANARIES.values() for words in each for coding in CODINGS]
POSTED = [quote_plus(words).encode() for each in CANARIES.values() for words in each]  # as a body carries it


def spoken(page: Page, live: Live) -> list[bytes]:
    """Walk two journeys; what must not be found afterwards: words, codes, tokens, chips' answers."""
    secrets = [*TYPED, *POSTED]
    for locale in CANARIES:
        link = live.link(locale=locale, kind="case")
        page.goto(link["url"])
        walk = Walk(page, locale)
        walk.type_code(link["code"])
        tell(walk)
        secrets += [link["code"].encode(), link["url"].rsplit("/", 1)[1].encode()]
        walk.leave()
        page.wait_for_url(lambda url: "/k/" not in url)  # the app that was on show
    return secrets


def posted(page: Page, live: Live) -> list[bytes]:
    """Walk them without a script: words that are too long for a send, then words that are taken."""
    secrets = [*TYPED, *POSTED]
    for locale in CANARIES:
        link = live.link(locale=locale, kind="case")
        walk = Walk(page, locale)
        open_without_a_script(walk, link)
        words = CANARIES[locale][0]
        too_many = [words, MAX_TYPED // len(quote_plus(words)) + 1]
        page.get_by_role("textbox").first.evaluate(FILL, too_many)
        walk.button(walk.word("send")).click()
        expect(page.get_by_role("status")).to_be_visible()
        tell_without_a_script(walk)
        secrets += [link["code"].encode(), link["url"].rsplit("/", 1)[1].encode()]
    return secrets


def written_at_the_desk(page: Page, live: Live) -> list[bytes]:
    """Take views live, read them back and read them; what must not be found afterwards."""
    link = live.link(locale="en", cover_locale="en", duress_code=None)
    desk = at_desk(page, live, link)
    to_case(desk, link)
    begin(page)
    page.get_by_label("In her words, as spoken").fill(SPOKEN_AT_THE_DESK)
    page.get_by_role("button", name="Save and go on").click()
    page.wait_for_url("**/want")
    page.goto(page.url.replace("/want", "/read-back"))
    page.get_by_role("button", name="Open it to read back").click()
    keep(page)
    read_it(page, SPOKEN_AT_THE_DESK)
    return [SPOKEN_AT_THE_DESK.encode(coding) for coding in CODINGS] + [
        quote_plus(SPOKEN_AT_THE_DESK).encode()
    ]


def files_of(*folders: Path) -> Iterator[Path]:
    """Every regular file below the folders; what ends while we look is gone anyway."""
    for folder in folders:
        for below, _, names in os.walk(folder, onerror=only_gone):
            for path in (Path(below, name) for name in names):
                if path.is_file() and not path.is_symlink():
                    yield path


def only_gone(error: OSError) -> None:
    """A folder that ended while we look holds nothing; one that cannot be searched fails the search."""
    if not isinstance(error, FileNotFoundError):
        raise error


def open_files_of(process: int) -> Iterator[Path]:
    """The files that a process and its children hold open, temporary and deleted ones too."""
    for pid in (process, *children_of(process)):
        with suppress(FileNotFoundError):  # a child that ended meanwhile holds none
            yield from [handle for handle in Path(f"/proc/{pid}/fd").iterdir() if handle.is_file()]


def children_of(process: int) -> Iterator[int]:
    for status in Path("/proc").glob("[0-9]*/status"):
        text = ""
        with suppress(FileNotFoundError, ProcessLookupError):  # whatever ended while we looked
            text = status.read_text()
        if f"\nPPid:\t{process}\n" in text:
            child = int(status.parent.name)
            yield child
            yield from children_of(child)


def found_in(paths: Iterator[Path], secrets: list[bytes]) -> list[str]:
    """Where any of them stands. The demonstration's own sheet of links and codes is not searched."""
    hits, secrets = [], list(dict.fromkeys(secrets))
    for path in paths:
        if Path(os.path.realpath(path)).name in {"demo.json", "output.txt"}:
            continue
        try:
            content = path.read_bytes()
        except FileNotFoundError:  # it ended, or has another name by now
            continue
        hits += [f"{path}: {secret!r}" for secret in secrets if _stands(secret, content)]
    return hits


def _stands(secret: bytes, content: bytes) -> bool:
    return stands_alone(secret.decode(), content) if secret.isdigit() else secret in content


def test_nothing_typed_stands_in_the_folder_or_in_open_files(
    page: Page, scriptless: Page, desk_page: Page, live: Live
) -> None:
    secrets = spoken(page, live) + posted(scriptless, live) + written_at_the_desk(desk_page, live)
    looked = [*files_of(live.var_dir.parent, Path(tempfile.gettempdir()) / "beforehand"),
              *open_files_of(live.process.pid)]  # fmt: skip
    assert any(path.name.endswith(".db-wal") for path in looked), "no write-ahead log to search"
    assert found_in(iter(looked), secrets) == []
    output = live.output.encode()
    assert [words for words in (*TYPED, *POSTED) if words in output] == []


def test_nothing_typed_stands_in_postgresqls_files(
    page: Page, scriptless: Page, desk_page: Page, live_postgresql: Live
) -> None:
    secrets = spoken(page, live_postgresql) + posted(scriptless, live_postgresql)
    secrets += written_at_the_desk(desk_page, live_postgresql)
    folder = Path(os.environ[cluster.FOLDER])
    looked = list(files_of(folder))
    assert any("pg_wal" in path.parts for path in looked), "PostgreSQL's log was not there to search"
    assert found_in(iter(looked), secrets) == []
    assert found_in(iter(set(files_of(folder)) - set(looked)), secrets) == []  # made, or renamed, meanwhile


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    planted = tmp_path / "deep" / "file.bin"
    planted.parent.mkdir()
    planted.write_bytes(b"\x00" + CANARIES["ar"][0].encode("utf-16-le") + b"\x00")
    assert len(found_in(files_of(tmp_path), TYPED)) == 1
