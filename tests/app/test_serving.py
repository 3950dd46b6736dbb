"""The whole product started and stopped as people do it."""

import base64
import os
import signal
import socket
import subprocess
import sys
from http.client import HTTPConnection

import pytest

from config import ROOT
from tests.live import free_port, start_live
from tests.waiting import until

pytestmark = pytest.mark.xdist_group("live")


def _status(live, address="/", host=None, **headers):
    connection = HTTPConnection("127.0.0.1", live.port, timeout=30)
    try:
        connection.request("GET", address, headers={"Host": host or f"127.0.0.1:{live.port}", **headers})
        return connection.getresponse().status
    finally:
        connection.close()


def test_ctrl_c_stops_everything_and_the_next_start_keeps_the_data(tmp_path):
    first = start_live(tmp_path)
    told = first.demo
    until(lambda: "Ctrl-C stops" in first.output)
    assert told["links"][0]["url"] in first.output
    first.process.send_signal(signal.SIGINT)
    assert first.process.wait(40) == 0
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", first.port)) != 0
    second = start_live(tmp_path, port=first.port)
    try:
        assert second.demo == told
    finally:
        assert second.stop() == 0


def test_what_it_writes_is_for_its_owner_only(live):
    open_to_others = [path for path in live.var_dir.rglob("*") if path.stat().st_mode & 0o077]
    assert open_to_others == []


def test_a_taken_port_is_an_error_that_names_it(live, tmp_path):
    settings = {"DEMO": "1", "PORT": str(live.port), "VAR_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "app.cli", "serve"]
    answer = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    assert answer.returncode == 1
    assert f"PORT {live.port}" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_a_second_demonstration_over_the_same_folder_is_refused_and_changes_nothing(live):
    told = live.demo
    settings = {"DEMO": "1", "PORT": str(free_port()), "VAR_DIR": str(live.var_dir)}
    command = [sys.executable, "-m", "app.cli", "serve"]
    answer = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    assert answer.returncode == 1
    assert "VAR_DIR" in answer.stderr
    assert live.demo == told


def test_a_folder_that_takes_no_file_is_an_error_that_says_which_and_why(tmp_path):
    (tmp_path / "running").mkdir()
    settings = {"DEMO": "1", "PORT": str(free_port()), "VAR_DIR": str(tmp_path)}
    command = [sys.executable, "-m", "app.cli", "serve"]
    answer = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, check=False)
    assert answer.returncode == 1
    assert f"{tmp_path} takes nothing: Is a directory" in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize("header", ["Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "Via"])
def test_the_demonstration_refuses_what_came_through_somebody_else(live, header):
    assert _status(live, **{header: "1.1 elsewhere"}) == 421


def test_the_demonstration_answers_no_other_host(live):
    assert _status(live, host="days.example") == 421


def test_health_is_on_the_staff_host_only(live):
    assert _status(live, "/readyz", host=f"localhost:{live.port}") == 200
    connection = HTTPConnection("127.0.0.1", live.port, timeout=30)
    connection.request("GET", "/readyz")
    assert b"<html" in connection.getresponse().read()
    connection.close()


def test_the_server_writes_no_line_about_a_request(live):
    before = live.output
    _status(live, "/k/AAAA-BBBB-CCCC-DDDD?q=canary", **{"User-Agent": "canary"})
    _status(live, "/staff/nothing?q=canary", host=f"localhost:{live.port}")
    assert live.output == before


@pytest.fixture
def real(tmp_path):
    """The settings of a real service, over a database that is still empty."""
    key = base64.b64encode(b"K" * 32).decode()
    for name, text in (("data", f"1:{key}"), ("audit", key), ("pepper", key)):
        (tmp_path / name).write_text(text, encoding="ascii")
    return {
        "DEMO": "",
        "SURVIVOR_HOST": "days.example",
        "STAFF_HOST": "staff.example",
        "DATA_KEY_FILE": str(tmp_path / "data"),
        "AUDIT_KEY_FILE": str(tmp_path / "audit"),
        "PEPPER_FILE": str(tmp_path / "pepper"),
        "VAR_DIR": str(tmp_path / "var"),
    }


def _beforehand(*words, settings):
    command = [sys.executable, "-m", "app.cli", *words]
    return subprocess.run(
        command, cwd=ROOT, env={**os.environ, **settings}, capture_output=True, text=True, check=False
    )


def test_a_real_service_refuses_an_old_shape_and_then_serves_each_host_its_own(real, tmp_path):
    refused = _beforehand("serve", settings={**real, "PORT": str(free_port())})
    assert refused.returncode == 1
    assert "beforehand db upgrade" in refused.stderr
    assert _beforehand("db", "upgrade", settings=real).returncode == 0
    live = start_live(tmp_path, **real)
    try:
        assert _status(live, "/staff/sign-in", host="staff.example") == 200
        assert _status(live, "/healthz", host="staff.example") == 200
        assert "Ready: https://staff.example/staff/" in until(lambda: live.output)
        assert _status(live, "/", host="elsewhere.example") == 200
        assert not (live.var_dir / "demo.json").exists()
    finally:
        assert live.stop() == 0
