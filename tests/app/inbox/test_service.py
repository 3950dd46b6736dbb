"""What came over a link that many people hold: opened by who is on duty, decided about, gone in its time."""

from datetime import UTC, datetime, timedelta

import pytest

from app.accounts import service as accounts
from app.cases import service as cases
from app.desk import referring
from app.desk import service as desk
from app.desk.referring import NoSuchReference
from app.entry import service as links_kept
from app.inbox import links, rota, service
from app.inbox.models import Arrival, What
from app.voice import service as voice
from safety import sealing
from tests.app.inbox.conftest import SAID, rota_for

DAY = timedelta(days=1)


def decide(duty, sitting, what, who=None, reference="", now=None, to=None):
    team = duty.team
    reader = team.reader(who)
    service.open_arrival(team.db, team.keys, sitting, reader, team.now)
    decision = service.Decision(what, reference, to)
    service.decide(team.db, team.keys, sitting, decision, reader, now or team.now)


def actions(team, sitting):
    return [entry.action for entry in accounts.entries(team.db, sitting)]


def test_who_is_on_duty_reads_every_word_and_the_opening_is_written_down_first(duty):
    team, sitting = duty.team, duty.arrives()
    opened = service.open_arrival(team.db, team.keys, sitting, team.reader(team.other), team.now)
    [one] = opened.sittings
    assert one.shown.answer("known").text == "Amal"
    assert one.shown.answer("not").text == SAID["a"]["not"]["t"]
    assert actions(team, sitting) == ["arrival opened"]


def test_a_key_that_was_lost_takes_nothing_along_while_another_of_that_rota_has_theirs(duty):
    """With nobody left who has, no page opens it, and the words stay sealed to recovery as well."""
    team, sitting = duty.team, duty.arrives()
    without = desk.Reader(team.idva, list)
    lost = service.open_arrival(team.db, team.keys, sitting, without, team.now)
    assert (lost.sittings, len(lost.unread)) == ([], 1)
    kept = service.open_arrival(team.db, team.keys, sitting, team.reader(team.other), team.now)
    assert kept.sittings[0].shown.answer("known").text == "Amal"
    (send,) = voice.sends_of(team.db, team.keys, duty.link_id, sitting)
    recovery = accounts.recovery_recipient(team.db, team.keys, team.service_id)
    assert recovery.key_id in sealing.parse(send.envelope).key_ids()
    with pytest.raises(NoSuchReference):
        referring.named(team.db, team.service_id, [str(sitting)], frozenset())
    case_id, _ = team.open()
    decide(duty, sitting, What.MATCHED, team.other, "H-2030-014", team.now)
    assert referring.named(team.db, team.service_id, ["H-2030-014"], frozenset()) == [case_id]


@pytest.mark.parametrize("name", ["lead", "translator"])
def test_nobody_else_opens_it_and_no_key_is_touched(duty, name):
    team, sitting, touched = duty.team, duty.arrives(), []
    reader = team.reader(getattr(team, name), touched)
    with pytest.raises(rota.NotOnRota):
        service.open_arrival(team.db, team.keys, sitting, reader, team.now)
    assert touched == []
    assert actions(team, sitting) == []


def test_matched_it_is_read_on_the_case_by_its_own_reader(duty):
    team, sitting = duty.team, duty.arrives()
    case_id, _ = team.open()
    decide(duty, sitting, What.MATCHED, team.other, " H-2030-014 ", team.now + DAY)
    opened = desk.open_views(team.db, team.keys, case_id, team.reader(), team.now + DAY)
    [one] = opened.sittings
    assert one.shown.many
    assert one.shown.came == team.now < one.shown.received_at  # when she sent it, not when it was matched
    assert one.shown.answer("not").text == SAID["a"]["not"]["t"]
    assert [row.open for row in duty.waiting()] == [False]
    arrived = voice.latest(team.db, team.keys, cases.link_ids(team.db, case_id))
    assert [each.urgent for each in arrived.values()] == [True]


def test_a_reference_of_no_open_case_or_of_one_they_must_not_see_matches_nothing(duty):
    team, sitting = duty.team, duty.arrives()
    _, new = team.open(conflicts=frozenset({team.other.id}), cover_id=team.lead.id)
    for reference in ("H-2030-999", "H-2030-014"):
        with pytest.raises(cases.NoSuchCase):
            decide(duty, sitting, What.MATCHED, team.other, reference)
    assert voice.sends_of(team.db, team.keys, new.link_id) == []
    assert team.db.get(Arrival, sitting) is None


@pytest.mark.parametrize("what", [What.NO_WAY, What.NOT_REAL])
def test_after_which_nobody_acts_counts_once_a_second_person_has_looked(duty, what):
    team, sitting = duty.team, duty.arrives()
    decide(duty, sitting, what)
    assert [(row.open, row.second) for row in duty.waiting()] == [(True, True)]
    decide(duty, sitting, what)
    assert [row.second for row in duty.waiting()] == [True]
    decide(duty, sitting, what, team.other)
    [row] = duty.waiting()
    assert not row.open
    assert (row.decided.by_id, row.decided.second_id) == (team.idva.id, team.other.id)
    decide(duty, sitting, what)
    assert [row.open for row in duty.waiting()] == [False], "what two people said stands"


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
def test_what_was_said_before_more_came_is_not_said_of_that(duty):
    team, later = duty.team, duty.team.now + DAY
    sitting = duty.arrives()
    decide(duty, sitting, What.NOT_REAL)
    duty.arrives({**SAID, "lang": "ar"}, at=later, sitting=sitting)
    with pytest.raises(service.NotLooked):
        decide(duty, sitting, What.NOT_REAL, team.other, now=later)
    for who, waits in ((team.other, True), (None, False)):
        service.open_arrival(team.db, team.keys, sitting, team.reader(who), later)
        decision = service.Decision(What.NOT_REAL)
        assert service.decide(team.db, team.keys, sitting, decision, team.reader(who), later) is waits
        assert [row.open for row in duty.waiting()] == [waits]


@pytest.mark.parametrize("what", list(What))
def test_nobody_decides_about_what_they_never_opened(duty, what):
    team, sitting = duty.team, duty.arrives()
    service.open_arrival(team.db, team.keys, sitting, team.reader(), team.now)
    with pytest.raises(service.NotLooked):
        service.decide(team.db, team.keys, sitting, service.Decision(what), team.reader(team.other), team.now)
    assert team.db.get(Arrival, sitting) is None


@pytest.mark.parametrize("what", [What.PASSED_ON, What.DUPLICATE])
def test_the_rest_is_done_at_once_and_comes_back_when_more_comes(duty, what):
    sitting = duty.arrives()
    decide(duty, sitting, what)
    assert [row.open for row in duty.waiting()] == [False]
    duty.arrives({**SAID, "lang": "ar"}, at=duty.team.now + DAY, sitting=sitting)
    assert [row.open for row in duty.waiting()] == [True]


def test_somebody_new_waits_until_it_is_matched(duty):
    sitting = duty.arrives()
    decide(duty, sitting, What.NEW_CASE)
    assert [row.open for row in duty.waiting()] == [True]


def test_what_came_on_a_friday_is_due_on_the_next_working_day(duty):
    stands = rota_for(duty.team)
    friday = datetime(2030, 6, 7, 20, tzinfo=UTC)
    assert rota.due(friday, stands) == datetime(2030, 6, 10, 15, tzinfo=UTC)
    before_christmas = datetime(2030, 12, 24, 9, tzinfo=UTC)
    assert rota.due(before_christmas, stands) == datetime(2030, 12, 27, 16, tzinfo=UTC)


def test_another_service_sees_nothing_of_it(duty, keys, db, now):
    from tests.app.desk.team import make_team

    other, sitting = make_team(db, keys, now), duty.arrives()
    rota.save_rota(db, keys, rota_for(other), other.lead, now)
    assert service.waiting(db, other.service_id) == []
    with pytest.raises(service.NoSuchArrival):
        service.open_arrival(db, keys, sitting, other.reader(), now)
    with pytest.raises(links.NoSuchLink):
        links.end_link(db, keys, duty.link_id, other.lead, now)


def test_it_goes_28_days_after_it_came_and_what_was_matched_stays_with_its_case(duty):
    team, old = duty.team, duty.arrives()
    case_id, _ = team.open()
    decide(duty, old, What.MATCHED, team.idva, "H-2030-014")
    young = duty.arrives(at=team.now + 20 * DAY)
    assert service.purge(team.db, team.now + 28 * DAY + timedelta(minutes=1)).total() == 1
    assert [row.sitting.id for row in duty.waiting()] == [young]
    assert team.db.get(Arrival, old) is None
    [link_id] = cases.link_ids(team.db, case_id)
    assert len(voice.sends_of(team.db, team.keys, link_id)) == 1


def test_a_link_that_ended_is_forgotten_with_what_came_over_it(duty):
    team = duty.team
    duty.arrives()
    links.end_link(team.db, team.keys, duty.link_id, team.lead, team.now)
    service.purge(team.db, team.now + 29 * DAY)
    assert links_kept.known(team.db, duty.link_id) is None
    assert links.link_ids(team.db, team.service_id) == []
