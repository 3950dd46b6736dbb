"""What backups are called, and how old they may be."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from safety import copies
from safety.copies import Head, NoBackup

FIRST = datetime(2030, 1, 1, tzinfo=UTC)
moments = st.integers(0, 10**9).map(lambda seconds: FIRST + timedelta(seconds=seconds))


@given(moments)
def test_a_name_says_when_it_was_made(at):
    assert copies.made_at(copies.name_of(at)) == at


@given(moments, st.timedeltas(timedelta(), timedelta(days=40)))
@example(FIRST, timedelta(days=14))
def test_after_fourteen_days_and_never_before_a_backup_is_too_old(at, age):
    assert (copies.too_old([copies.name_of(at)], at + age) != []) == (age > timedelta(days=14))


@given(moments, st.timedeltas(timedelta(), timedelta(days=9)))
@example(FIRST, timedelta(hours=48))
def test_two_days_without_a_backup_are_too_many(at, age):
    assert copies.none_lately([copies.name_of(at), "notes.txt"], at + age) == (age > timedelta(hours=48))


def test_the_newest_backup_is_what_counts_wherever_it_stands():
    names = [copies.name_of(FIRST + timedelta(days=day)) for day in (1, 9, 4)]
    assert copies.newest([*names, "notes.txt"]) == FIRST + timedelta(days=9)
    assert not copies.none_lately(names, FIRST + timedelta(days=10))


@pytest.mark.parametrize(
    "name", ["", "notes.txt", "beforehand-20300603T120000Z.age.partial", "beforehand-20309903T120000Z.age"]
)
def test_what_is_not_ours_is_neither_old_nor_new(name):
    now = datetime(2090, 1, 1, tzinfo=UTC)
    assert copies.made_at(name) is None
    assert copies.too_old([name], now) == []
    assert copies.none_lately([name], now)


@given(st.builds(Head, moments.map(datetime.isoformat), st.text(), st.text(), st.tuples(st.integers(0, 9))))
def test_a_head_reads_back_as_it_was_written(head):
    assert head.line().count(b"\n") == 1
    assert Head.read(head.line()) == head


@pytest.mark.parametrize(
    "line",
    [b"", b"{}", b"[]", b"7", b"\xff", b'{"form": "beforehand backup 1"}',
     Head("yesterday", "sqlite", "1", (1,)).line(), Head("2030-01-01T00:00:00", "sqlite", "1", (1,)).line(),
     Head("2030-01-01T00:00:00+00:00", "sqlite", "1", (1,)).line().replace(b"backup 1", b"backup 2")],
)  # fmt: skip
def test_another_head_is_refused(line):
    with pytest.raises(NoBackup):
        Head.read(line)


def test_only_the_services_own_key_proves_a_file():
    ours, theirs = copies.prover(b"A" * 32), copies.prover(b"B" * 32)
    ours.update(b"rows")
    theirs.update(b"rows")
    assert copies.proves(ours, ours.digest())
    assert not copies.proves(ours, theirs.digest())
    assert not copies.proves(ours, b"")
