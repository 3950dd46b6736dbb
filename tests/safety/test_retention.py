"""What is kept how long."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from safety import retention as rule

MEETING = date(2030, 6, 12)
NOON = datetime(2030, 6, 3, 12, tzinfo=UTC)
days = st.dates(date(2020, 1, 1), date(2090, 1, 1))


def test_views_and_link_go_twenty_eight_days_after_the_meeting():
    assert rule.views_end(MEETING) == rule.link_end(MEETING) == date(2030, 7, 10)


def test_a_link_lives_longer_where_feedback_was_invited():
    assert rule.link_end(MEETING, feedback_invited=True) == date(2030, 7, 31)


@given(meeting=days, wished=st.integers(0, 1000))
def test_no_setting_keeps_views_over_ninety_days(meeting, wished):
    assert rule.views_end(meeting, wished) <= meeting + timedelta(days=90)
    assert rule.days_told(wished) <= 90 + 14


def test_the_truths_count_the_backups_in():
    assert rule.days_told() == 42


@given(shown=days, meeting=days)
def test_an_unused_link_ends_after_fourteen_days_and_never_before_its_meeting(shown, meeting):
    end = rule.unused_link_end(shown, meeting)
    assert end >= meeting
    assert end in (meeting, shown + timedelta(days=14))


def test_words_of_a_failed_send_are_kept_ten_minutes_and_the_audit_two_years():
    assert rule.kept_end(NOON) - NOON == timedelta(minutes=10)
    assert rule.audit_end(NOON) - NOON == timedelta(days=730)


@given(asked=days, meeting=days)
def test_one_persons_word_keeps_a_case_a_week_and_never_over_ninety_days(asked, meeting):
    end = rule.asked_end(asked, meeting)
    assert end <= asked + timedelta(days=7)
    assert end <= meeting + timedelta(days=90)
    assert rule.asked_end(asked, None) == asked + timedelta(days=7)


def test_what_is_told_under_a_hold_is_the_longer_time_with_the_backups():
    assert rule.days_told(held=200) == 214
    assert rule.days_told(49, held=10) == rule.days_told(49) == 63


def test_nothing_that_a_survivor_sent_has_a_usual_time_over_ninety_days():
    assert max(rule.VIEWS_DAYS, rule.FEEDBACK_LINK_DAYS, rule.REPLY_DAYS, rule.ASKED_DAYS) <= rule.LONGEST
    assert rule.latest_hold(MEETING) == date(2031, 6, 12)
