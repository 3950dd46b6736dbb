"""The search itself: whatever a careless page leaves in a browser's folder is found."""

import gzip
import threading
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from secrets import token_bytes

import brotli
import pytest
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES128
from cryptography.hazmat.primitives.ciphers.modes import CBC
from playwright.sync_api import Playwright

from tests.forensics.blocks import NotPacked, unlz4, unsnap
from tests.forensics.phone import Phone
from tests.forensics.runs import blank
from tests.forensics.traces import Folder, codes_in, opened, telling_in, told, words_in
from tests.forensics.unpacking import FIXED, SESSION
from tests.waiting import until

LONG = "a long line that repeats itself, and so is squeezed, " * 200
STORES = ("address", "title", "local", "tab", "database", "kept", "brotli", "gzip", "cookie", "typed")
ARABIC = "كناري"
PAGE = f"""<!doctype html><title>{{title}}</title><textarea></textarea><script>
const long = {LONG!r};
addEventListener("load", async () => {{
  localStorage.a = long + "wrenlocal";
  sessionStorage.a = long + "wrentab {ARABIC}";
  document.cookie = "a=wrencookie; max-age=9999";
  await Promise.all(["/wrenbrotli", "/gzip"].map((path) => fetch(path)));
  await (await caches.open("a")).put("/b", new Response(long + "wrenkept; ask the MARAC"));
  const ask = indexedDB.open("a");
  ask.onupgradeneeded = () => ask.result.createObjectStore("b").put(long + "wrendatabase 482617", "c");
  ask.onsuccess = () => {{ document.title += " done"; }};
}});
</script>"""
BODIES = {
    "/wrenbrotli": ("br", brotli.compress(f"{LONG} wrenbrotli {LONG}".encode())),
    "/gzip": ("gzip", gzip.compress(f"{LONG} wrengzip {LONG}".encode())),
}


class Careless(BaseHTTPRequestHandler):
    """A site that lets everything be kept."""

    def do_GET(self) -> None:
        coding, body = BODIES.get(self.path, ("identity", PAGE.replace("{title}", "wrentitle").encode()))
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Encoding", coding)
        self.send_header("Cache-Control", "max-age=9999")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing."""


@pytest.fixture
def careless() -> Iterator[str]:
    """Such a site, on loopback."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Careless)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/wrenaddress"
    server.shutdown()
    server.server_close()


@pytest.mark.journey
@pytest.mark.xdist_group("forensics")
def test_whatever_a_careless_page_leaves_is_found(
    playwright: Playwright, tmp_path: Path, careless: str
) -> None:
    phone = Phone(playwright, tmp_path).used().open()
    page = phone.context.new_page()
    page.goto(careless)
    until(lambda: page.title().endswith("done"))
    phone.type_elsewhere(careless, "wrentyped")
    phone.close()
    held = opened(tmp_path)
    wanted = {ARABIC, *(f"wren{name}" for name in STORES)}
    assert {trace.what for trace in words_in(held, wanted)} == wanted
    assert codes_in(held, ["482617"])
    assert any("marac" in trace.what for trace in telling_in(held, blank(playwright)))
    assert words_in(held, ["wrennever"]) == []
    assert _sealed_sessions_open(held)


def _sealed_sessions_open(held: Folder) -> bool:
    """Whether the address stands in what this Chromium sealed of its session, if it seals any."""
    sealed = [data for file, _, data in held.layers if "Sessions_Encrypted/" in file]
    return not sealed or any(b"wrenaddress" in data for data in sealed)


@pytest.mark.parametrize("writing", ["utf-8", "utf-16-le"])
def test_a_code_is_found_alone_and_not_within_a_longer_number(tmp_path: Path, writing: str) -> None:
    (tmp_path / "alone").write_bytes("at 482617, or".encode(writing))
    (tmp_path / "within").write_bytes("at 13482617 or 0.482617 or 4826170".encode(writing))
    (tmp_path / "id").write_bytes(b"at bfebe322-5be9-4304-b985-7a2c40482617, or")
    assert [trace.file for trace in codes_in(opened(tmp_path), ["482617"])] == ["alone"]


def test_a_telling_word_counts_once_it_stands_elsewhere_than_in_a_blank_folder(tmp_path: Path) -> None:
    (tmp_path / "settings").write_text('{"safety": "a list of survivors, of the browser itself"}')
    before = told(opened(tmp_path))
    assert telling_in(opened(tmp_path), before) == []
    (tmp_path / "cache").write_text("a page for survivors and their children")
    assert {trace.file for trace in telling_in(opened(tmp_path), before)} == {"cache"}


def test_what_a_browser_drew_by_lot_tells_nothing_and_a_name_in_source_does(tmp_path: Path) -> None:
    lots = (
        f"djEw{b64encode(token_bytes(60)).decode()}" for _ in range(2000)
    )  # the browser's mark, and a sealed hash
    (tmp_path / "settings").write_text("\n".join(["djEwuSLe9IdmBUATWq7Zk2Vx", *lots]))
    (tmp_path / "source").write_text("function askForSurvivorsContactRule24() {}")
    assert {trace.file for trace in telling_in(opened(tmp_path), Counter())} == {"source"}


def test_a_sealed_session_is_searched_opened_and_not_as_it_stands(tmp_path: Path) -> None:
    entries = [_entry(b"at wrenaddress, the survivors' page"), _entry(b"something else"), b"\x05\0\0\0plain"]
    (tmp_path / "Session_1").write_bytes(SESSION + b"".join(entries) + b"\x09\0\0\0cut")
    held = opened(tmp_path)
    assert [layer for _, layer, _ in held.layers] == ["session"]
    assert {trace.what for trace in words_in(held, ["wrenaddress", "something else", "plain", "cut"])} == {
        "wrenaddress", "something else", "plain", "cut",
    }  # fmt: skip
    assert [trace.what.partition(":")[0] for trace in telling_in(held, Counter())] == ["survivors"]


def _entry(clear: bytes) -> bytes:
    """One entry as Chromium seals it."""
    sealer, padding = Cipher(AES128(FIXED), CBC(b" " * 16)).encryptor(), 16 - len(clear) % 16
    sealed = b"v10" + sealer.update(clear + bytes([padding]) * padding) + sealer.finalize()
    return len(sealed).to_bytes(4, "little") + sealed


def test_squeezed_blocks_open_and_anything_else_is_refused() -> None:
    assert unsnap(bytes.fromhex("0c14") + b"wren, " + bytes.fromhex("1606000000")[:3]) == b"wren, wren, "
    assert unlz4(bytes.fromhex("62") + b"wren, " + bytes.fromhex("0600"), 12) == b"wren, wren, "
    for wrong in (b"", b"\x05", b"\xff" * 20):
        with pytest.raises(NotPacked):
            unsnap(wrong)
    with pytest.raises(NotPacked):
        unlz4(b"\x10a", 99)
