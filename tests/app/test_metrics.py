"""What `/metrics` says, to whom, and that it says nothing else."""

from dataclasses import replace
from functools import partial
from http.client import HTTPConnection

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app import metrics
from app.accounts import proved
from app.desk import service as desk  # noqa: F401  # its tables are needed by the outbox's
from app.web import health
from safety.copies import name_of
from tests.live import free_port


@pytest.fixture
def served(config, engine, clock, tmp_path):
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / name_of(clock())).touch()
    settings = replace(config, metrics_port=free_port(), backup_dir=tmp_path / "backups", backup_to=("age1",))
    server = metrics.serve(partial(Session, engine), settings, clock)
    yield settings
    server.shutdown()
    server.server_close()


def _asked(settings, path="/metrics", host="", method="GET"):
    connection = HTTPConnection("127.0.0.1", settings.metrics_port, timeout=10)
    connection.request(method, path, headers={"Host": host or f"localhost:{settings.metrics_port}"})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def test_a_handful_of_figures_in_prometheus_own_form(served, db, keys, clock):
    health.beat(db, clock())
    proved.prove(db, keys, served.var_dir, clock())
    status, text = _asked(served)
    found = {one.name: one.samples[0].value for one in text_string_to_metric_families(text)}
    assert status == 200
    assert set(found) == set(metrics.SAID) - {"beforehand_limits_up"}, "no server is named for the limits"
    assert found["beforehand_worker_up"] == found["beforehand_database_up"] == 1
    assert not any(sample.labels for one in text_string_to_metric_families(text) for sample in one.samples)


def test_only_this_machine_by_its_own_name_and_only_this_address(served):
    assert _asked(served, host="staff.example")[0] == 404
    assert _asked(served, path="/")[0] == 404
    assert _asked(served, method="POST")[0] == 501


def test_it_is_off_until_it_is_set_and_a_taken_port_stops_nothing(served, engine, clock):
    sessions = partial(Session, engine)
    assert metrics.serve(sessions, replace(served, metrics_port=0), clock) is None
    assert metrics.serve(sessions, served, clock) is None


def test_a_database_that_is_away_is_a_figure(config, clock):
    away = create_engine("postgresql+psycopg://nobody@127.0.0.1:9/none")
    found = metrics.measured(partial(Session, away), config, clock())
    assert found.pop("beforehand_database_up") == 0
    assert set(found) == {"beforehand_disk_low", "beforehand_disk_free_bytes"}
