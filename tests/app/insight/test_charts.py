"""Where a chart's labels stand: beside no line that would be read with them."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.insight.charts import FOOT, HEAD, LEFT, RIGHT, Chart, Line, Point, apart, mean_line, thinned, y_of


def _point(x: float, share: float) -> Point:
    return Point(x, y_of(share), "circle", False, "", "", ())


def test_the_figures_of_quarters_stand_in_a_row_where_the_chart_is_empty() -> None:
    def row_y(limit: float, *shares: float) -> float:
        line = Line("inner", f"{LEFT},{y_of(limit)} {RIGHT},{y_of(limit)}")
        return Chart(tuple(_point(100, share) for share in shares), (line, mean_line(0.5)), (), 0.5).row_y

    assert (row_y(0.6, 0.5, 0.93), row_y(0.45, 0.6)) == (FOOT, FOOT)
    assert (row_y(0.4, 0.05, 0.5), row_y(0.1, 0.5)) == (HEAD, HEAD)


def test_so_many_figures_stand_in_a_row_as_have_room_there() -> None:
    points = tuple(_point(at, 0.5) for at in range(23))
    for many, named in ((1, 1), (7, 7), (8, 4), (14, 7), (15, 5), (23, 6)):
        assert len(Chart(points[:many], (), (), 0.5).in_row) == named


def test_no_more_quarters_are_named_than_there_is_room_for() -> None:
    ticks = tuple((float(at), str(at)) for at in range(23))
    for many, named in ((0, 0), (1, 1), (5, 5), (6, 3), (8, 4), (12, 4), (23, 5)):
        assert len(thinned(ticks[:many])) == named


names = st.text("abcdefgh ", max_size=30)


@given(st.lists(st.tuples(st.floats(LEFT, RIGHT), st.floats(0, 1), names), max_size=8))
def test_no_label_is_cut_or_lies_on_another(given_: list[tuple[float, float, str]]) -> None:
    points = apart([replace(_point(x, share), label=name) for x, share, name in given_])
    shown = [one for one in points if one.label]
    ends = [one.x + (8 + 7.6 * len(one.label)) * (1 if one.after else -1) for one in shown]
    assert all(LEFT <= end <= RIGHT + 0.01 for end in ends)
    assert not any(one.meets(other) for at, one in enumerate(shown) for other in shown[:at])
    assert [(one.x, one.y) for one in points] == [(x, y_of(share)) for x, share, _ in given_]


def test_a_label_stands_to_the_left_where_it_has_no_room_to_the_right() -> None:
    [early, late] = apart([replace(_point(x, 0.5), label="Kensington and Chelsea") for x in (60, 300)])
    assert (early.after, bool(early.label), late.label) == (True, True, ""), "two would lie on each other"
    [alone] = apart([replace(_point(300, 0.5), label="Kensington and Chelsea")])
    assert (alone.after, bool(alone.label)) == (False, True)
    [middle] = apart([replace(_point((LEFT + RIGHT) / 2, 0.5), label="a" * 30)])
    assert middle.label == "", "it has no room on either side"
