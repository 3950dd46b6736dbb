"""A conflict declared by its reference holds for cases that come later; only its person sees it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import text

from app.accounts import service as accounts
from app.cases import service as cases
from app.cases.refusals import CoverMissing
from app.cases.remembering import MOST, SelfDeclared, purge_declared, remember
from app.desk import caseload, handover, record
from app.desk.handover import CannotTake
from app.desk.models import Step
from tests.app.desk.team import Team, client_for, make_team
from tests.app.desk.test_handover import offered, take
from tests.app.desk.test_pages import quiet

REFERENCE = "H-2030-014"


def declares(app: Flask, team: Team, who: accounts.StaffView, reference: str = REFERENCE) -> str:
    client = client_for(quiet(app), team, who)
    return client.post("/staff/conflict", data={"reference": reference}, follow_redirects=True).text


def test_a_case_that_is_opened_later_is_kept_from_them(staff_app: Flask, team: Team) -> None:
    said = declares(staff_app, team, team.other, " h-2030-014 ")
    assert "from one that comes within a year" in said
    case_id, _ = team.open(cover_id=team.lead.id)
    assert cases.conflicts_of(team.db, case_id) == {team.other.id}
    assert REFERENCE not in client_for(staff_app, team, team.other).get("/staff/cases").text


def test_whoever_declared_it_cannot_cover_or_open_it(team: Team) -> None:
    remember(team.db, REFERENCE, team.by(team.other))
    with pytest.raises(CoverMissing):
        team.open()
    remember(team.db, REFERENCE, team.by())
    with pytest.raises(SelfDeclared):
        team.open(cover_id=team.lead.id)


def test_it_cannot_be_offered_to_them_nor_taken_from_another_service(staff_app: Flask, team: Team) -> None:
    away = make_team(team.db, team.keys, team.now)
    case_id, _ = away.open()
    row = offered(away, case_id, team.idva)
    declares(staff_app, team, team.idva)
    team.db.refresh(row)
    assert row.step is Step.DECLINED
    with pytest.raises(CannotTake):
        handover.offer(away.db, away.keys, case_id, team.idva.id, away.reader(), away.now)


def test_a_case_taken_over_is_kept_from_who_declared_it_there(team: Team) -> None:
    away = make_team(team.db, team.keys, team.now)
    case_id, _ = away.open()
    remember(team.db, REFERENCE, team.by(team.other))
    row = offered(away, case_id, team.idva)
    take(team, row, team.idva, team.reader(), meeting_id=team.meeting_id)
    assert team.other.id in cases.conflicts_of(team.db, case_id)


def test_a_lead_who_declared_it_does_not_meet_it_as_a_row_of_an_agenda(team: Team) -> None:
    draft = team.draft()
    case_id = uuid4()
    cases.save_draft(team.db, team.keys, case_id, team.idva, draft, 0, team.now)

    def met() -> tuple[int, int]:
        page = caseload.caseload(team.db, team.keys, team.lead, team.now, caseload.Filter.AHEAD, REFERENCE, 1)
        return len(page.rows), len(record.rows_of(team.db, team.keys, team.meeting_id, team.lead, team.now))

    assert met() == (1, 1)
    remember(team.db, REFERENCE, team.by(team.lead))
    assert met() == (0, 0)


def test_nothing_of_it_stands_in_clear_and_its_size_tells_nothing(team: Team) -> None:
    for reference in ("H-1", "Ł" * 39 + "1"):
        remember(team.db, reference, team.by(team.other))
    rows = team.db.execute(text("SELECT sealed FROM conflict_declared")).scalars().all()
    assert len({len(bytes(row)) for row in rows}) == 1
    assert all(b"H-1" not in bytes(row) for row in rows)
    told = [one.detail for one in accounts.audit.entries(team.db, team.other.id)]
    assert told == ["", ""]


def test_they_see_and_forget_their_own_and_nobody_else_s(staff_app: Flask, team: Team) -> None:
    shown = declares(staff_app, team, team.other)
    assert REFERENCE in shown
    assert "Remembered for you" not in client_for(staff_app, team, team.lead).get("/staff/conflict").text
    (kept,) = cases.declared_by(team.db, team.keys, [team.other.id], team.now)
    cases.forget(team.db, kept.id, team.by(team.lead))
    assert cases.declared_by(team.db, team.keys, [team.other.id], team.now) == [kept]
    page = client_for(staff_app, team, team.other).post(
        f"/staff/conflict/{kept.id}/forget", follow_redirects=True
    )
    assert "Forgotten." in page.text
    assert cases.declared_by(team.db, team.keys, [team.other.id], team.now) == []


def test_it_lapses_after_a_year_and_is_said_again_in_place(team: Team) -> None:
    for _ in range(2):
        remember(team.db, REFERENCE, team.by(team.other))
        team.now += timedelta(days=300)
    (kept,) = cases.declared_by(team.db, team.keys, [team.other.id], team.now)
    last = kept.until
    team.now += last - team.now.date()
    assert purge_declared(team.db, team.now) == 0
    team.now += timedelta(days=1)
    assert cases.declared_by(team.db, team.keys, [team.other.id], team.now) == []
    assert purge_declared(team.db, team.now) == 1


def test_more_than_a_screen_of_them_is_refused_and_nothing_is_declared(staff_app: Flask, team: Team) -> None:
    for number in range(MOST):
        remember(team.db, f"X-{number}", team.by(team.other))
    case_id, _ = team.open()
    page = declares(staff_app, team, team.other)
    assert "Forget one first." in page
    assert cases.conflicts_of(team.db, case_id) == frozenset()


def test_a_row_that_was_changed_by_hand_bars_nobody_and_breaks_nothing(team: Team) -> None:
    remember(team.db, REFERENCE, team.by(team.other))
    team.db.execute(text("UPDATE conflict_declared SET sealed = :noise"), {"noise": b"0" * 60})
    team.db.commit()
    case_id, _ = team.open()
    assert cases.conflicts_of(team.db, case_id) == frozenset()


OLD = "Alia Khan 1994"  # as references could read before there were rules


def test_a_reference_that_is_older_than_the_rules_is_declared_as_it_is_and_not_remembered(
    staff_app: Flask, team: Team
) -> None:
    case_id, _ = team.open(reference=OLD)
    client = client_for(quiet(staff_app), team, team.other)
    first = client.post("/staff/conflict", data={"reference": OLD}).text
    assert "reads like a name" in first and "older than these rules" in first and OLD in first
    assert "tick the box below" in first and "ask whoever" not in first
    assert cases.conflicts_of(team.db, case_id) == frozenset()
    told = [
        client.post("/staff/conflict", data={"reference": one, "as_it_is": "y"}, follow_redirects=True).text
        for one in (OLD, "Nobody Here 1994")
    ]
    team.db.rollback()
    assert cases.conflicts_of(team.db, case_id) == {team.other.id}
    assert all("It is not remembered" in one and "Remembered for you" not in one for one in told)
    assert told[0] == told[1]
    usual = client.post("/staff/conflict", data={"reference": "X-1", "as_it_is": "y"}, follow_redirects=True)
    assert "Remembered for you" in usual.text


@pytest.mark.parametrize("nothing", [" ", "\t", "\u2003"])
def test_spaces_alone_are_no_reference_and_nothing_is_noted(
    staff_app: Flask, team: Team, nothing: str
) -> None:
    said = declares(staff_app, team, team.other, nothing)
    assert "Give the reference." in said
    assert "Noted." not in said
    assert cases.declared_by(team.db, team.keys, [team.other.id], team.now) == []
