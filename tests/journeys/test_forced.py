"""Being made to open it: the second code beside the first, and what the desk is told."""

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.desk_walk import Desk
from tests.live import Live
from tests.walk import Walk, said

pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("live")]
Shape = tuple[object, ...]
WORDS = "a few words, the same in both"


def walked(browser: Browser, live: Live, link: dict[str, str], code: str, kind: str) -> list[Shape]:
    """One whole journey by one of the codes; what crossed the line, request by request."""
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    seen: list[Shape] = []
    page.on("response", lambda answer: seen.append(shape(answer)))
    page.goto(link["url"])
    walk = Walk(page, "en", kind)
    walk.type_code(code)
    walk.start()
    for question in ("not", "want", "worry"):
        walk.at(question)
        first = walk.screen(question).get("chips")
        if first:
            walk.tap(said(first[0][1]))
        page.get_by_role("textbox").fill(WORDS)
        walk.button(walk.word("next")).click()
    walk.send()
    walk.leave()
    page.wait_for_url(lambda url: "/k/" not in url)  # the app that was on show
    page.wait_for_load_state("networkidle")
    context.close()
    return seen


def shape(answer: Response) -> Shape:
    """All that somebody who watches the line or the developer's tools could compare."""
    body = answer.request.post_data_buffer
    path = answer.url.split("/", 3)[3].split("/")[0]
    size = answer.headers.get("content-length")
    return answer.request.method, path, len(body or b""), answer.status, size, sorted(answer.headers)


def test_both_codes_make_the_same_requests_of_the_same_sizes_and_the_desk_is_told_to_hold(
    browser: Browser, desk_page: Page, live: Live
) -> None:
    link = next(one for one in live.demo["links"] if one["duress_code"])
    first = walked(browser, live, link, link["code"], "live")
    second = walked(browser, live, link, link["duress_code"], "harmless")
    assert first == second
    owner = next(person for person in live.demo["staff"] if person["email"] == link["idva"])
    desk = Desk(desk_page, live, owner).sign_in()
    expect(desk.case(link["case"])).to_contain_text("Do not call, text or reply")
    desk.open_views(link["case"])
    expect(desk_page.get_by_text("It is not hers and is not shown.")).to_be_visible()
