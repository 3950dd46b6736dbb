"""The figures' pages: who sees what, charts that say what their tables say, and files that hold no more."""

import csv
import io
import re
from decimal import Decimal
from random import Random
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from odfdo import Document

from app.accounts.models import Role, Staff
from app.accounts.staff import row_mac
from app.db import writing
from app.insight.charts import BOTTOM, TOP
from app.insight.demo import _case
from app.insight.tables import CODEBOOK, COLUMNS
from app.insight.tallies import keep_tallies
from safety.coverage import MEASURES, Counted, counts_of
from safety.quarters import Quarter
from tests.signing_in import service_people, sign_in

HACKNEY, LAMBETH, CAMDEN = "E09000012", "E09000022", "E09000007"
QUARTERS = (Quarter(2029, 2), Quarter(2029, 3), Quarter(2029, 4), Quarter(2030, 1))
PAGES = ("", "areas", "over-time", "not-offered", "services", "said", "method")
FILES = ("figures.csv", "figures.ods", "codebook.csv")


@pytest.fixture
def people(people, db, keys):
    """A service, with made-up tallies of it in Hackney, and of another in Lambeth and Camden."""
    made, drawn = people, Random(7)
    other = UUID(int=5)
    works = {HACKNEY: made.service_id, LAMBETH: other, CAMDEN: other}
    keep_tallies(
        db,
        [
            Counted(service_id, area, quarter, counts_of(_case(drawn, at, area)))
            for at, quarter in enumerate(QUARTERS)
            for area, service_id in works.items()
            for _ in range(14)
        ],
    )
    return made


def _covers(db, keys, person, covers: str | None) -> None:
    with writing(db):
        row = db.get_one(Staff, person.id)
        row.covers = covers
        row.mac = row_mac(keys, row)


@pytest.fixture
def manager(people, staff, db, keys) -> FlaskClient:
    """A manager of all London."""
    return sign_in(staff, people.of(Role.MANAGER)[0])


def test_each_sentence_to_paste_says_where_and_when_by_itself(manager) -> None:
    page = manager.get("/staff/insight/").text
    said = re.findall(r"<li>(.*?)</li>", page.split('<ol class="paste">')[1].split("</ol>")[0])
    assert {sentence.split(": ")[0] for sentence in said} == {"In London, January to March 2030"}
    assert len(said) == 3


def _points(page: str) -> dict[str, tuple[str, float]]:
    """Of every point of a chart: what it is called and says, and the share at which it is drawn."""
    found = {}
    drawn = re.findall(
        r'<g class="point [^"]*"><title>(.*?)</title>\s*<(?:circle|polygon) (.*?)/>', page, re.S
    )
    for title, shape in drawn:
        if "cy" in shape:
            y = float(re.search(r'cy="([\d.]+)"', shape)[1])
        else:
            ys = [float(pair.split(",")[1]) for pair in re.search(r'points="([^"]+)"', shape)[1].split()]
            y = ys[2] + 5.5 if ys[2] < ys[0] else ys[2] - 5.5
        name, _, said = title.rpartition(": ")
        found[name] = (said, (BOTTOM - y) / (BOTTOM - TOP))
    return found


def _table(page: str) -> dict[str, list[str]]:
    """The table behind a chart."""
    part = page.partition('<details class="behind"')[2].partition("</details>")[0]
    rows = re.findall(r'<tr><th scope="row">(.*?)</th>(.*?)</tr>', part, re.S)
    return {name: re.findall(r"<td[^>]*>(.*?)</td>", cells) for name, cells in rows}


@pytest.mark.parametrize("address", ["areas?measure=V5", "over-time?measure=V2", "areas?period=2029-30"])
def test_a_chart_says_what_its_table_says(manager: FlaskClient, address: str) -> None:
    page = manager.get(f"/staff/insight/{address}").text
    points, table = _points(page), _table(page)
    assert points.keys() == table.keys()
    assert len(points) == (4 if "over-time" in address else 3)
    for name, (said, share) in points.items():
        many, percent, *_ = table[name]
        assert said == f"{percent}, {many}"
        yes, base = map(int, many.split(" of "))
        assert share == pytest.approx(yes / base, abs=0.01)
        assert percent == f"{round(100 * yes / base)}\u00a0%"


def test_the_board_says_v7_of_what_was_published_last_with_who_was_asked(
    office, manager: FlaskClient
) -> None:
    assert "Felt heard: " not in manager.get("/staff/insight/").text
    office.fill(400, ("2030-Q1",))
    office.publish("2030-Q1")
    page = manager.get("/staff/insight/").text
    for name in ("Felt heard: ", "Felt safer: "):
        (sentence,) = re.findall(f"{name}[^.]*\\.", page)
        assert sentence in manager.get(f"/staff/insight/heard?question={name[5:-2]}").text
    assert "asked, in what you see: " in page


def test_bars_start_at_nought_and_say_what_their_table_says(manager: FlaskClient) -> None:
    page = manager.get("/staff/insight/not-offered?period=2029-30").text
    bars = re.findall(r'y="[\d.]+">([^<]+)</text>\s*<rect class="bar[^"]*" x="4" [^>]*width="([\d.]+)"', page)
    table = dict(re.findall(r'<tr><th scope="row">([^<]+)(?:<br>.*?)?</th><td[^>]*>(\d+)</td></tr>', page))
    most = max(map(int, table.values()))
    assert [name for name, _ in bars] == list(table)
    assert most > 0
    for name, width in bars:
        assert float(width) == pytest.approx(300 * int(table[name]) / most, abs=0.1)


def test_a_manager_of_one_borough_is_told_of_no_other(manager, people, db, keys) -> None:
    _covers(db, keys, people.of(Role.MANAGER)[0], HACKNEY)
    for address in PAGES:
        page = manager.get(f"/staff/insight/{address}")
        assert page.status_code == 200
        assert "Lambeth" not in page.text
        assert "Camden" not in page.text
    rows = list(csv.DictReader(io.StringIO(manager.get("/staff/insight/figures.csv").text.lstrip("\ufeff"))))
    assert {row["area"] for row in rows} == {"Hackney"}
    assert len(rows) == len(QUARTERS) * len(MEASURES)


def test_a_manager_without_areas_of_their_own_covers_those_of_their_service(
    manager, people, db, keys
) -> None:
    _covers(db, keys, people.of(Role.MANAGER)[0], None)
    page = manager.get("/staff/insight/areas").text
    assert "Hackney" in page
    assert "Lambeth" not in page


def test_areas_that_were_written_into_the_table_by_hand_open_nothing(manager, people, db) -> None:
    with writing(db):
        db.get_one(Staff, people.of(Role.MANAGER)[0].id).covers = LAMBETH
    assert manager.get("/staff/insight/").status_code == 303


def test_a_lead_sees_their_own_service_alone(staff, people) -> None:
    lead = sign_in(staff, people.of(Role.LEAD)[0])
    for address in (*PAGES[:4], "figures.csv"):
        page = lead.get(f"/staff/insight/{address}").text
        assert "Lambeth" not in page
        assert "Camden" not in page
    assert "<li>Lantern House Advocacy, January to March 2030: " in lead.get("/staff/insight/").text
    assert lead.get("/staff/insight/services").status_code == 403


def test_of_a_service_with_few_people_no_figure_is_shown_and_not_where_it_works(manager) -> None:
    page = manager.get("/staff/insight/services").text
    assert "Not shown, as fewer than three IDVAs work there, or" in page
    assert "Lantern House Advocacy" not in page.partition("Not shown")[0]
    assert "Hackney" not in page


@pytest.mark.parametrize("role", [Role.IDVA, Role.ADMIN])
def test_nobody_else_reaches_a_figure(staff, people, role) -> None:
    client = sign_in(staff, people.of(role)[0])
    for address in (*PAGES, *FILES):
        assert client.get(f"/staff/insight/{address}").status_code == 403


def test_both_files_hold_the_same_and_the_codebook_names_every_column(manager: FlaskClient) -> None:
    text = manager.get("/staff/insight/figures.csv").get_data(as_text=True).lstrip("\ufeff")
    rows = list(csv.reader(io.StringIO(text)))
    answer = manager.get("/staff/insight/figures.ods")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="figures.ods"'
    sheets = {table.name: table.get_values() for table in Document(io.BytesIO(answer.data)).body.tables}
    assert Document(io.BytesIO(answer.data)).language == "en-GB"
    told = [["" if cell is None else cell for cell in row] for row in sheets["figures"]]
    numbers = [
        [str(cell) if not isinstance(cell, int | float | Decimal) else float(cell) for cell in row]
        for row in told
    ]
    assert [[_plain(cell) for cell in row] for row in rows] == numbers
    assert tuple(rows[0]) == COLUMNS == tuple(column for column, _ in CODEBOOK)
    assert [row[0] for row in sheets["codebook"][1:]] == list(COLUMNS)
    assert (
        list(COLUMNS)
        == [row[0] for row in csv.reader(io.StringIO(manager.get("/staff/insight/codebook.csv").text))][1:]
    )


def _plain(cell: str) -> float | str:
    try:
        return float(cell)
    except ValueError:
        return cell


def test_what_an_address_asks_for_and_is_not_there_shows_the_newest(manager: FlaskClient) -> None:
    for asked in (
        "period=2031-01",
        "period=%00%E2%80%AE&measure=V7",
        "measure=<script>alert(1)</script>",
        "period=",
    ):
        page = manager.get(f"/staff/insight/?{asked}")
        assert page.status_code == 200
        assert "January to March 2030" in page.text
        assert "alert(1)" not in page.text


def test_figures_from_case_records_do_not_say_that_they_were_changed(manager: FlaskClient) -> None:
    page = manager.get("/staff/insight/").text
    assert "changed on purpose" not in page
    assert "Cases we know of." in page  # nobody entered a total here
    assert "coverage" in page
    assert page.count("<li>In London, January to March 2030: of the ") == 1


def test_before_there_is_anything_every_page_says_what_will_be_there(staff, db, keys, now) -> None:
    people = service_people(db, keys, now)
    client = sign_in(staff, people.of(Role.MANAGER)[0])
    page = client.get("/staff/insight/").text
    assert "There are no figures to show yet." in page
    assert "/staff/insight/releases" in page
    assert "The next dates: 19 August 2030 for April to June 2030." in page
    assert client.get("/staff/insight/figures.csv").text.count("\n") == 1
    _covers(db, keys, people.of(Role.MANAGER)[0], "E09000099")
    assert client.get("/staff/insight/").status_code == 200
