"""What leads look after: recovery, invitations, legal holds, what was erased and deleted, the trail."""

from datetime import UTC, datetime
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from tests.desk_walk import Desk
from tests.journeys.test_caseload import fits
from tests.journeys.test_keyboard import press, reach
from tests.live import Live, reached

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]
OWN = "ELD-1"  # of the second IDVA, in the demonstration


def _invitation(live: Live) -> str:
    """The address of somebody's invitation, as it came by email."""
    engine, config = reached(live)
    with Session(engine, expire_on_commit=False) as db:
        lead = accounts.staff(db, _lead_of(db, live))
        assert lead is not None
        _, made = accounts.invite(
            db, config.keys, role=accounts.Role.IDVA, email="new.one@lantern.example", name="Ren Adair",
            service_id=lead.service_id, actor_id=lead.id, now=datetime.now(UTC),
        )  # fmt: skip
    engine.dispose()
    return f"{live.staff_url}{made.path}"


def _lead_of(db: Session, live: Live) -> UUID:
    told = live.staff("lead")["email"]
    return next(
        one.id for each in accounts.services(db) for one in accounts.people(db, each.id) if one.email == told
    )


def _case(desk: Desk) -> str:
    return f"{desk.url}{desk.case(OWN).get_by_role('link', name=OWN).get_attribute('href')}"


def test_every_page_of_it_fits_is_clean_and_can_be_walked_by_keys(
    desk_page: Page, page: Page, live: Live
) -> None:
    desk = Desk(desk_page, live, live.staff("lead", 1)).sign_in()
    case = _case(desk)
    recoveries = ("recovery", "recovery/new", "recovery/paper", "recovery/duty", "recovery/duty/paper")
    for path in (*recoveries, "people/new", "holds", "deleted", "trail"):
        desk_page.goto(f"{desk.url}/staff/{path}")
        fits(desk_page)
    desk_page.goto(f"{desk.url}/staff/recovery/new")
    reach(desk_page, "Who is to read")
    press(desk_page, "Ask")
    expect(desk_page.get_by_role("alert")).to_contain_text("Please put this right")
    fits(desk_page)
    desk_page.goto(f"{desk.url}/staff/trail")
    press(desk_page, "Prove the trail")
    press(desk_page, "Prove it now")
    expect(desk_page.get_by_role("status")).to_contain_text("The trail holds")
    fits(desk_page)
    desk_page.goto(f"{case}/hold")
    fits(desk_page)
    page.goto(_invitation(live))
    fits(page)
    press(page, "Go on")
    expect(page.get_by_role("alert")).to_contain_text("Please put this right")
    fits(page)
    idva = Desk(page, live, live.staff("idva", 1)).sign_in()
    page.goto(f"{_case(idva)}/erase")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Erase what she sent")
    fits(page)
