"""A passkey in a real browser: a virtual device of Chromium's adds itself and signs its person in."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import CDPSession, Page, expect

from tests.axe import findings
from tests.complaints import complaints
from tests.desk_walk import Desk
from tests.live import Live

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def device(desk_page: Page) -> Iterator[CDPSession]:
    """The laptop's own, which sees that it is them."""
    session: Any = desk_page.context.new_cdp_session(desk_page)
    session.send("WebAuthn.enable")
    session.device = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]
    return session


def password(page: Page, live: Live, person: dict[str, str]) -> None:
    page.goto(f"{live.staff_url}/staff/sign-in")
    page.get_by_label("Email address").fill(person["email"])
    page.get_by_label("Password").fill(person["password"])
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Second step")


def test_a_passkey_is_added_named_used_and_removed(desk_page: Page, device: Any, live: Live) -> None:
    person, page = live.staff("translator"), desk_page
    faults = complaints(page)
    Desk(page, live, person).sign_in()
    page.get_by_role("link", name="You", exact=True).click()
    page.get_by_role("link", name="Passkeys, app and printed codes").click()
    assert findings(page) == []
    page.get_by_label("Name").fill("work laptop")
    page.get_by_role("button", name="Add a passkey").click()
    expect(page.get_by_role("row", name="work laptop")).to_contain_text("not yet")
    assert findings(page) == []
    page.get_by_role("link", name="You", exact=True).click()
    page.get_by_role("button", name="Sign out").click()

    password(page, live, person)
    assert findings(page) == []
    device.send("WebAuthn.setUserVerified", {"authenticatorId": device.device, "isUserVerified": False})
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("Nothing came from the device.")).to_be_visible()
    device.send("WebAuthn.setUserVerified", {"authenticatorId": device.device, "isUserVerified": True})
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("link", name="You", exact=True).click()
    page.get_by_role("link", name="Passkeys, app and printed codes").click()
    expect(page.get_by_role("row", name="work laptop")).not_to_contain_text("not yet")
    page.get_by_role("link", name="Remove work laptop").click()
    page.get_by_role("button", name="Remove this passkey").click()
    expect(page.get_by_role("status").first).to_contain_text("“work laptop” is removed")
    assert faults == []
