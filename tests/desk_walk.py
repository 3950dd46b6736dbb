"""How a member of staff walks through the desk, in a real browser."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from time import time
from typing import Any

import pyotp
from playwright.sync_api import Locator, Page, expect

from tests.live import Live
from tests.waiting import until

USED: dict[str, int] = {}  # the last step of each device in this process: a number works once
STEP_SECONDS = 30
TYPED_WITHIN = 20  # seconds a number must still be good for when it is read off


def called(day: date) -> str:
    """What a day is called in lists."""
    return f"{day:%a} {day.day} {day:%b %Y}"


@dataclass
class Desk:
    """One person at the desk of a running demonstration."""

    page: Page
    live: Live
    person: dict[str, Any]
    url: str = field(init=False)

    def __post_init__(self) -> None:
        self.url = self.live.staff_url

    def sign_in(self) -> "Desk":
        """Password, then the number of the device."""
        self.page.goto(f"{self.url}/staff/sign-in")
        self.page.get_by_label("Email").fill(self.person["email"])
        self.page.get_by_label("Password").fill(self.person["password"])
        self.page.get_by_role("button", name="Continue").click()
        self.page.wait_for_url("**/second-step*")
        self.page.locator("[autocomplete=one-time-code]").fill(self._number())
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("heading", level=1)).not_to_have_text("Second step")
        return self

    def case(self, reference: str) -> Locator:
        """The caseload's row of one case."""
        self.page.goto(f"{self.url}/staff/cases")
        self.page.get_by_role("searchbox").fill(reference)
        self.page.get_by_role("searchbox").press("Enter")
        return self.page.get_by_role("row").filter(has_text=reference)

    def open_views(self, reference: str) -> None:
        """Open what arrived for one case, and lift the curtain."""
        self.case(reference).get_by_role("button", name="Open what arrived").click()
        self.page.get_by_text("I'm ready").click()

    def free_day(self, days: int) -> date:
        """The first day, so many ahead or more, on which the service has no meeting yet."""
        self.page.goto(f"{self.url}/staff/meetings")
        taken = self.page.get_by_role("main").inner_text()
        on = datetime.now(UTC).date() + timedelta(days=days)
        while called(on) in taken:
            on += timedelta(days=1)
        return on

    def _number(self) -> str:
        """The oldest unused number that stays good until it is typed; the next step's at the latest."""
        secret = self.person["totp_secret"]
        until(lambda: int(time()) // STEP_SECONDS + 1 > USED.get(secret, 0), 2 * STEP_SECONDS)
        step = max(USED.get(secret, 0) + 1, int(time() + TYPED_WITHIN) // STEP_SECONDS - 1)
        USED[secret] = step
        return pyotp.TOTP(secret).at(step * STEP_SECONDS)
