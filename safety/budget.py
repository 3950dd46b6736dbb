"""What a release costs the people in it, in the field's own measure: zero-concentrated differential privacy.

Promise: one response counts in one quarter and one fixed year; the budget is that of both together, for a
response that is there or not. The exact proof of what an attacker gains is in tests/attacks/releases.
Source: Bun and Steinke (2016) for rho; Canonne, Kamath and Steinke (2020), proposition 12, for epsilon.
"""

from collections.abc import Iterable
from dataclasses import replace
from math import ceil, log, sqrt

from safety.table_plan import PLAN, Table

DELTA = 1e-6
WHOLE = 100  # per cent of the designed budget: the most that a release may ever spend


def rho(tables: Iterable[Table] = PLAN) -> float:
    """The zCDP budget of one response over these tables: half of each touched cell's 1/sd²."""
    return sum(table.most / (2 * table.sd**2) for table in tables)


def lowered(tables: Iterable[Table], per_cent: int) -> tuple[Table, ...]:
    """The same tables with more noise, so that they spend so many per cent of the designed budget or less.

    Raises ValueError where that is more than the whole, or nothing.
    """
    if not 0 < per_cent <= WHOLE:
        raise ValueError
    by = sqrt(WHOLE / per_cent)
    return tuple(replace(table, sd=ceil(table.sd * by * 100 - 1e-9) / 100) for table in tables)


def epsilon(spent: float, delta: float = DELTA) -> float:
    """The smallest epsilon that this budget gives at delta, to a thousandth and never too small."""
    if spent <= 0:
        return 0.0
    at = 1 + sqrt(log(1 / delta) / spent)
    orders = (1 + (at - 1) * step / 100 for step in range(50, 201))
    found = min(_epsilon_at(order, spent, delta) for order in orders)
    return ceil(max(0.0, found) * 1000) / 1000


def _epsilon_at(order: float, spent: float, delta: float) -> float:
    return order * spent + log(1 - 1 / order) - log(delta * order) / (order - 1)
