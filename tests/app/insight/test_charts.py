"""Where a chart's labels stand: beside no line that would be read with them."""

from app.insight.charts import LEFT, RIGHT, Chart, Line, Point, mean_line, thinned, y_of


def _point(x: float, share: float) -> Point:
    return Point(x, y_of(share), "circle", False, "", "", ())


def test_a_quarters_label_stands_above_its_point_or_beneath_where_a_line_runs_there() -> None:
    limit = Line("inner", f"{LEFT},{y_of(0.64)} 180,{y_of(0.64)} 180,{y_of(0.9)} {RIGHT},{y_of(0.9)}")
    chart = Chart((), (limit, mean_line(0.3)), (), 0.3)
    for share, above in ((0.57, False), (0.45, True), (0.25, False), (0.98, False)):
        point = _point(100, share)
        assert (share, chart.label_y(point) < point.y) == (share, above)
    later = _point(250, 0.57)
    assert chart.label_y(later) < later.y, "its own limit is another one"


def test_no_more_quarters_are_named_than_there_is_room_for() -> None:
    ticks = tuple((float(at), str(at)) for at in range(23))
    for many, named in ((0, 0), (1, 1), (5, 5), (6, 3), (8, 4), (12, 4), (23, 5)):
        assert len(thinned(ticks[:many])) == named
