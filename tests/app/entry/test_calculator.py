"""The calculator reckons, remembers and forgets, for the visit; nothing of it is kept or sent."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from app.entry import skins
from app.entry.reckoning import MOST
from app.entry.sums import content
from tests.spread import few

YEAR = 2026
HOME = "https://days.example/"
SKIN = "calculator"
LOCALES = few(skins.cover_locales(SKIN))
NAMES = {
    "MC": "MC, clear memory", "MR": "MR, use memory", "M+": "M+, add to memory",
    "M−": "M−, take from memory", "C": "Clear", "←": "Delete last", "(": "Open bracket",
    ")": "Close bracket", "÷": "Divided by", "×": "Times", "−": "Minus", "+": "Plus", ".": "Point",
    "±": "Change sign", "%": "Percent",
}  # fmt: skip
SUMS = (
    "12+3×4", "1÷3", "0.1+0.2", "200+10%", "−5×−3", "2(3+4", "7÷2÷0.5", "8−2÷4×3", "1÷0", "9e99×10", "1.2.3",
    "99999999999×99999999999", "482617", "012345", "٤٨٢٦١٧", "123456",
)  # fmt: skip
each_way = pytest.mark.parametrize("made", [skins.everyday, skins.alone])
Made = Callable[[str, str, int], skins.Shell]
Open = Callable[..., Page]


@pytest.fixture
def asked() -> list[str]:
    """What the page asked the network for, besides itself."""
    return []


@pytest.fixture
def opened(page: Page, asked: list[str]) -> Open:
    def opened(made: Made = skins.alone, locale: str = "en") -> Page:
        shell = made(SKIN, locale, YEAR)

        def answer(route: Route) -> None:
            asked.append(f"{route.request.method} {route.request.url}")
            headers = {"Content-Security-Policy": shell.csp}
            route.fulfill(body=shell.page(), content_type="text/html; charset=utf-8", headers=headers)

        page.route("**/*", answer)
        page.on("pageerror", lambda fault: asked.append(str(fault)))
        page.goto(HOME)
        return page

    return opened


def press(page: Page, *keys: str) -> None:
    """Tap keys, each by its name."""
    for key in keys:
        page.get_by_role("button", name=NAMES.get(key, key), exact=True).click()


def display(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Sum")


def shows(page: Page, result: str, entry: str = "") -> None:
    """The result is in the live region; what is being put in stands above it."""
    expect(page.get_by_role("status")).to_have_text(result)
    expect(display(page)).to_have_value(entry)


@pytest.mark.parametrize("locale", LOCALES)
@each_way
def test_it_comes_to_the_same_with_and_without_script(opened: Open, made: Made, locale: str) -> None:
    page = opened(made, locale)
    tongue = skins.tongue(SKIN, locale)
    named = {"zero": "Cannot divide by zero.", "large": "Too large to show.", "wrong": "Check the sum."}
    for sum_ in SUMS:
        page.keyboard.press("Escape")
        page.locator("input").fill(sum_)
        page.keyboard.press("Enter")
        without = content(skins.data(SKIN), tongue, YEAR, sum_)
        reason = tongue.say(named.get(str(without["fault"]), ""))
        expect(page.get_by_role("status")).to_have_text(reason or str(without["result"]))
        rendered = skins.searched(SKIN, locale, YEAR, sum_).page().partition("<script>")[0]
        assert f">{reason or without['result']}</output>" in rendered


@each_way
def test_taps_reckon_and_the_result_goes_on(opened: Open, made: Made) -> None:
    page = opened(made)
    press(page, *"12+3×4")
    shows(page, "", "12+3×4")
    press(page, "=")
    shows(page, "24")
    press(page, *"÷5=")
    shows(page, "4.8")
    press(page, "7")
    shows(page, "", "7")


def test_a_mistake_is_put_right_and_everything_is_cleared(opened: Open) -> None:
    page = opened()
    press(page, *"12+", "←", *"×3=")
    shows(page, "36")
    expect(page.get_by_role("listitem").first).to_have_text("12×3 = 36")
    press(page, "C")
    shows(page, "")
    press(page, "C")
    expect(page.locator("ol li")).to_have_count(0)


def test_what_comes_to_nothing_says_why_and_stays_to_be_put_right(opened: Open) -> None:
    page = opened()
    press(page, *"5÷0=")
    shows(page, "Cannot divide by zero.", "5÷0")
    press(page, "←", "2", "=")
    shows(page, "2.5")


def test_the_sign_of_the_last_number_changes_and_changes_back(opened: Open) -> None:
    page = opened()
    press(page, *"12−3", "±")
    shows(page, "", "12−−3")
    press(page, "±")
    shows(page, "", "12−3")
    press(page, "=", "±")
    shows(page, "", "−9")
    press(page, *"×2=")
    shows(page, "−18")
    press(page, *"−2=")
    shows(page, "−20")


def test_the_memory_adds_takes_tells_and_forgets(opened: Open) -> None:
    page = opened()
    press(page, *"20×2", "M+")
    shows(page, "40")
    press(page, "2", "M−")
    expect(page.locator("small")).to_have_text("M 38")
    press(page, *"2×", "MR", "=")
    shows(page, "76")
    press(page, "MC")
    expect(page.locator("small")).to_have_text("")
    press(page, "MR")
    shows(page, "76")


def test_the_last_sums_stand_there_and_no_number_alone(opened: Open) -> None:
    page = opened()
    for sum_ in ("1+1", "482617", "2+2", "3+3", "012345", "4+4"):
        page.keyboard.type(f"{sum_}=")
    expect(page.locator("ol li")).to_have_text(["2+2 = 4", "3+3 = 6", "4+4 = 8"])
    assert "482617" not in page.content()


def test_a_keyboard_is_enough(opened: Open) -> None:
    page = opened()
    page.keyboard.type("12*3-6/2")
    shows(page, "", "12×3−6÷2")
    page.keyboard.press("Enter")
    shows(page, "33")
    page.keyboard.type("+7,5")
    page.keyboard.press("Backspace")
    page.keyboard.type("25=")
    shows(page, "40.25")
    page.keyboard.press("Escape")
    shows(page, "")
    while page.evaluate("document.activeElement.textContent") != "7":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Space")
    shows(page, "", "77")


def test_the_display_can_be_typed_into_and_takes_nothing_but_a_sum(opened: Open) -> None:
    page = opened()
    display(page).click()
    page.keyboard.type("12a*٣ b=")
    shows(page, "36")
    page.keyboard.type("+4")
    page.keyboard.press("Enter")
    shows(page, "40")
    page.keyboard.press("Escape")
    shows(page, "")


def test_a_long_number_stays_within_the_narrowest_page(opened: Open) -> None:
    page = opened()
    page.set_viewport_size({"width": 320, "height": 568})
    for size in ("100%", "200%"):
        page.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
        for sum_ in ("9" * (MOST + 5), "−1÷810000=", "99999999999×99999999999="):
            page.keyboard.press("Escape")
            page.keyboard.type(sum_)
            assert page.evaluate("document.documentElement.scrollWidth") == 320
            box = page.get_by_role("status").bounding_box()
            assert box and box["x"] >= 0 and box["x"] + box["width"] <= 320
    page.keyboard.press("Escape")
    page.keyboard.type("9" * (MOST + 5))
    assert len(display(page).input_value()) == MOST


@pytest.mark.parametrize(("width", "height"), [(320, 568), (360, 640)])
def test_its_keys_are_large_and_all_in_sight(opened: Open, width: int, height: int) -> None:
    page = opened()
    page.set_viewport_size({"width": width, "height": height})
    for key in page.locator("form button").all():
        box = key.bounding_box()
        assert box and min(box["width"], box["height"]) >= 48
        assert box["y"] + box["height"] <= height


def test_out_of_sight_all_of_it_goes(opened: Open) -> None:
    page = opened()
    press(page, *"1+1=", *"20×2", "M+", *"482617")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    shows(page, "")
    expect(page.locator("ol li")).to_have_count(0)
    expect(page.locator("small")).to_have_text("")


@each_way
def test_it_stands_on_the_page_only(opened: Open, asked: list[str], made: Made) -> None:
    page = opened(made)
    press(page, *"12×3=", *"482617", "=", "M+")
    assert asked == [f"GET {HOME}"]
    assert page.url == HOME
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie.length]") == [0, 0, 0]
    page.reload()
    shows(page, "")


@pytest.mark.parametrize("locale", LOCALES)
def test_its_numbers_run_from_left_to_right_and_its_keys_speak_its_language(
    opened: Open, locale: str
) -> None:
    page, say = opened(locale=locale), skins.words(SKIN, locale).gettext
    for key, name in NAMES.items():
        expect(page.get_by_role("button", name=say(name), exact=True)).to_have_text(key)
    expect(page.get_by_role("button", name="=", exact=True)).to_have_accessible_description(say("Equals"))
    seven, eight = (page.get_by_role("button", name=digit, exact=True).bounding_box() for digit in "78")
    assert seven and eight and seven["x"] < eight["x"]
