from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app import turns
from app.duties import DUTIES
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


def test_of_two_workers_one_does_a_duty_and_the_other_leaves_it_for_its_next_turn(
    worker, engine, keys, clock, done
):
    other = Worker(worker.duties, lambda: Session(engine), keys, clock)
    for _ in range(3):
        worker.step()
        other.step()
    assert len(done) == 1
    clock.move(AGAIN_AFTER)
    other.step()
    worker.step()
    assert len(done) == 2


def test_a_duty_that_another_process_is_at_is_left_alone_and_done_once_it_let_go(worker, engine, clock, done):
    with Session(engine) as elsewhere, turns.turn(elsewhere, "purge") as theirs:
        assert theirs
        worker.step()
        assert done == []
    clock.move(worker.pause)
    worker.step()
    assert len(done) == 1


def test_a_worker_that_is_started_again_repeats_nothing(worker, engine, keys, clock, done):
    worker.step()
    clock.move(timedelta(hours=1))
    Worker(worker.duties, lambda: Session(engine), keys, clock).step()
    assert len(done) == 1


def test_what_failed_counts_as_undone_for_the_other_worker_too(worker, engine, keys, clock, done):
    def fails(db, its_keys, now):
        raise ValueError

    Worker({"purge": Duty(fails)}, lambda: Session(engine), keys, clock).step()
    worker.step()
    assert len(done) == 1


def test_messages_are_handed_out_one_by_one_and_wait_for_nobody(worker, engine, done):
    worker.duties = {"purge": Duty(worker.duties["purge"].do, every=timedelta())}
    with Session(engine) as elsewhere, turns.turn(elsewhere, "purge"):
        assert worker.step()
    assert len(done) == 1


def test_no_two_duties_of_ours_have_one_number():
    names = {*DUTIES, "figures that were asked for"}
    assert len({turns.number_of(name) for name in names}) == len(names)


def test_a_clock_that_was_years_ahead_and_is_set_right_stops_no_duty_and_no_sign_of_life(
    engine, worker, clock, done
):
    clock.move(timedelta(days=1500))
    worker.step()
    clock.move(-timedelta(days=1500))
    worker.step()
    assert len(done) == 2
    again = Worker(worker.duties, worker.new_session, worker.keys, clock)
    again.step()
    assert len(done) == 2, "what is written down counts again, and another worker goes by it"
    clock.move(timedelta(hours=1))
    with Session(engine) as db:
        assert not worker_lives(db, clock())
    worker.step()
    with Session(engine) as db:
        assert worker_lives(db, clock())


def test_a_worker_that_starts_after_the_clock_was_set_right_does_what_is_due(worker, clock, done):
    clock.move(timedelta(days=1500))
    worker.step()
    clock.move(-timedelta(days=1500))
    Worker(worker.duties, worker.new_session, worker.keys, clock).step()
    assert len(done) == 2


def test_a_clock_that_is_set_back_for_longer_than_a_duty_rests_keeps_it_from_resting_on(worker, clock, done):
    worker.step()
    clock.move(-timedelta(days=3))
    worker.step()
    clock.move(AGAIN_AFTER)
    worker.step()
    assert len(done) == 3
