"""Whoever is on duty is told that something came; leads are told where nobody is: never what, never twice."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.inbox import links, service
from app.messaging.models import Outgoing
from tests.app.desk.team import uncertify

MONDAY = datetime(2030, 6, 3, 10, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def now():
    return MONDAY


def letters(db):
    rows = db.execute(select(Outgoing.staff_id, Outgoing.template).order_by(Outgoing.made_at)).all()
    db.rollback()
    return [tuple(row) for row in rows]


def test_who_is_on_duty_that_day_is_told_once(duty, config):
    team = duty.team
    assert service.tell(team.db, config, MONDAY) == 0
    duty.arrives(at=MONDAY)
    assert service.tell(team.db, config, MONDAY + timedelta(minutes=5)) == 1
    assert service.tell(team.db, config, MONDAY + timedelta(minutes=10)) == 0
    assert letters(team.db) == [(team.idva.id, "soon")]


def test_leads_are_told_once_a_day_where_nobody_can_read(duty, config):
    team = duty.team
    assert service.alarm(team.db, config, MONDAY) == 0
    uncertify(team, team.idva)
    assert service.alarm(team.db, config, MONDAY) == 1
    assert service.alarm(team.db, config, MONDAY + timedelta(hours=3)) == 0
    assert letters(team.db) == [(team.lead.id, "unmanned")]


def test_no_alarm_where_another_is_on_duty_on_a_weekend_or_without_an_open_link(duty, config):
    team = duty.team
    uncertify(team, team.idva)
    assert service.alarm(team.db, config, MONDAY + DAY) == 0
    assert service.alarm(team.db, config, MONDAY - DAY) == 0
    links.end_link(team.db, team.keys, duty.link_id, team.lead, MONDAY)
    assert service.alarm(team.db, config, MONDAY) == 0


def test_leads_are_told_of_what_nobody_looked_at_in_time(duty, config):
    team = duty.team
    duty.arrives(at=MONDAY)
    assert service.alarm(team.db, config, MONDAY + DAY) == 0
    assert service.alarm(team.db, config, MONDAY + DAY + timedelta(hours=6)) == 1


def test_the_letter_says_nothing_of_what_came(duty, config, tmp_path):
    team = duty.team
    uncertify(team, team.idva)
    service.alarm(team.db, replace(config, demo=False), MONDAY)
    from app.messaging import notices

    said = notices.WORDS[notices.UNMANNED] + notices.SUBJECTS[notices.UNMANNED]
    assert not any(word in said.lower() for word in ("survivor", "link", "sent", "abuse", "case"))
