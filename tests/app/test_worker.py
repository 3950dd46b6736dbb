from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.web.health import worker_lives
from app.worker import AGAIN_AFTER, RETRY_AFTER, Duty, Worker


@pytest.fixture
def done():
    return []


@pytest.fixture
def worker(engine, keys, clock, done):
    def purge(db, its_keys, now):
        assert its_keys is keys
        done.append(now)
        return 1

    return Worker({"purge": Duty(purge)}, lambda: Session(engine), keys, clock)


def test_a_duty_is_done_at_the_start_and_once_a_day(worker, clock, done):
    worker.step()
    worker.step()
    clock.move(AGAIN_AFTER - timedelta(seconds=1))
    worker.step()
    assert len(done) == 1
    clock.move(timedelta(seconds=1))
    worker.step()
    assert len(done) == 2


def test_a_duty_with_a_shorter_turn_is_done_more_often(worker, clock, done):
    worker.duties = {"often": Duty(worker.duties["purge"].do, every=timedelta(minutes=10))}
    worker.step()
    clock.move(timedelta(minutes=10))
    worker.step()
    assert len(done) == 2


def test_a_duty_without_a_time_between_goes_on_while_it_finds_something_to_do(worker, done):
    worker.duties = {"sends": Duty(worker.duties["purge"].do, every=timedelta())}
    assert worker.step()
    assert worker.step()
    worker.duties = {"sends": Duty(lambda db, keys, now: 0, every=timedelta())}
    assert not worker.step()
    assert len(done) == 2


def test_a_duty_that_fails_is_tried_again_and_keeps_no_other_from_being_done(worker, clock, done, caplog):
    failures = []

    def fails(db, keys, now):
        failures.append(now)
        raise ValueError("a survivor's words")

    worker.duties = {"fails": Duty(fails), **worker.duties}
    worker.step()
    assert len(done) == len(failures) == 1
    clock.move(RETRY_AFTER)
    worker.step()
    assert len(done) == 1
    assert len(failures) == 2
    assert "survivor" not in caplog.text


def test_the_worker_is_known_to_live_until_it_falls_silent(worker, clock, db):
    assert not worker_lives(db, clock())
    db.rollback()
    worker.step()
    assert worker_lives(db, clock())
    assert not worker_lives(db, clock.move(timedelta(minutes=5)))


def test_asked_to_stop_it_begins_no_further_duty(worker, done):
    worker.duties = {"asks": Duty(lambda db, keys, now: worker.stop() or 0), **worker.duties}
    worker.run()
    assert done == []
