"""docs/measurements.md is what its lines say, and says which budgets are kept."""

import ast
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bench.budgets import AT_LEAST, DECIDED, NAMES
from tests.bench.measurements import DOCS, KEPT, PAGE, main, page, read, run_row, runs
from tests.bench.rows import Row
from tests.bench.standing import Run
from tests.checks.sources import files, told

SAMPLE = Path(__file__).with_name("sample.jsonl")
UNDATED = run_row("make bench", datetime(2030, 6, 5, 9, 30, tzinfo=UTC))
figures = st.integers(0, 10**9) | st.floats(0, 10**6, allow_nan=False)


def _table(text: str, place: int, under: str = "## 03 June 2030") -> list[list[str]]:
    """The cells of a section's first table, or second, without its head."""
    tables = [part for part in text.partition(under)[2].split("\n\n") if part.startswith("| name")]
    return [line.strip("| ").split(" | ") for line in tables[place].splitlines()[2:]]


def _sample() -> str:
    return page(read(SAMPLE))


def test_each_run_says_when_on_what_and_by_which_command():
    text = _sample()
    assert "## 03 June 2030, 12:00 UTC\n\nBy `python -m tests.bench`: 2 cores, x86_64, Linux 6.1.0" in text
    assert "## 04 June 2030, 12:00 UTC\n\nBy `python -m tests.bench server`: 4 cores, aarch64" in text
    assert "compared with share them; 1.5 processes were busy when it began." in text


def test_a_run_says_of_which_commit_it_is_where_there_is_one():
    told = run_row("make bench", datetime(2030, 6, 5, tzinfo=UTC))
    here = subprocess.run(
        ["git", "-C", DOCS, "rev-parse", "HEAD"], capture_output=True, text=True, check=True
    )
    assert here.stdout.startswith(told.params["commit"].removesuffix("-dirty"))
    text = page([Run.begun(told)])
    assert f"By `make bench` of commit `{told.params['commit']}`: " in text
    assert "of commit" not in _sample()


def test_every_decision_that_asks_less_is_there():
    names = {path.name[:4] for path in (DOCS / "decisions").glob("*.md")}
    assert set(DECIDED.values()) <= names
    raised = {row.name for run in read(DOCS / KEPT) for row in run.rows if row.designed is not None}
    assert raised <= set(DECIDED)


def test_runs_stand_newest_first_whatever_their_order_in_the_files():
    early, late = read(SAMPLE)
    assert page([early, late]) == page([late, early])
    assert page([early, late]).index("## 04 June 2030") < page([early, late]).index("## 03 June 2030")


def test_the_first_table_of_a_run_holds_the_worst_of_each_figure_and_whether_what_is_owed_was_kept():
    shown = {(row[0], row[2]): row[1:5] for row in _table(_sample(), 0)}
    assert shown[("`first_view_bytes`", "bytes")] == ["14,100", "bytes", "14,400", "**no: 1 of 3**"]
    assert shown[("`journey_bytes`", "bytes")] == ["30,123", "bytes", "31,500", "yes"]
    assert shown[("`exit_cover_ms`", "ms")] == ["51", "ms", "50", "**no**"]
    assert shown[("`landing_ratio`", "warm")] == ["0.79", "warm", "at least 0.8", "**no**"]
    assert shown[("`landing_ratio`", "cold")] == ["0.61", "cold", "at least 0.5", "yes"]
    assert shown[("`set_up_s`", "s")] == ["21.4", "s", "printed", ""]


def test_what_it_is_compared_with_and_what_was_hoped_for_stand_beside_it():
    text = _sample()
    assert "| `exit_cover_ms` | 51 | ms | 50 | **no** | GOV.UK's 223 |  | whose ours, way every way |" in text
    assert "| 31,500 | yes |  | 22,000 (decision 0029) | skin recipes, heaviest of 1 |" in text


def test_the_second_table_holds_every_row_once():
    names = [row[0] for row in _table(_sample(), 1)]
    assert names.count("`first_view_bytes`") == 3
    assert names.count("`exit_cover_ms`") == 2


def test_what_was_not_taken_is_said():
    text = _sample().partition("## 04 June")[2]
    missing = text.partition("Not taken in this run: ")[2].partition(".\n")[0].split(", ")
    assert missing == [f"`{name}`" for name in NAMES if name != "start_s"]


def test_no_figure_of_any_run_breaks_its_table():
    assert "Cookies \\| a word" in _sample()
    assert {line.replace("\\|", "").count("|") for line in _sample().splitlines() if line[:1] == "|"} == {
        9,
        10,
    }


@given(value=figures, owed=st.none() | figures, designed=st.none() | figures, text=st.text())
def test_a_row_reads_back_as_it_was_printed(value, owed, designed, text):
    row = Row("start_s", value, "s", owed, {"with": text, "beside it": value}, designed)
    assert "\n" not in row.line()
    assert Row.read(row.line()) == row


@pytest.mark.parametrize(
    "line",
    [
        '{"name": "start_s", "value": 1',
        '{"value": 1, "name": "a", "unit": "s"}',
        '{"name": "a", "value": "1", "unit": "s", "params": {}}',
        '{"name": "a", "value": 1, "unit": "s", "params": {"owed": "3"}}',
        '{"name": "a", "value": 1, "unit": "s", "params": null}',
        '{"name": "bench_run", "value": 1, "unit": "cores", "params": {"date": "yesterday"}}',
        '{"name": "bench_run", "value": 1, "unit": "cores", "params": {}}',
    ],
)
def test_a_line_that_is_cut_short_or_no_row_is_named(line):
    good = Row("start_s", 1, "s").line()
    with pytest.raises(ValueError, match=r"^line 2: "):
        runs([good, line], UNDATED)


def test_lines_that_say_nothing_of_their_run_have_the_date_of_their_file():
    [run] = runs([Row("start_s", 1, "s").line()], UNDATED)
    assert run.told.params["date"] == "05 June 2030, 09:30 UTC"


def test_the_command_writes_page_and_lines_and_the_lines_make_the_page_again(tmp_path):
    assert main([str(SAMPLE), "--into", str(tmp_path)]) == 0
    written = (tmp_path / PAGE).read_text(encoding="utf-8")
    assert written == _sample() == page(read(tmp_path / KEPT))


def test_a_further_run_is_added_to_those_that_stand_there_and_the_same_one_only_once(tmp_path):
    [older, newer] = [run for run in read(SAMPLE) if run.rows][:2]
    for run in (older, newer, newer):
        lines = "\n".join(row.line() for row in (run.told, *run.rows))
        (tmp_path / "lines.jsonl").write_text(lines, encoding="utf-8")
        assert main([str(tmp_path / "lines.jsonl"), "--into", str(tmp_path)]) == 0
    assert (tmp_path / PAGE).read_text(encoding="utf-8") == page([newer, older])
    assert len(read(tmp_path / KEPT)) == 2


@pytest.mark.parametrize(
    ("text", "why"), [("", "no row"), ('{"name"', "line 1"), ("make: nothing\n", "no row")]
)
def test_a_file_of_no_use_is_refused_and_leaves_the_page_as_it_was(tmp_path, capsys, text, why):
    shutil.copy(SAMPLE, tmp_path / PAGE)
    (tmp_path / "cut.jsonl").write_text(text, encoding="utf-8")
    assert main([str(tmp_path / "cut.jsonl"), "--into", str(tmp_path)]) == 1
    assert why in capsys.readouterr().err
    assert (tmp_path / PAGE).read_bytes() == SAMPLE.read_bytes()


def test_the_page_begins_with_how_much_is_not_met_and_what_that_is():
    begun = _sample().partition("\n## ")[2]
    assert begun.startswith(
        "What holds now\n\n**4 of 7 owed figures are not met**, those of `first_view_bytes`, "
        "`exit_cover_ms`, `exit_traces`, `landing_ratio`; they stand first.\n3 are met, 1 of"
    )
    shown = [(row[0], row[1], row[4], row[8]) for row in _table(_sample(), 0, "## What holds now")]
    assert shown == [
        ("`first_view_bytes`", "11,100", "**no: 1 of 3**", "03 June 2030, 12:00 UTC"),
        ("`exit_cover_ms`", "51", "**no**", "03 June 2030, 12:00 UTC"),
        ("`exit_traces`", "1", "**no**", "03 June 2030, 12:00 UTC"),
        ("`landing_ratio`", "0.79", "**no**", "03 June 2030, 12:00 UTC"),
        ("`journey_bytes`", "30,123", "yes", "03 June 2030, 12:00 UTC"),
        ("`landing_ratio`", "0.61", "yes", "03 June 2030, 12:00 UTC"),
        ("`start_s`", "1.9", "yes", "04 June 2030, 12:00 UTC"),
    ]


def test_where_all_is_met_it_says_so():
    [sample] = [run for run in read(SAMPLE) if run.told.params["date"].startswith("04")]
    begun = page([sample]).partition("\n## ")[2]
    assert begun.startswith("What holds now\n\n**All 1 owed figures are met**, 0 of them because")


def test_every_figure_that_is_named_was_taken():
    taken = {row.name for run in read(DOCS / KEPT) for row in run.rows}
    assert set(NAMES) <= taken


def test_the_page_in_the_repository_is_what_its_lines_say():
    assert (DOCS / PAGE).read_text(encoding="utf-8") == page(read(DOCS / KEPT))


def test_every_figure_that_is_owed_is_taken_by_some_benchmark():
    own = {"tests/bench/budgets.py", "tests/bench/test_measurements.py"}
    benches = [path for path in files(".py") if told(path).startswith(("tests/bench/", "tests/forensics/"))]
    nodes = [
        node for path in benches if told(path) not in own
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    ]  # fmt: skip
    assert set(NAMES) - {node.value for node in nodes if isinstance(node, ast.Constant)} == set()
    assert {name for name, _ in AT_LEAST} <= set(NAMES)
