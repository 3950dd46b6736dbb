"""The shopping list adds, ticks, removes and finds, for the visit; nothing of it is kept or sent."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from app.entry import skins
from tests.spread import few

YEAR = 2026
HOME = "https://days.example/"
LOCALES = [locale.code for locale in skins.cover_locales("list")]
STOCK = sum(len(shelf["things"]) for shelf in skins.data("list")["shelves"])
each_way = pytest.mark.parametrize("made", [skins.everyday, skins.alone])
Made = Callable[[str, str, int], skins.Shell]


@pytest.fixture
def asked() -> list[str]:
    """What the page asked the network for, besides itself."""
    return []


@pytest.fixture
def opened(page: Page, asked: list[str]) -> Callable[..., Page]:
    def opened(made: Made = skins.alone, locale: str = "en") -> Page:
        shell = made("list", locale, YEAR)

        def answer(route: Route) -> None:
            asked.append(f"{route.request.method} {route.request.url}")
            headers = {"Content-Security-Policy": shell.csp}
            route.fulfill(body=shell.page(), content_type="text/html; charset=utf-8", headers=headers)

        page.route("**/*", answer)
        page.goto(HOME)
        return page

    return opened


def _add(page: Page, name: str) -> None:
    page.get_by_role("searchbox").fill(name)
    page.get_by_role("button", name="Add", exact=True).click()


def _items(page: Page) -> Locator:
    return page.get_by_role("listitem").filter(has=page.get_by_role("checkbox"))


def _says(page: Page, text: str) -> None:
    expect(page.get_by_role("status")).to_have_text(text)


@each_way
def test_it_tells_at_once_what_is_still_to_get(opened: Callable[..., Page], made: Made) -> None:
    page = opened(made)
    _says(page, f"To get: {STOCK}/{STOCK}")
    page.get_by_role("checkbox", name="Milk").check()
    page.get_by_role("checkbox", name="Rice").check()
    _says(page, f"To get: {STOCK - 2}/{STOCK}")
    page.get_by_role("checkbox", name="Rice").uncheck()
    _says(page, f"To get: {STOCK - 1}/{STOCK}")


def test_what_is_added_comes_first_and_is_counted(opened: Callable[..., Page]) -> None:
    page = opened()
    _add(page, " Coconut milk ")
    _says(page, f"On the list: Coconut milk · To get: {STOCK + 1}/{STOCK + 1}")
    expect(_items(page).first).to_contain_text("Coconut milk")
    expect(page.get_by_role("searchbox")).to_have_value("")
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(_items(page)).to_have_count(STOCK + 1)


def test_what_is_there_already_is_needed_again_and_not_twice(opened: Callable[..., Page]) -> None:
    page = opened()
    page.get_by_role("checkbox", name="Milk").check()
    _add(page, "MILK")
    _says(page, f"On the list: Milk · To get: {STOCK}/{STOCK}")
    expect(_items(page)).to_have_count(STOCK)


def test_what_is_removed_can_be_taken_back_until_the_next_is(opened: Callable[..., Page]) -> None:
    page = opened()
    page.get_by_role("button", name="Remove Milk").click()
    _says(page, f"To get: {STOCK - 1}/{STOCK - 1}")
    expect(page.get_by_role("button", name="Undo Milk")).to_be_focused()
    page.get_by_role("button", name="Undo Milk").click()
    _says(page, f"To get: {STOCK}/{STOCK}")
    page.get_by_role("button", name="Remove Milk").click()
    page.get_by_role("button", name="Remove Tea").click()
    expect(page.get_by_text("Milk")).to_have_count(0)
    expect(page.get_by_role("button", name="Undo Tea")).to_be_visible()


def test_what_was_added_can_be_ticked_and_removed_and_found(opened: Callable[..., Page]) -> None:
    page = opened()
    _add(page, "Coconut milk")
    page.get_by_role("checkbox", name="Coconut milk").check()
    page.get_by_role("searchbox").fill("milk")
    _says(page, "Found: 2")
    page.get_by_role("searchbox").fill("")
    page.get_by_role("button", name="Remove Coconut milk").click()
    _says(page, f"To get: {STOCK}/{STOCK}")


@pytest.mark.parametrize("press", ["Enter", "Find", "Add"])
@pytest.mark.parametrize("typed", ["123456", "123 456", "١٢٣٤٥٦"])
@each_way
def test_six_digits_never_stand_on_the_list(
    opened: Callable[..., Page], made: Made, typed: str, press: str
) -> None:
    page = opened(made)
    page.get_by_role("searchbox").fill(typed)
    if press == "Enter":
        page.get_by_role("searchbox").press("Enter")
    else:
        page.get_by_role("button", name=press, exact=True).click()
    _says(page, "Not on the list.")
    expect(_items(page)).to_have_count(0)
    page.get_by_role("searchbox").fill("")
    expect(_items(page)).to_have_count(STOCK)


def test_find_only_finds(opened: Callable[..., Page]) -> None:
    page = opened()
    page.get_by_role("searchbox").fill("Coconut milk")
    page.get_by_role("button", name="Find").click()
    _says(page, "Not on the list.")
    page.get_by_role("searchbox").fill("")
    expect(_items(page)).to_have_count(STOCK)


def test_adding_nothing_asks_for_something(opened: Callable[..., Page]) -> None:
    page = opened()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(_items(page)).to_have_count(STOCK)


@each_way
def test_it_stands_on_the_page_only(opened: Callable[..., Page], asked: list[str], made: Made) -> None:
    page = opened(made)
    _add(page, "Coconut milk")
    page.get_by_role("checkbox", name="Milk", exact=True).check()
    page.get_by_role("button", name="Remove Tea").click()
    assert asked == [f"GET {HOME}"]
    assert page.url == HOME
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie.length]") == [0, 0, 0]
    page.reload()
    _says(page, f"To get: {STOCK}/{STOCK}")
    expect(page.get_by_text("Coconut milk")).to_have_count(0)


def test_it_is_used_by_keyboard_alone(opened: Callable[..., Page]) -> None:
    page = opened()
    page.keyboard.press("Tab")
    page.keyboard.type("Oats")
    for key in ("Tab", "Tab", "Enter"):
        page.keyboard.press(key)
    expect(_items(page).first).to_contain_text("Oats")
    box = page.get_by_role("checkbox", name="Oats")
    while not box.evaluate("box => box == document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    _says(page, f"To get: {STOCK}/{STOCK}")
    page.keyboard.press("Enter")
    _says(page, f"To get: {STOCK}/{STOCK + 1}")


def test_without_script_it_can_be_ticked_and_has_no_button_that_does_nothing() -> None:
    for locale in LOCALES:
        page = skins.everyday("list", locale, YEAR).page().partition("<script>")[0]
        counted = [
            page.count(f"<{tag}") for tag in ("input type=checkbox", "button", "button type=button hidden")
        ]
        assert (locale, counted) == (locale, [STOCK, 2, 1])


@pytest.mark.parametrize("locale", few(skins.cover_locales("list")))
def test_its_buttons_speak_its_language(opened: Callable[..., Page], locale: str) -> None:
    page = opened(locale=locale)
    said = skins.words("list", locale).gettext
    first = skins.data("list")["shelves"][0]["things"][0]
    page.get_by_role("button", name=f"{said('Remove')} {said(first)}").click()
    expect(page.get_by_role("button", name=f"{said('Undo')} {said(first)}")).to_be_visible()
