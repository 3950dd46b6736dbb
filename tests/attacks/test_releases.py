"""The release proof in short: the same judgement as `make attack`, over 500 builds a pair from one seed."""

from statistics import NormalDist

import pytest

from app.insight.noise import gaussian
from safety.disclosure import least_shown
from tests.attacks.releases.accounting import advantage
from tests.attacks.releases.bounds import bounds
from tests.attacks.releases.code import FAULTS, REAL
from tests.attacks.releases.judging import FACT, MEMBER, fact, judged, member, theme_for_theme
from tests.attacks.releases.noise import Seeded

BUILDS = 500


def test_no_attack_on_the_code_that_ships_finds_more_than_is_proved():
    found = list(judged(REAL, BUILDS, Seeded))
    assert [finding.line() for finding in found if not finding.holds] == []
    assert len(found) > 30


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_fails_the_same_judgement(fault):
    assert any(not finding.holds for finding in judged(FAULTS[fault], BUILDS, Seeded))


def test_what_is_proved_is_what_was_designed_and_no_more_is_claimed():
    assert 0.24 < member(REAL) <= MEMBER
    assert 0.09 < fact(REAL) <= FACT
    assert theme_for_theme(REAL) == pytest.approx(0.1345, abs=1e-3)  # two facts: told, not promised


def test_the_accounting_agrees_with_the_normal_curve_and_never_says_less():
    for moved in ([(8.0, 1)], [(8.0, 1)] * 3 + [(24.0, 2)] * 5, [(5.5, 1), (12.0, -1)]):
        mean = sum(by**2 / sd**2 for sd, by in moved) ** 0.5
        normal = 2 * NormalDist().cdf(mean / 2) - 1
        assert normal <= advantage(moved) <= normal + 1e-3
    assert advantage([]) == 0
    assert advantage([(0.4, 3)]) > 0.99


def test_everything_published_together_pins_no_cell_under_ten():
    found = bounds(Seeded(1))
    assert found.cells > 2
    assert found.pinned == 0
    assert found.narrowest >= 10


def test_the_draws_of_a_release_are_spread_as_the_plan_says():
    for sd in (5.5, 12.0):
        drawn = [by - 100 for by in gaussian([100] * 4000, sd)]
        spread = (sum(by**2 for by in drawn) / len(drawn)) ** 0.5
        assert abs(spread / sd - 1) < 6 * (1 / 8000) ** 0.5  # six of its own deviations
        assert abs(sum(drawn) / len(drawn)) < 6 * sd / 4000**0.5
        assert len(set(drawn)) > least_shown(sd)
    assert gaussian([], 8) == []
