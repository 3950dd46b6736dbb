"""Where a chart's labels stand: beside no line that would be read with them."""

from app.insight.charts import FOOT, HEAD, LEFT, RIGHT, Chart, Line, Point, mean_line, thinned, y_of


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
