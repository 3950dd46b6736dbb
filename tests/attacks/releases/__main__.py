"""`make attack`: the release proof, printed. Exit 1 where anything is broken or a planted fault is not found.

Ours is attacked with OpenDP's own draws, then with more that are seeded; faults, whose shape and not whose
randomness is in question, with seeded ones. How useful the same figures are is printed beside it.
"""

import argparse
import sys
from collections.abc import Iterable

import click

from app.insight.noise import gaussian
from app.insight.simulating import London
from safety import budget
from safety.table_plan import Span
from tests.attacks.releases.bounds import bounds
from tests.attacks.releases.code import FAULTS, REAL
from tests.attacks.releases.judging import Finding, found, judged, theme_for_theme
from tests.attacks.releases.noise import Seeded
from tests.attacks.releases.useful import answers, themes
from tests.attacks.releases.world import pairs

BUILDS, FAULT_BUILDS = 20_000, 500
SOME = London().after
SEEDS = {Span.QUARTER: range(40), Span.YEAR: range(10)}


def main() -> int:
    """Everything, a line each."""
    parser = argparse.ArgumentParser(description="Attack the figures for managers.")
    parser.add_argument(
        "--builds", type=int, default=BUILDS, help="by OpenDP in all, and by seed of each pair"
    )
    builds = parser.parse_args().builds
    spent = budget.rho()
    click.echo(
        f"budget of one response and year: rho {spent:.4f}, epsilon {budget.epsilon(spent):.3f} at 1e-6"
    )
    each = builds // len(pairs())
    broken = _told(judged(REAL, each, lambda seed: gaussian), f"OpenDP's draws, {each} builds of a pair")
    broken += _told(found(REAL, builds, Seeded), f"seeded draws, {builds} builds of a pair")
    click.echo(f"told beside it: one theme for another, two facts: {theme_for_theme(REAL):.4f}")
    missed = [
        name for name, code in FAULTS.items() if not _found_out(name, judged(code, FAULT_BUILDS, Seeded))
    ]
    pinned = bounds(gaussian)
    click.echo(f"linear bounds: {pinned.pinned} of {pinned.cells} cells under ten pinned; ", nl=False)
    click.echo(f"the narrowest is left {pinned.narrowest:.0f} wide")
    for span, seeds in SEEDS.items():
        all_of_them, some = answers(span, seeds)[0], answers(span, seeds, SOME)[0]
        click.echo(f"useful, a {span}: {themes(span, seeds)}")
        click.echo(f"  answers' error, points: {all_of_them:.2f}; where {SOME:.0%} answer, {some:.2f}")
    return 1 if broken or missed or pinned.pinned else 0


def _told(findings: Iterable[Finding], what: str) -> int:
    """Prints each; how many do not hold."""
    click.echo(what)
    broken = 0
    for finding in findings:
        click.echo(f"  {finding.line()}")
        broken += not finding.holds
    return broken


def _found_out(name: str, findings: Iterable[Finding]) -> bool:
    """Whether the same judgement breaks on a fault."""
    first = next((finding for finding in findings if not finding.holds), None)
    click.echo(f"planted: {name}: {f'found out, {first.line()}' if first else 'NOT FOUND OUT'}")
    return first is not None


if __name__ == "__main__":
    sys.exit(main())
