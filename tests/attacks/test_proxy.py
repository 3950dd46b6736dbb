"""The shipped nginx configuration before a real service: two hosts, and nothing of a survivor on its disk."""

import base64
import hashlib
import re
import socket
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest
from werkzeug.test import EnvironBuilder, run_wsgi_app
from werkzeug.wrappers import Response

from app import schema, stand_in
from app.wsgi import behind
from tests.live import start_live
from tests.many.processes import config_of, settings_in
from tests.nginx import HOSTS, Proxy, proxy

SURVIVORS, STAFF = HOSTS
CANARY = b"canary heron mallow "
LONG = CANARY * 1500  # 30 kB
FORM = "x-www-form-urlencoded"
TOO_LONG = CANARY * 60_000  # more than anybody reads

pytestmark = pytest.mark.xdist_group("proxy")


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """A real service, not a demonstration, that knows it stands behind a proxy."""
    folder = tmp_path_factory.mktemp("service")
    key = base64.b64encode(b"K" * 32).decode()
    settings = {"DEMO": "", "SURVIVOR_HOST": SURVIVORS, "STAFF_HOST": STAFF, "TRUSTED_PROXIES": "1"}
    for name, text in (("DATA_KEY_FILE", f"1:{key}"), ("AUDIT_KEY_FILE", key), ("PEPPER_FILE", key)):
        (folder / name).write_text(text)
        settings[name] = str(folder / name)
    (folder / "var").mkdir(mode=0o700)
    schema.upgrade(f"sqlite:///{folder / 'var' / 'beforehand.db'}")
    live = start_live(folder, **settings)
    yield live
    live.stop()


@pytest.fixture(scope="module")
def front(service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    with proxy(tmp_path_factory.mktemp("nginx"), service.port) as running:
        yield running


def test_each_host_answers_for_itself_over_tls_and_http_2(front: Proxy) -> None:
    status, version, headers, _ = front.ask(SURVIVORS, "/")
    assert (status, version) == (200, "2")
    assert "strict-transport-security" in headers
    assert "nginx/" not in headers
    assert front.ask(STAFF, "/staff/sign-in")[0] == 200
    assert front.ask(STAFF, "/healthz")[3] == "alive\n"
    for host, path in ((SURVIVORS, "/staff/sign-in"), (SURVIVORS, "/healthz"), ("", "/staff/sign-in")):
        status, _, _, hidden = front.ask(host, path)
        assert status == 200
        assert "sign-in" not in hidden
        assert "alive" not in hidden


def test_without_tls_a_name_is_proved_to_be_ours_and_all_else_is_led_to_tls(front: Proxy) -> None:
    proof = front.folder / "www" / ".well-known" / "acme-challenge" / "a-token"
    proof.parent.mkdir(parents=True)
    proof.write_text("a proof")

    def plain(path: str) -> tuple[int, str, bytes]:
        line = HTTPConnection("127.0.0.1", front.plain, timeout=20)
        line.request("GET", path, headers={"Host": SURVIVORS})
        answer = line.getresponse()
        found = answer.status, answer.headers.get("Location", ""), answer.read()
        line.close()
        return found

    assert plain("/.well-known/acme-challenge/a-token") == (200, "", b"a proof")
    for path in ("/", "/k/abcd-efgh-jkmn-pqrs", "/.well-known/acme-challenge/none", "/.well-known/x"):
        assert plain(path)[:2] == (301, f"https://{SURVIVORS}{path}")


@pytest.mark.parametrize(
    ("path", "more"),
    [("/%00", ()), ("/%2e%2e/%2e%2e/x", ("--path-as-is",)), ("/", ("-X", "TRACE")), ("/" + "a" * 9_000, ())],
)
def test_what_nginx_refuses_by_itself_is_answered_by_no_page_of_its_own(front: Proxy, path, more) -> None:
    status, _, headers, page = front.ask(SURVIVORS, path, "--http1.1", *more)
    assert (status, "no-store" in headers) == (503, True)
    assert "Please try again in a minute" in page
    assert front.ask(SURVIVORS, "/later")[::3] == front.ask(SURVIVORS, "/")[::3]


def test_what_is_sent_stays_in_memory_and_nothing_is_written_of_it(front: Proxy) -> None:
    form, binary = (("-H", f"Content-Type: application/{kind}") for kind in (FORM, "octet-stream"))
    assert front.ask(SURVIVORS, "/k/abcd-efgh-jkmn-pqrs", *form, body=b"q=" + LONG)[0] == 303
    assert front.ask(SURVIVORS, "/s", *binary, body=LONG)[0] < 500
    assert front.ask(SURVIVORS, "/", *form, body=LONG)[0] < 500
    status, _, headers, _ = front.ask(SURVIVORS, "/k/abcd-efgh-jkmn-pqrs", *form, body=b"q=" + TOO_LONG)
    assert status == 303
    assert "location: /k/abcd-efgh-jkmn-pqrs" in headers
    _broken_handshake(front)
    found = front.written()
    assert found, "no log to search"
    assert [path for path in found if "/logs" not in path] == [], "a body was written to a file"
    assert [path for path, content in found.items() if CANARY in content or b"127.0.0.1" in content] == []


def test_the_search_would_see_a_body_that_went_through_a_file(service, tmp_path) -> None:
    with proxy(tmp_path, service.port, client_body_buffer_size="1k") as careless:
        careless.ask(SURVIVORS, "/s", body=LONG)
        assert [path for path in careless.written() if "client_body" in path]


def test_while_the_service_is_away_the_survivors_host_says_only_later(tmp_path) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        with proxy(tmp_path, nobody.getsockname()[1]) as front:
            status, _, headers, page = front.ask(SURVIVORS, "/k/abcd-efgh-jkmn-pqrs", body=b"q=" + LONG)
            assert status == 503
            assert "no-store" in headers
            assert "Please try again" in page
            assert "nginx" not in page
            assert [
                path for path, content in front.written().items() if CANARY in content or b"/k/" in content
            ] == []


def test_while_the_service_is_away_a_link_shows_the_everyday_page_as_it_always_is(
    front: Proxy, tmp_path
) -> None:
    (tmp_path / "everyday").mkdir()
    stand_in.write(
        config_of(settings_in(tmp_path, f"sqlite:///{tmp_path / 'none.db'}")), tmp_path / "everyday"
    )
    _, _, usual, page = front.ask(SURVIVORS, "/")
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        with proxy(tmp_path, nobody.getsockname()[1]) as alone:
            for host, path in (
                (SURVIVORS, "/"),
                (SURVIVORS, "/k/abcd-efgh-jkmn-pqrs"),
                (SURVIVORS, "/later"),
                ("", "/staff/sign-in"),
            ):
                status, version, headers, shown = alone.ask(host, path)
                assert (status, version, shown) == (200, "2", page)
                assert _told(headers) == _told(usual)
            assert alone.ask(SURVIVORS, "/k/abcd-efgh-jkmn-pqrs", body=b"b1=words")[0] == 503
            assert alone.ask(SURVIVORS, "/s", body=b"sealed")[0] == 503


def test_while_the_service_is_away_staff_are_told_so_by_a_page_of_ours(tmp_path) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        with proxy(tmp_path, nobody.getsockname()[1]) as front:
            status, _, headers, page = front.ask(STAFF, "/staff/caseload")
            after_post = front.ask(STAFF, "/staff/sign-in", body=LONG)
            elsewhere = front.ask("", "/staff/sign-in")[3]
    assert (status, after_post[0]) == (503, 503)
    assert "content-type: text/html; charset=utf-8" in headers
    assert "cache-control: no-store" in headers
    assert "Nothing that was saved is lost" in page
    assert "nginx" not in page + after_post[3]
    assert "not saved" not in page
    assert "not saved" in after_post[3]
    assert "Beforehand" not in elsewhere, "the other host never says so"
    style = re.search("<style>(.*)</style>", page)[1]
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{allowed.lower()}'" in headers, "the page's own policy lets its style in"


@pytest.mark.parametrize(
    ("proxies", "sent", "seen"),
    [
        (0, "192.0.2.7", "127.0.0.1"),
        (1, "192.0.2.7", "192.0.2.7"),
        (1, "198.51.100.1, 192.0.2.7", "192.0.2.7"),
        (1, None, "127.0.0.1"),
    ],
)
def test_a_phones_network_is_what_the_last_proxy_said(proxies, sent, seen) -> None:
    def app(environ, start_response):
        return Response(environ["REMOTE_ADDR"])(environ, start_response)

    headers = {"X-Forwarded-For": sent} if sent else {}
    environ = EnvironBuilder(headers=headers, environ_base={"REMOTE_ADDR": "127.0.0.1"}).get_environ()
    assert b"".join(run_wsgi_app(behind(proxies, app), environ)[0]).decode() == seen


def _told(headers: str) -> set[str]:
    """An answer's headers, less its moment and how it is spelt on the line."""
    lines = headers.splitlines()[1:]
    return {line.replace("; ", ";") for line in lines if not line.startswith(("date:", "content-length:"))}


def _broken_handshake(front: Proxy) -> None:
    """What a scanner sends: no TLS at all, then half of a greeting."""
    for said in (b"GET / HTTP/1.0\r\n\r\n", b"\x16\x03\x01\x00\x05hello"):
        with socket.create_connection(("127.0.0.1", front.port), timeout=10) as line:
            line.sendall(said)
            while line.recv(4096):
                continue
