"""How a member of staff walks through the desk, in a real browser."""

import time
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyotp
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import update

from app.accounts.models import Staff
from tests.live import Live, reached

LATELY_S = 300  # well within what signing in proves, and what a session is left idle
_entered: dict[tuple[str, str], tuple[float, list[Any]]] = {}


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
        """As who signed in a short while ago, in another test, and is in still; or by password and number."""
        browser, who = self.page.context, (self.url, self.person["email"])
        at, cookies = _entered.get(who, (0.0, []))
        if time.monotonic() - at < LATELY_S:
            browser.add_cookies(cookies)
        self.page.goto(f"{self.url}/staff/")
        if self.page.url.endswith("/staff/sign-in"):
            self._enter()
            _entered[who] = time.monotonic(), browser.cookies(self.url)
        return self

    def sign_in_anew(self) -> "Desk":
        """As whoever signs in for the first time: no earlier test has chosen a language for this session."""
        _entered.pop((self.url, self.person["email"]), None)
        return self.sign_in()

    def _enter(self) -> None:
        """Password, then the number of the device."""
        self.page.get_by_label("Email").fill(self.person["email"])
        self.page.get_by_label("Password").fill(self.person["password"])
        self.page.get_by_role("button", name="Continue").click()
        self.page.wait_for_url("**/second-step*")
        self.page.locator("[autocomplete=one-time-code]").fill(self._number())
        self.page.get_by_role("button", name="Sign in").click()
        expect(self.page.get_by_role("heading", level=1)).not_to_have_text("Second step")

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
        """A number that works: the service’s record of the last one is set back, so that nobody waits."""
        engine, _config = reached(self.live)
        with engine.begin() as db:
            db.execute(update(Staff).values(totp_last_step=0))
        engine.dispose()
        return pyotp.TOTP(self.person["totp_secret"]).now()
