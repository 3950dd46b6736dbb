"""Every address of the survivors' host: the everyday page, the same headers, and no lock that stops it."""

import sqlite3
import sys
from contextlib import contextmanager
from urllib.parse import urlencode

import pytest
from sqlalchemy.engine import make_url

from app.voice.pages import NOT_FOR_BACK
from app.web.limits import MAX_TYPED
from safety import wire
from safety.sealing import Kind
from tests.links import nothing_in

FORM = "application/x-www-form-urlencoded"
OCTETS = "application/octet-stream"
ASKS = "What must not happen?"
UNKNOWN = "/k/0123-4567-89AB-CDEF"
STAFF = ("/staff/", "/staff/cases", "/healthz", "/readyz", "/metrics", "/webhooks/x", "/static/staff.css")
ODD = (
    "/nothing",
    "/a/",
    "/a/none",
    "/a/plain/",
    "/k/",
    "/k",
    "/favicon.ico",
    "/robots.txt",
    "/x/",
    "/%00",
)
ADDRESSES = ("/", "/a/plain", UNKNOWN, *STAFF, *ODD)
METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND")
LOCK_MS = 200


def post(client, path, **fields):
    return client.post(path, data=urlencode(fields), content_type=FORM)


def said_once(answer):
    """Whether no header contradicts another of its name."""
    names = [name.lower() for name, _ in answer.headers]
    return len(names) == len(set(names))


@contextmanager
def locked(engine_url):
    """Another connection holds the database's write lock."""
    connection = sqlite3.connect(make_url(engine_url).database, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")
        connection.close()


@pytest.fixture
def short_waits(monkeypatch):
    """Waiting for a lock is bounded; the tests need not wait for all of it."""
    monkeypatch.setattr(sys.modules["app.db"], "BUSY_MS", LOCK_MS)


@pytest.fixture
def away(config, survivor_with):
    """A phone whose service has lost its database altogether."""
    return survivor_with(database_url=f"sqlite:///{config.var_dir}/gone/away.db")


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_address_is_an_everyday_page_that_may_not_be_kept_framed_or_indexed(survivor, path):
    answer = survivor.get(path)
    assert answer.status_code == 200
    assert 'type="search"' in answer.text or "type=search" in answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert answer.headers["Permissions-Policy"]
    assert answer.headers["Strict-Transport-Security"]
    assert not {"Set-Cookie", "Server", "ETag", "Last-Modified"} & set(answer.headers.keys())
    assert said_once(answer)


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_policy_names_what_may_run_and_allows_nothing_else(survivor, path):
    policy = survivor.get(path).headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "*" not in policy
    for rule in (
        "default-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
    ):
        assert rule in policy


@pytest.mark.parametrize("path", STAFF)
def test_an_address_of_the_staff_is_an_unknown_one_here(survivor, path):
    assert survivor.get(path).data == survivor.get("/nothing").data


@pytest.mark.parametrize("path", ADDRESSES)
def test_every_post_is_answered_by_the_same_address_and_no_page(survivor, path):
    answer = post(survivor, path, q="easter")
    assert (answer.status_code, answer.data) == (303, b"")
    assert answer.headers["Cache-Control"] == "no-store"
    assert said_once(answer)
    assert survivor.get(answer.location).status_code == NOT_FOR_BACK


@pytest.mark.parametrize(
    "path", ["//elsewhere.example", "//elsewhere.example/%2f..", "/\\elsewhere.example", "///x"]
)
def test_a_post_never_leads_to_another_host(survivor, path):
    answer = survivor.post("/", environ_overrides={"PATH_INFO": path}, data=b"q=1", content_type=FORM)
    assert answer.status_code == 303
    assert answer.location.startswith("/")
    assert not answer.location.startswith(("//", "/\\"))


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("path", ["/", "/a/plain", UNKNOWN, "/nothing", "/x"])
def test_a_wrong_method_is_an_everyday_page_too(survivor, path, method):
    answer = survivor.open(path, method=method)
    assert (answer.status_code, answer.content_type) == (200, "text/html; charset=utf-8")


def test_looking_changes_nothing(survivor, made, engine):
    with engine.connect() as connection:
        before = connection.exec_driver_sql("SELECT * FROM link").all()
    for path in (made.path, *ADDRESSES):
        survivor.get(path)
        survivor.head(path)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT * FROM link").all() == before
    assert nothing_in(engine, "send", "signal", "kept", "counted", "waiting_part", "epoch")


def test_the_everyday_app_speaks_the_phones_language_and_a_link_its_own(survivor, made):
    arabic = {"Accept-Language": "ar-EG,ar;q=0.9,en;q=0.5"}
    assert "dir=rtl" in survivor.get("/", headers=arabic).text
    assert "dir=ltr" in survivor.get("/", headers={"Accept-Language": "cy"}).text
    for path in (made.path, UNKNOWN):
        assert survivor.get(path, headers=arabic).data == survivor.get(path).data


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
class TestWhileAnotherConnectionHoldsTheWriteLock:
    def test_every_page_still_answers(self, short_waits, survivor, made, engine_url):
        with locked(engine_url):
            for path in (made.path, "/x", "/s", *ADDRESSES):
                assert survivor.get(path).status_code in {200, 303, 405}

    def test_what_a_code_opened_still_answers(self, short_waits, survivor, made, engine_url):
        post(survivor, made.path, q=made.new.code)
        with locked(engine_url):
            assert ASKS in survivor.get(made.path).text
        post(survivor, made.path, b1="x" * (MAX_TYPED + 1))
        with locked(engine_url):
            assert "x" * MAX_TYPED in survivor.get(made.path).text
        post(survivor, made.path, b1="short")
        with locked(engine_url):
            assert ASKS not in survivor.get(made.path).text

    def test_the_store_says_later_and_takes_the_same_bytes_afterwards(
        self, short_waits, survivor, made, engine_url
    ):
        raw = made.request(Kind.FINAL, made.envelope())
        with locked(engine_url):
            answer = survivor.post("/s", data=raw, content_type=OCTETS)
        assert (answer.status_code, answer.data[0], len(answer.data)) == (
            503,
            wire.Status.LATER,
            wire.ANSWER_BYTES,
        )
        assert int(answer.headers["Retry-After"]) > 0
        assert survivor.post("/s", data=raw, content_type=OCTETS).status_code == 200

    def test_either_code_is_a_search_until_it_can_be_noted(self, short_waits, survivor, made, engine_url):
        for code in (made.new.code, made.new.duress_code):
            with locked(engine_url):
                assert post(survivor, made.path, q=code).status_code == 303
                assert ASKS not in survivor.get(made.path).text
        post(survivor, made.path, q=made.new.code)
        assert ASKS in survivor.get(made.path).text

    def test_answers_come_back_in_the_form_and_can_be_sent_again(
        self, short_waits, survivor, made, engine, engine_url
    ):
        post(survivor, made.path, q=made.new.code)
        with locked(engine_url):
            answer = post(survivor, made.path, a1="2", b1="my words <b>")
        assert answer.status_code == 503
        assert int(answer.headers["Retry-After"]) > 0
        assert "my words &lt;b&gt;" in answer.text
        assert ASKS in answer.text
        assert post(survivor, made.path, a1="2", b1="my words <b>").status_code == 303
        assert not nothing_in(engine, "send")


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
class TestWithoutAnyDatabase:
    def test_every_page_still_answers(self, away):
        for path in ("/k/0123456789ABCDEF", *ADDRESSES):
            assert away.get(path).status_code == 200

    def test_a_code_is_a_search(self, away):
        assert post(away, UNKNOWN, q="482617").status_code == 303
        assert away.get(UNKNOWN).status_code == NOT_FOR_BACK

    def test_the_store_says_later(self, away, made):
        raw = made.request(Kind.FINAL, made.envelope())
        answer = away.post("/s", data=raw, content_type=OCTETS)
        assert (answer.status_code, len(answer.data)) == (503, wire.ANSWER_BYTES)
        assert "Retry-After" in answer.headers

    def test_answers_come_back_in_the_form(self, away, survivor, made):
        post(survivor, made.path, q=made.new.code)
        cookie = survivor.get_cookie("__Host-d", "days.example").value
        away.set_cookie("__Host-d", cookie, domain="days.example", secure=True)
        answer = post(away, made.path, b1="my words")
        assert answer.status_code == 503
        assert "my words" in answer.text
