from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from safety.contact import (
    Rule,
    Window,
    agreement_end,
    may_text,
    next_text,
    quiet_hours,
)

LONDON = ZoneInfo("Europe/London")
MINUTE, SECOND, NOTHING = timedelta(minutes=1), timedelta(seconds=1), timedelta()
NONE = frozenset()
START = datetime(2026, 1, 1, tzinfo=UTC)
FORWARD, BACK = date(2030, 3, 31), date(2030, 10, 27)

# Moments near the clock changes, the year's end and everywhere else.
near = st.sampled_from([datetime(2030, 3, 31, 1, tzinfo=UTC), datetime(2030, 10, 27, 1, tzinfo=UTC)])
turns = st.builds(lambda at, by: at + by, near, st.timedeltas(timedelta(days=-15), timedelta(days=15)))
moments = st.one_of(turns, st.integers(0, 14 * 365 * 24 * 60).map(lambda n: START + n * MINUTE)).map(
    lambda at: at.replace(microsecond=0)
)


nearly = st.sampled_from([SECOND - 5 * MINUTE, -5 * MINUTE, -SECOND, NOTHING]) | st.timedeltas(
    -7 * MINUTE, 7 * MINUTE
)


@st.composite
def windows(draw):
    opens = draw(st.integers(0, 1439))
    return Window(draw(st.integers(0, 6)), opens, draw(st.integers(opens + 1, 1440)))


def days_from(at):
    return st.frozensets(st.integers(0, 15).map(lambda n: at.date() + timedelta(days=n)), max_size=4)


@st.composite
def rules(draw):
    at = draw(moments)
    rule = Rule(
        agreed_at=at,
        texts=True,
        windows=draw(st.frozensets(windows(), max_size=4)),
        never=draw(days_from(at)),
        on_holidays=draw(st.booleans()),
    )
    return rule, draw(days_from(at))


def _open(rule, at, holidays):
    """Her wall clock, asked minute by minute: nothing of the rule's own reckoning."""
    wall = at.astimezone(LONDON)
    minute = wall.hour * 60 + wall.minute
    if wall.date() in rule.never or (wall.date() in holidays and not rule.on_holidays):
        return False
    return any(w.day == wall.weekday() and w.opens <= minute < w.closes for w in rule.windows)


def _allowed(rule, at, holidays):
    inside = all(_open(rule, at + step * MINUTE, holidays) for step in range(6))
    return inside and rule.agreed_at <= at < agreement_end(rule.agreed_at)


def _edges(rule):
    """Every moment of these days at which one of her windows opens or closes."""
    days = [
        datetime.combine(rule.agreed_at.date() + timedelta(days=n), time(), LONDON) for n in range(-1, 16)
    ]
    return [
        (day + minute * MINUTE).astimezone(UTC)
        for day in days
        for window in rule.windows
        if window.day == day.weekday()
        for minute in (window.opens, window.closes)
    ]


@st.composite
def rules_and_moments(draw):
    """Any moment around an agreement, or one where a window opens or closes or is about to."""
    rule, holidays = draw(rules())
    if (edges := _edges(rule)) and draw(st.booleans()):
        return rule, holidays, draw(st.sampled_from(edges)) + draw(nearly)
    return rule, holidays, rule.agreed_at + draw(st.timedeltas(timedelta(days=-1), timedelta(days=16)))


@given(rules_and_moments())
def test_nothing_goes_outside_a_window_or_in_its_last_five_minutes(drawn):
    rule, holidays, now = drawn
    assert may_text(rule, now, holidays) == _allowed(rule, now, holidays)


@given(rules(), st.timedeltas(timedelta(), timedelta(days=14)))
def test_the_next_moment_is_the_first_one_that_her_own_clock_allows(given_rule, later):
    rule, holidays = given_rule
    now = (rule.agreed_at + later).replace(second=0, microsecond=0)
    found = next_text(rule, now, holidays)
    if found is not None:
        assert found >= now
        assert may_text(rule, found, holidays)
    until = min(found or agreement_end(rule.agreed_at), now + timedelta(days=2))
    at = now
    while at < until:
        assert not _allowed(rule, at, holidays) or at < rule.agreed_at, at
        at += MINUTE


@given(rules())
def test_it_goes_at_last_where_a_window_of_ten_minutes_opens_before_the_end(given_rule):
    rule, holidays = given_rule
    at, run = rule.agreed_at.replace(second=0) + MINUTE, 0
    opened = None
    while at < agreement_end(rule.agreed_at) + timedelta(minutes=10):
        run = run + 1 if _open(rule, at, holidays) else 0
        if run == 10:
            opened = at - 9 * MINUTE
            break
        at += MINUTE
    if opened and opened < agreement_end(rule.agreed_at):
        found = next_text(rule, rule.agreed_at, holidays)
        assert found is not None
        assert found <= opened


@given(rules(), moments)
def test_never_by_text_is_never(given_rule, now):
    rule, holidays = given_rule
    closed = Rule(rule.agreed_at, texts=False, windows=rule.windows, on_holidays=True)
    assert next_text(closed, now, holidays) is None
    assert not may_text(closed, rule.agreed_at, holidays)


def _rule(window, day, **more):
    agreed = datetime.combine(day, time(), UTC) - timedelta(days=2)
    return Rule(agreed, texts=True, windows=frozenset({window}), **more)


def test_where_the_clocks_go_forward_the_hour_that_is_not_there_lets_nothing_through():
    rule = _rule(Window(6, 60, 120), FORWARD)
    assert next_text(rule, rule.agreed_at, NONE) == datetime(2030, 4, 7, 0, 0, tzinfo=UTC)


def test_where_the_clocks_go_back_the_hour_that_comes_twice_is_one_window():
    rule = _rule(Window(6, 60, 120), BACK)
    assert next_text(rule, rule.agreed_at, NONE) == datetime(2030, 10, 27, 0, 0, tzinfo=UTC)
    assert may_text(rule, datetime(2030, 10, 27, 1, 54, tzinfo=UTC), NONE)
    assert not may_text(rule, datetime(2030, 10, 27, 1, 55, tzinfo=UTC), NONE)


def test_a_window_over_midnight_has_one_quiet_end():
    night = frozenset({Window(0, 1380, 1440), Window(1, 0, 60)})
    rule = Rule(datetime(2030, 6, 1, tzinfo=UTC), texts=True, windows=night)
    assert may_text(rule, datetime(2030, 6, 3, 22, 58, tzinfo=UTC), NONE)
    assert not may_text(rule, datetime(2030, 6, 3, 23, 56, tzinfo=UTC), NONE)


def test_a_day_that_she_ruled_out_and_a_bank_holiday_are_left_out():
    monday = date(2030, 6, 3)
    rule = _rule(Window(0, 600, 660), monday)
    at = datetime(2030, 6, 3, 9, 0, tzinfo=UTC)
    assert next_text(rule, rule.agreed_at, NONE) == at
    assert next_text(rule, rule.agreed_at, frozenset({monday})) == at + timedelta(days=7)
    open_then = _rule(Window(0, 600, 660), monday, on_holidays=True)
    assert next_text(open_then, rule.agreed_at, frozenset({monday})) == at
    ruled_out = _rule(Window(0, 600, 660), monday, never=frozenset({monday}))
    assert next_text(ruled_out, at, NONE) == at + timedelta(days=7)


def test_it_ends_fourteen_days_after_it_was_agreed():
    rule = Rule(
        datetime(2030, 6, 3, 9, tzinfo=UTC),
        texts=True,
        windows=frozenset(Window(d, 0, 1440) for d in range(7)),
    )
    end = agreement_end(rule.agreed_at)
    assert may_text(rule, end - timedelta(seconds=1), NONE)
    assert next_text(rule, end, NONE) is None


def test_before_it_was_agreed_nothing_goes_though_her_hours_are_open():
    agreed = datetime(2030, 6, 3, 9, tzinfo=UTC)
    rule = Rule(agreed, texts=True, windows=frozenset({Window(0, 0, 1440)}))
    assert not may_text(rule, agreed - MINUTE, NONE)
    assert next_text(rule, agreed - MINUTE, NONE) == agreed


def test_staff_are_left_alone_at_night_at_weekends_and_on_bank_holidays():
    nine, five = time(9), time(17)
    assert not quiet_hours(datetime(2030, 6, 3, 8, tzinfo=UTC), nine, five, NONE)
    assert quiet_hours(datetime(2030, 6, 3, 7, 59, tzinfo=UTC), nine, five, NONE)
    assert quiet_hours(datetime(2030, 6, 3, 16, tzinfo=UTC), nine, five, NONE)
    assert quiet_hours(datetime(2030, 6, 8, 12, tzinfo=UTC), nine, five, NONE)
    assert quiet_hours(datetime(2030, 6, 3, 12, tzinfo=UTC), nine, five, frozenset({date(2030, 6, 3)}))
