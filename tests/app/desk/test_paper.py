"""Every page of a case on paper says whose it is and which, as PDF and from a browser, without large gaps."""

import re
import subprocess
from importlib.resources import files

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.app.desk.team import VIEWS, Team, client_for
from tests.app.desk.test_pages import quiet
from tests.naughty import OWN

LONG = "Never on Fridays, and never when the red car stands outside the house on our road. "
SPOKEN = ("not", "want", "worry", "avoid", "kids", "change", "trust", "easier")


@pytest.fixture
def sheet(staff_app: Flask, team: Team):
    """The sheet of somebody who wrote to every question, as page and as PDF."""
    case_id, link = team.open()
    chips = {"not": ["police", "letters", "family"], "want": ["home", "money"], "worry": ["children", "home"]}
    answers = {name: {"c": chips.get(name, []), "t": f"{name}: {LONG}"} for name in SPOKEN}
    for number in range(2):
        more = {name: one | {"t": one["t"] * (number + 1)} for name, one in answers.items()}
        team.send(link, VIEWS | {"a": more})
    client = client_for(quiet(staff_app), team, team.idva)
    return lambda **typed: client.post(f"/staff/cases/{case_id}/sheet", data=typed)


def text_of(pdf: bytes, page: int, *more: str) -> str:
    asked = ["pdftotext", "-f", str(page), "-l", str(page), *more, "-", "-"]
    return subprocess.run(asked, input=pdf, capture_output=True, check=True).stdout.decode()


def pages(pdf: bytes) -> list[str]:
    told = subprocess.run(["pdfinfo", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    return [text_of(pdf, at) for at in range(1, int(re.search(r"Pages:\s+(\d+)", told)[1]) + 1)]


def filled(pdf: bytes) -> float:
    """How far down the first page its words reach, above the running line at its foot."""
    told = text_of(pdf, 1, "-bbox")
    height = float(re.search(r'height="([\d.]+)"', told)[1])
    ends = [float(one) / height for one in re.findall(r'yMax="([\d.]+)"', told)]
    return max(one for one in ends if one < 0.94)


def says_where_it_is(found: list[str]) -> bool:
    count = len(found)
    return count > 1 and all(
        "H-2030-014" in page and f"page {at} of {count}" in page for at, page in enumerate(found, 1)
    )


def test_every_page_of_a_pdf_says_whose_it_is_and_which(sheet) -> None:
    made = sheet(pdf="1").data
    assert says_where_it_is(pages(made))
    assert filled(made) > 0.8


def test_so_does_every_page_that_a_browser_prints(sheet, browser: Browser) -> None:
    style = files("app.desk").joinpath("static/paper.css").read_text(encoding="utf-8")
    bare = re.sub(r"<(link|script)[^>]*>", "", sheet().text)
    page = browser.new_page()
    page.set_content(bare.replace("</head>", f"<style>{style}</style></head>"))
    made = page.pdf(prefer_css_page_size=True)
    size = "parseFloat(getComputedStyle(document.querySelector('.sheet h2')).fontSize)"
    usual = page.evaluate(size)
    page.add_style_tag(content="html { font-size: 200% }")
    grown = page.evaluate(size)
    page.close()
    assert says_where_it_is(pages(made))
    assert filled(made) > 0.8
    assert grown == pytest.approx(2 * usual)


def test_whatever_she_typed_and_whatever_is_said_of_it_can_be_printed(staff_app: Flask, team: Team) -> None:
    case_id, link = team.open()
    texts = {name: {"c": [], "t": "|".join(OWN[at::8])} for at, name in enumerate(SPOKEN)}
    team.send(link, VIEWS | {"a": texts})
    client = client_for(quiet(staff_app), team, team.idva)
    said = {"keep": "1", "say_want": "=1+1 \u202e 12-34 \x1b[31m <b>"}
    assert client.post(f"/staff/cases/{case_id}/wording", data=said).status_code == 200
    answer = client.post(f"/staff/cases/{case_id}/sheet", data={"pdf": "1"})
    assert (answer.status_code, answer.data[:5]) == (200, b"%PDF-")
    assert "=1+1" in "".join(pages(answer.data))
