"""The chart of gaps: its axis has numbers, and a mark lies where its number says."""

from app.insight.gaps import HALF, MIDDLE, Row, drawn
from safety.gaps import Gap


def row(points: float, low: float, high: float) -> Row:
    return Row("V2", "age", "18+", None, Gap(0.5, 0.5 - points, points, low, high))


def test_the_axis_counts_points_on_both_sides_of_nought_as_far_as_a_range_reaches() -> None:
    chart = drawn([row(0.05, -0.02, 0.08), Row("V2", "age", "16-17", None, None)])
    assert [said for _x, said in chart.ticks] == ["−10", "−5", "0", "+5", "+10"]
    assert [x for x, _said in chart.ticks] == [
        MIDDLE - HALF,
        MIDDLE - HALF / 2,
        MIDDLE,
        MIDDLE + HALF / 2,
        MIDDLE + HALF,
    ]
    (mark,) = chart.marks
    assert mark.x == {said: x for x, said in chart.ticks}["+5"]
    far = drawn([row(-0.3, -0.62, 0.02)])
    assert [said for _x, said in far.ticks] == ["−60", "−40", "−20", "0", "+20", "+40", "+60"]
    wide = drawn([row(0, -1, 1)])
    assert [said for _x, said in wide.ticks] == ["−100", "−50", "0", "+50", "+100"]
