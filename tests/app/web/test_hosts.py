"""Which app answers is settled by Host, before anything else."""

from dataclasses import replace

import pytest

from app.web.hosts import by_host


def app(name):
    def answer(environ, start_response):
        start_response("200 OK", [])
        return [name]

    return answer


def ask(config, host, **more):
    told = []
    environ = {"PATH_INFO": "/staff/", **({} if host is None else {"HTTP_HOST": host}), **more}
    entry = by_host(app(b"survivors"), app(b"staff"), config)
    body = b"".join(entry(environ, lambda status, headers: told.append(status)))
    return told[0][:3], body


@pytest.mark.parametrize(
    "host", ["staff.example", "STAFF.example", "staff.example.", "staff.example:443", " staff.example "]
)
def test_the_staff_host_is_known_however_it_is_written(config, host):
    assert ask(config, host) == ("200", b"staff")


@pytest.mark.parametrize(
    "host",
    [
        "days.example",
        "",
        None,
        "elsewhere.example",
        "127.0.0.1",
        "staff.example.evil",
        "staff.example:8443",
        "x.staff.example",
    ],
)
def test_any_other_host_gets_the_survivors_app(config, host):
    assert ask(config, host) == ("200", b"survivors")


def test_a_forwarded_host_persuades_nobody(config):
    assert ask(config, "days.example", HTTP_X_FORWARDED_HOST="staff.example") == ("200", b"survivors")


def test_a_port_of_its_own_tells_the_staff_host_apart(config):
    ported = replace(config, staff_host="days.example:8443", survivor_host="days.example")
    assert ask(ported, "days.example:8443")[1] == b"staff"
    assert ask(ported, "days.example")[1] == b"survivors"


@pytest.mark.parametrize(("host", "body"), [("127.0.0.1:8000", b"survivors"), ("localhost:8000", b"staff")])
def test_a_demonstration_answers_this_machine(demo_config, host, body):
    assert ask(demo_config, host) == ("200", body)


@pytest.mark.parametrize("host", ["days.example", "", None, "10.0.0.1:8000", "localhost.evil"])
def test_a_demonstration_answers_nobody_by_another_name(demo_config, host):
    assert ask(demo_config, host) == ("421", b"")


@pytest.mark.parametrize("name", ["FORWARDED", "X_FORWARDED_FOR", "X_FORWARDED_PROTO", "VIA"])
def test_a_demonstration_answers_nothing_that_was_passed_on(demo_config, name):
    assert ask(demo_config, "localhost:8000", **{f"HTTP_{name}": "x"}) == ("421", b"")
    assert ask(demo_config, "127.0.0.1:8000", **{f"HTTP_{name}": "x"}) == ("421", b"")
