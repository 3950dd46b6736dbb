"""Weeks after the meeting, from the invitation to the reading: the real server, a phone, the desk."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import create_engine

from app.entry.form_json import form_data
from tests.desk_walk import Desk
from tests.live import ROOT, Live, start_live
from tests.loaded import copied
from tests.walk import ANYONE, Walk, said

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]
WORDS = "the door locks now, kestrel-canary"


class After(Walk):
    """A walk through what is asked after the meeting."""

    def __post_init__(self) -> None:
        self.form = form_data(self.locale, replace(ANYONE, after=True), self.kind)


@pytest.fixture(scope="session")
def weeks_later(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A demonstration whose meetings were sixteen days ago."""
    folder = tmp_path_factory.mktemp("afterwards")
    copied(folder)
    running = start_live(folder)
    then = (datetime.now(UTC) - timedelta(days=16)).strftime("%Y-%m-%d %H:%M:%S.%f")
    engine = create_engine(running.database_url)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE meeting SET starts_at = ?, cut_off_at = ?", (then, then))
    engine.dispose()
    yield running
    running.stop()


def invited(desk_page: Page, live: Live, link: dict[str, str]) -> Desk:
    """Her IDVA agrees contact afresh and lets her link ask; the worker's daily list then turns the pages."""
    owner = next(person for person in live.demo["staff"] if person["email"] == link["idva"])
    desk = Desk(desk_page, live, owner).sign_in()
    desk.case(link["case"]).get_by_role("link", name=link["case"]).click()
    desk_page.get_by_role("link", name="Write down what was agreed today").click()
    desk_page.get_by_role("radio", name="Yes: she told me when we spoke").check()
    desk_page.get_by_role("button", name="Write it down").click()
    desk_page.get_by_role("button", name="Let her link ask").click()
    expect(desk_page.get_by_text("Nothing was sent to her")).to_be_visible()
    named = {"DEMO": "1", "VAR_DIR": str(live.var_dir), "DATABASE_URL": live.database_url}
    command = [sys.executable, "-m", "app.cli", "retention", "run"]
    subprocess.run(command, cwd=ROOT, env=os.environ | named, check=True, capture_output=True)
    return desk


def read(desk: Desk, link: dict[str, str]) -> None:
    """It stands under a heading of its own; no tap of hers does."""
    desk.page.goto(f"{desk.url}/staff/cases?show=past")
    desk.page.get_by_role("link", name=link["case"]).click()
    expect(desk.page.get_by_text("She has sent something")).to_be_visible()
    desk.page.get_by_role("button", name="Open what arrived").click()
    desk.page.get_by_text("I'm ready").click()
    expect(desk.page.get_by_role("heading", name="After the meeting")).to_be_visible()
    expect(desk.page.get_by_text(WORDS)).to_be_visible()
    expect(desk.page.get_by_text("Were you asked what you wanted")).to_have_count(0)


@pytest.mark.parametrize("form", ["en", "ar"])
def test_what_she_taps_is_counted_and_what_she_writes_is_read(
    page: Page, desk_page: Page, weeks_later: Live, form: str
) -> None:
    link = weeks_later.link(locale=form, cover_locale="en", duress_code=None)
    desk = invited(desk_page, weeks_later, link)
    page.goto(link["url"])
    walk = After(page, form)
    walk.type_code(link["code"])
    walk.at("ok")
    walk.button(said(walk.screen("ok")["yes"])).click()
    walk.button(said(walk.screen("truths")["no"])).click()
    walk.answer("asked", ["yes"])
    for name in ("heard", "told", "safer", "easy", "harm", "better"):
        walk.at(name)
        walk.button(walk.word("skip")).click()
    walk.at("since")
    page.get_by_role("textbox").fill(WORDS)
    walk.button(walk.word("next")).click()
    walk.at("send")
    walk.tap(said(walk.screen("send")["checks"][0][1]))
    walk.send()
    read(desk, link)


def test_without_a_script_it_is_the_same(browser: Browser, desk_page: Page, weeks_later: Live) -> None:
    link = weeks_later.link(locale="en", cover_locale="en", case="HAZ-1")
    desk = invited(desk_page, weeks_later, link)
    context = browser.new_context(viewport={"width": 360, "height": 640}, java_script_enabled=False)
    phone = context.new_page()
    phone.goto(link["url"])
    walk = After(phone, "en")
    walk.type_code(link["code"])
    walk.at("since")
    phone.get_by_role("textbox").last.fill(WORDS)
    walk.button(walk.word("send")).click()
    walk.at("done")
    context.close()
    read(desk, link)
