"""Rows moved by hand to a link for which their words were not sealed: they count as unread there, and nobody
is given, shown or passed on what they hold.
"""

from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from app.accounts import service as accounts
from app.accounts.models import Role
from app.cases import service as cases
from app.cases.conflicting import declare_conflict
from app.db import writing
from app.desk import service as desk
from app.desk.things import sealed_things
from app.inbox import recovering as given_back
from app.inbox import rota, service
from app.inbox.models import What
from app.voice.models import Send
from safety import sealing
from safety.errors import NotOpened
from tests.app.desk.leads import Leads
from tests.app.desk.team import AREA, _person
from tests.app.inbox.conftest import KIT, LOOKS, Duty, quick_link, rota_for
from tests.app.inbox.lost import accept, all_lose, ask, opens, read

MINE = "M-2030-001"


def move(duty: Duty, link_id: UUID, to: UUID) -> Send:
    """What came over one link now stands in the table as if it came over another."""
    row = duty.team.db.scalars(select(Send).where(Send.link_id == link_id)).one()
    with writing(duty.team.db):
        row.link_id = to
    return row


def named(row: Send, duty: Duty) -> frozenset[bytes]:
    [send] = desk.voice.sends_of(duty.team.db, duty.team.keys, row.link_id, row.submission_id)
    return frozenset(sealing.parse(send.envelope).key_ids())


def put_on_rota(duty: Duty) -> accounts.StaffView:
    """Mal, an IDVA with a case of their own, reads on Mondays."""
    team = duty.team
    staff_id, team.privates[staff_id] = _person(
        team.db, team.keys, team.service_id, "Mal", Role.IDVA, team.now
    )
    mal = accounts.staff(team.db, staff_id)
    opens(team, mal, team.idva, team.other)
    days = (mal.id, *rota_for(team).days[1:])
    rota.save_rota(team.db, team.keys, rota.Rota(days, "16:00", "020"), team.lead, team.now)
    draft, mine = team.draft(reference=MINE, cover_id=team.idva.id), uuid4()
    version = cases.save_draft(team.db, team.keys, mine, mal, draft, 0, team.now)
    cases.open_case(team.db, mine, version, team.by(mal))
    return mal


def test_words_of_a_case_are_given_to_no_rota_and_matched_by_nobody_who_must_not_see_it(
    duty: Duty, leads: Leads
) -> None:
    team = duty.team
    case_id, link = team.open()
    team.send(link)
    mal = put_on_rota(duty)
    declare_conflict(team.db, "H-2030-014", team.by(mal))
    row = move(duty, link.link_id, duty.link_id)
    before = named(row, duty)
    with pytest.raises(given_back.NothingLost):
        ask(leads)
    assert named(row, duty) == before
    opened = service.open_arrival(team.db, team.keys, row.submission_id, team.reader(mal), team.now)
    assert ([one.why for one in opened.unread], opened.sittings) == (["other_link"], [])
    matched = service.Decision(What.MATCHED, MINE)
    with pytest.raises(NotOpened):
        service.decide(team.db, team.keys, row.submission_id, matched, team.reader(mal), team.now)
    with writing(team.db):
        row.link_id = link.link_id
    assert len(desk.open_views(team.db, team.keys, case_id, team.reader(), team.now).sittings) == 1


def test_beside_what_waits_it_is_left_out_of_what_the_leads_give(duty: Duty, leads: Leads) -> None:
    team, sitting = duty.team, duty.arrives()
    _, link = team.open()
    team.send(link)
    all_lose(duty)
    row = move(duty, link.link_id, duty.link_id)
    before = named(row, duty)
    assert accept(leads, ask(leads)).things == 1
    assert (read(duty, sitting), named(row, duty)) == (["Amal"], before)


def test_what_came_over_another_link_is_not_matched_even_where_the_duty_key_opens_it(duty: Duty) -> None:
    team, sitting = duty.team, duty.arrives()
    case_id, _ = team.open()
    other = quick_link(team.db, team.keys, KIT, AREA, LOOKS, team.lead, team.now)
    move(duty, duty.link_id, other)
    assert read(duty, sitting) == []
    with pytest.raises(NotOpened):
        matched = service.Decision(What.MATCHED, "H-2030-014")
        service.decide(team.db, team.keys, sitting, matched, team.reader(), team.now)
    assert desk.open_views(team.db, team.keys, case_id, team.reader(), team.now).sittings == []


def test_what_came_over_a_community_link_is_no_case_s_to_give(duty: Duty) -> None:
    """To its reader by recovery, or to a colleague who takes the case over."""
    team = duty.team
    duty.arrives()
    case_id, link = team.open()
    move(duty, duty.link_id, link.link_id)
    assert sealed_things(team.db, team.keys, case_id) == []
