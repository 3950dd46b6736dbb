"""Which reasons stand alone in a table: no small number, and nothing lost."""

from hypothesis import given as each
from hypothesis import strategies as st

from safety.reasons import LEAST_OF_ONE, given
from safety.standard import UNSAFE, WhyNot

COUNTS = st.dictionaries(st.sampled_from(WhyNot), st.integers(0, 12))


@each(COUNTS)
def test_no_number_between_nought_and_five_is_shown_and_the_whole_stays(counts: dict[WhyNot, int]) -> None:
    rows, whole = given(counts), sum(counts.values())
    if whole < LEAST_OF_ONE:
        assert rows == []
        return
    assert sum(row.count for row in rows) == whole
    assert all(row.count == 0 or row.count >= LEAST_OF_ONE for row in rows)
    assert sorted(why for row in rows for why in row.reasons) == sorted(WhyNot)
    assert all(row.count == counts.get(row.reasons[0], 0) for row in rows if not row.joined)


def test_what_was_not_safe_is_joined_with_its_like_where_its_like_are_five() -> None:
    counts = {WhyNot.UNAWARE: 4, WhyNot.NO_CHANNEL: 3, WhyNot.DECLINED: 9, WhyNot.CAPACITY: 2}
    counts |= {WhyNot.TOO_LATE: 1}
    said = {frozenset(row.reasons): row.count for row in given(counts) if row.joined}
    assert said == {UNSAFE: 7, frozenset({WhyNot.DECLINED, WhyNot.CAPACITY, WhyNot.TOO_LATE}): 12}
    few = {frozenset(row.reasons) for row in given(counts | {WhyNot.UNAWARE: 1}) if row.joined}
    assert few == {frozenset({WhyNot.UNAWARE, WhyNot.NO_CHANNEL, WhyNot.CAPACITY, WhyNot.TOO_LATE})}
