"""What holds now is the newest row of each figure, and what is not met is not to be overlooked."""

from collections import Counter
from typing import Any

import pytest

from tests.bench.measurements import DOCS, KEPT, read
from tests.bench.rows import Row, heaviest
from tests.bench.standing import Run, standing, which


def _run(day: int, *rows: Row) -> Run:
    run = Run.begun(Row("bench_run", 2, "cores", None, {"date": f"{day:02} June 2030, 12:00 UTC"}))
    run.rows.extend(rows)
    return run


def _row(value: float, name: str = "caseload_growth", **params: Any) -> Row:
    return Row(name, value, "ratio", 1.3, params)


def _held(*found: Run) -> list[tuple[float, str]]:
    return [(one.shown.value, one.verdict) for one in standing(found)]


def test_of_two_runs_the_newer_holds_whichever_stands_first_in_the_files():
    old, new = _run(3, _row(2.0, rounds=3)), _run(4, _row(1.1, rounds=5))
    assert _held(old, new) == _held(new, old) == [(1.1, "yes")]


def test_an_older_yes_does_not_hide_a_newer_no():
    assert _held(_run(3, _row(1.1)), _run(4, _row(1.4))) == [(1.4, "**no**")]


def test_each_database_keeps_its_own_newest_row():
    both = _run(3, _row(1.1, database="SQLite"), _row(1.2, database="PostgreSQL"))
    assert _held(both, _run(4, _row(1.0, database="SQLite"))) == [(1.0, "yes"), (1.2, "yes")]


@pytest.mark.parametrize("name", ["whose", "way", "line", "while", "processes", "records"])
def test_what_tells_one_figure_from_another_keeps_them_apart(name):
    assert len(_held(_run(3, _row(1.1, **{name: "one"})), _run(4, _row(1.2, **{name: "other"})))) == 2


@pytest.mark.parametrize("before", [{}, {"line": "every line", "database": "SQLite"}])
def test_what_was_told_of_all_at_once_is_replaced_by_what_is_told_of_each(before):
    later = _run(4, _row(1.0, line="online", database="SQLite"), _row(1.1, line="slow", database="SQLite"))
    assert _held(_run(3, _row(2.0, **before)), later) == [(1.0, "yes"), (1.1, "yes")]


def test_what_is_not_met_stands_first_and_what_is_only_printed_not_at_all():
    run = _run(3, _row(1.1), _row(9.0, "dashboard_growth"), Row("set_up_s", 21.4, "s"))
    assert _held(run) == [(9.0, "**no**"), (1.1, "yes")]


def test_of_many_looks_the_heaviest_holds_or_the_one_that_is_furthest_over_its_own_limit():
    def looks(*pairs: tuple[int, int]) -> list[Row]:
        rows = [Row("first_view_bytes", size, "bytes", owed, {"skin": str(owed)}) for size, owed in pairs]
        return [*rows, heaviest(rows)]

    assert _held(_run(3, *looks((90, 100), (190, 200)))) == [(190, "yes")]
    assert _held(_run(3, *looks((101, 100), (58, 50), (190, 200)))) == [(58, "**no: 2 of 3**")]
    assert _held(_run(3, *looks((101, 100))), _run(4, *looks((99, 100), (60, 60)))) == [(99, "yes")]


def test_only_part_of_many_does_not_stand_for_the_heaviest_of_them():
    many = [Row("journey_bytes", size, "bytes", 100, {"skin": str(size)}) for size in (80, 120)]
    held = _held(
        _run(3, *many, heaviest(many)), _run(4, Row("journey_bytes", 81, "bytes", 100, {"skin": "80"}))
    )
    assert held == [(120, "**no: 1 of 2**"), (81, "yes")]


def test_what_is_met_only_since_a_decision_asks_less_is_known():
    met = Row("accept_ratio", 0.3, "ratio", 0.25, {}, 0.6)
    assert [one.raised for one in standing([_run(3, met, _row(1.1), _row(2.0, "dashboard_growth"))])] == [
        False, True, False
    ]  # fmt: skip


def test_no_two_owed_rows_of_one_run_are_taken_for_the_same_figure():
    for run in read(DOCS / KEPT):
        told = [one.row for one in standing([run])]
        counted = Counter((row.name, row.unit, str(which(row))) for row in told)
        assert {each for each, count in counted.items() if count > 1} == set(), run.told.params["date"]
