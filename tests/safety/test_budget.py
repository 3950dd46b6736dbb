"""The budget of one response and year, against the exact proof."""

from math import exp

import numpy as np
import pytest

from safety.budget import DELTA, epsilon, rho
from safety.table_plan import PLAN, Span, tables_for
from tests.attacks.releases.accounting import advantage


def test_a_response_spends_what_the_plan_says():
    assert rho() == pytest.approx(0.19224, abs=1e-5)
    assert rho(tables_for(Span.QUARTER)) + rho(tables_for(Span.YEAR)) == pytest.approx(rho(PLAN))
    assert epsilon(rho()) == 3.064


def test_epsilon_is_never_less_than_one_gaussian_of_that_budget_really_costs():
    for sd in (2.0, 8.0, 24.0):
        spent = 1 / (2 * sd**2)
        values = np.arange(-40 * int(sd), 40 * int(sd))
        ours, theirs = (np.exp(-(((values - at) / sd) ** 2) / 2) for at in (0, 1))
        lost = np.clip(ours / ours.sum() - exp(epsilon(spent)) * theirs / theirs.sum(), 0, None).sum()
        assert lost <= DELTA


def test_no_budget_costs_nothing_and_more_costs_more():
    assert epsilon(0) == 0
    assert epsilon(0.01) < epsilon(0.1) < epsilon(0.2)
    assert advantage([(8.0, 1)]) < advantage([(8.0, 1)] * 2)
