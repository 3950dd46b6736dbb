from datetime import timedelta

import pytest

from app.web import health


def test_the_process_answers_that_it_is_alive(staff):
    answer = staff.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "alive\n")
    assert answer.headers["Cache-Control"] == "no-store"


def test_readiness_waits_for_the_worker(staff, db, clock):
    assert staff.get("/readyz").status_code == 503
    health.beat(db, clock())
    assert staff.get("/readyz").status_code == 200
    clock.move(timedelta(minutes=5))
    assert staff.get("/readyz").text == "worker away\n"


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_the_survivors_host_answers_with_the_everyday_page(survivor, address):
    answer = survivor.get(address)
    assert answer.status_code == 200
    assert "<html" in answer.text
