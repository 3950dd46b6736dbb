"""Gaps between groups: what a case may touch, what is shown, and ranges that hold what is true."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.coverage import MOST_BANDS, added, bands_of, counts_of
from safety.disclosure import SDS_BASE
from safety.gaps import BASE, GAP, GROUPS, PARTS, cells, counted, gap
from safety.standard import Facts, Heard, WhyNot
from safety.table_plan import PLAN
from tests.attacks.releases.accounting import advantage
from tests.attacks.releases.code import REAL
from tests.attacks.releases.judging import FACT, MEMBER, moved
from tests.attacks.releases.noise import Seeded
from tests.attacks.releases.world import apart, whole
from tests.safety.test_standard import FACTS

BANDS = ("age:16-17", "age:18+", "language:english", "language:other")


@given(facts=FACTS, bands=st.lists(st.sampled_from(BANDS), max_size=6))
def test_a_case_touches_no_more_cells_than_its_noise_is_made_for_each_by_one(facts, bands) -> None:
    touched = counted(bands_of(counts_of(facts), bands))
    assert set(touched) == set(cells())
    assert set(touched.values()) <= {0, 1}
    assert sum(touched.values()) <= GAP.most
    for kind, values in GROUPS.items():
        for value in values:
            base, given_, heard = (touched[kind, value, part] for part in PARTS)
            assert given_ <= base
            assert heard <= base


def test_of_more_bands_than_five_kinds_only_five_count() -> None:
    many = [f"kind{number}:yes" for number in range(9)] + ["kind0:no"]
    found = {band for band, _key in bands_of(counts_of(Facts(offered=True)), many)}
    assert found == set(many[:MOST_BANDS])


@pytest.mark.parametrize(
    ("facts", "cell"),
    [
        (Facts(offered=True, in_time=True, begun=True, heard=Heard.SUMMARISED), (1, 1, 1)),
        (Facts(offered=True, in_time=True, begun=True, heard=Heard.HELD_BACK), (1, 1, 1)),
        (Facts(offered=True, in_time=True, begun=True, heard=Heard.NOT_REACHED), (1, 1, 0)),
        (Facts(offered=False, not_offered=WhyNot.DECLINED, begun=True), (1, 0, 0)),
        (Facts(offered=False, not_offered=WhyNot.UNAWARE, begun=True), (0, 0, 0)),
    ],
)
def test_held_back_on_purpose_counts_against_nobody_and_unsafe_nowhere(facts, cell) -> None:
    found = counted(bands_of(counts_of(facts), ["age:18+"]))
    assert tuple(found["age", "18+", part] for part in PARTS) == cell


def test_what_a_case_costs_stays_small_also_beside_everything_that_she_may_answer() -> None:
    took_part = [(GAP.sd, 1)] * GAP.most
    changed = [(GAP.sd, 1), (GAP.sd, -1)] * len(PARTS)  # one group instead of another
    assert advantage(took_part) <= 0.05
    assert advantage(changed) <= 0.05
    everything = moved(REAL, (), whole("E09000012", apart(3)))
    assert advantage([*everything, *took_part]) <= MEMBER
    her_age = [(table.sd, 1) for table in PLAN if table.name == "london_bands"]
    her_age += [(table.sd, 1) for table in PLAN if table.name == "group_bands"] * 3
    assert advantage([*her_age, *[(GAP.sd, 1)] * len(PARTS)]) <= FACT


def _case(draw: Random, young: bool) -> dict:
    english = draw.random() < 0.7
    in_time = draw.random() < (0.45 if young else 0.6)
    facts = Facts(offered=True, in_time=in_time, begun=True)
    bands = ["age:16-17" if young else "age:18+", "language:english" if english else "language:other"]
    return bands_of(counts_of(facts), bands)


def test_ranges_hold_the_true_gap_and_noise_alone_decides_what_is_shown() -> None:
    held = shown = 0
    for seed in range(60):
        draw, noise = Random(seed), Seeded(seed)
        true = counted(added(_case(draw, number % 8 == 0) for number in range(1600)))
        noisy = dict(zip(true, noise(list(true.values()), GAP.sd), strict=True))
        found = gap(noisy, GAP.sd, ("age", "16-17", "V2"))
        assert (found is None) == (noisy["age", "16-17", BASE] < SDS_BASE * GAP.sd)
        if found:
            shown += 1
            held += found.low <= 0.45 - (0.45 / 8 + 0.6 * 7 / 8) <= found.high
            assert found.low < found.points < found.high
    assert shown > 50
    assert held >= 0.9 * shown


def test_a_group_without_a_base_has_no_gap_and_its_other_has_none() -> None:
    noisy = dict.fromkeys(cells(), 0) | {("age", "18+", BASE): 900, ("age", "18+", "V2"): 500}
    assert gap(noisy, GAP.sd, ("age", "16-17", "V2")) is None
    assert gap(noisy, GAP.sd, ("age", "18+", "V2")) is None
