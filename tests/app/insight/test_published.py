"""Published releases as managers see them: named, ranged, the chart as the table, and no more."""

import csv
import io
import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from odfdo import Document

from app.accounts.models import Role
from app.accounts.trail_pages import FORMULA
from app.insight import published_file, spoken
from app.insight.building import NOTE_MAX
from app.insight.frame import frame
from app.insight.models import Release
from app.insight.noise import gaussian
from app.insight.published import Published, answered, london_latest
from app.insight.releases import TableView
from app.insight.sources import Viewer
from app.insight.tables import as_csv, as_ods
from safety.periods import label
from tests.app.insight.conftest import QUARTERS, YEAR, after
from tests.app.insight.test_pages import _covers
from tests.naughty import naughty
from tests.signing_in import sign_in

HACKNEY = "E09000012"


@pytest.fixture
def manager(people, staff) -> FlaskClient:
    return sign_in(staff, people.of(Role.MANAGER)[0])


def test_before_the_first_release_the_page_says_so_and_a_draft_is_not_shown(office, manager):
    assert "Nothing has been published yet." in manager.get("/staff/insight/said").text
    office.fill(40, QUARTERS[:1])
    office.build(QUARTERS[0], gaussian)
    assert "Nothing has been published yet." in manager.get("/staff/insight/said").text
    assert manager.get("/staff/insight/said.csv").text.count("\n") == 1


def test_the_chart_says_what_its_table_says_and_the_file_no_more(office, manager):
    office.fill(400, QUARTERS[:1])
    office.publish(QUARTERS[0], gaussian)
    page = manager.get("/staff/insight/said").text
    drawn = re.findall(r"<title>([^<:]+): (\d+), (\d+)–(\d+)</title>", page)
    cells = r'</th><td data-label="About">(\d+)</td><td data-label="95 % range">(\d+)–(\d+)'
    rows = re.findall(f'<th scope="row">([^<]+){cells}', page)
    assert drawn
    assert set(drawn) <= set(rows)
    lines = list(csv.DictReader(io.StringIO(manager.get("/staff/insight/said.csv").text.lstrip("\ufeff"))))
    kept = [(one["row"].replace("'", "&#39;"), one["about"], one["low"], one["high"]) for one in lines]
    assert {row for row in kept if row[1]} - {("People who sent views", *row[1:]) for row in kept} == set(
        rows
    )
    assert all(one["low"] == one["percent"] == "" for one in lines if not one["about"])
    assert any(not one["about"] for one in lines)
    assert page.count("too few to show</td>") == sum(not one["about"] for one in lines)


def test_whoever_covers_a_borough_sees_no_other_borough_and_a_lead_sees_london(
    office, people, manager, db, keys
):
    office.fill(400)
    for period in (*QUARTERS, YEAR):
        office.publish(period, gaussian)
    whole = {part.name for part in Published(office.view(YEAR), Viewer()).parts}
    _covers(db, keys, people.of(Role.MANAGER)[0], HACKNEY)
    lines = manager.get("/staff/insight/said.csv").text
    page = manager.get(f"/staff/insight/said?period={YEAR}").text
    assert "Hackney" in page
    assert "Lambeth" not in page + lines
    assert "Central South" not in page + lines
    lead = Published(office.view(YEAR), Viewer(service_id=people.service_id))
    assert whole - {part.name for part in lead.parts} == {"command_answers", "command_total", "borough_total"}


def test_where_tables_were_forged_into_the_database_nothing_is_shown(office, manager, db):
    db.add(Release(period=QUARTERS[1], tables="{}", note="", drawn_at=after(QUARTERS[1]), mac=bytes(32)))
    db.commit()
    for path in ("said", "said.csv", "said.ods"):
        answer = manager.get(f"/staff/insight/{path}")
        assert (answer.status_code, "not as it was drawn" in answer.text) == (409, True)


@pytest.mark.parametrize(("enough", "many"), [(False, 34), (True, 35)])
def test_a_share_s_base_is_as_unsure_as_all_its_answers_together(enough, many):
    cells = {("heard", code): many for code in ("yes", "bit", "no")}  # 5 × 12 × √3 is 103.9
    rows = answered(TableView("london_answers", 12, cells), ("heard",), "Heard").rows
    assert [row.part is not None for row in rows] == [enough] * 3


def test_every_code_that_is_counted_has_words():
    whole = frame()
    assert set(whole.answers) == set(spoken.QUESTIONS)
    assert {code for codes in whole.answers.values() for code in codes} == set(spoken.ANSWERS)
    assert set(whole.bands) == set(spoken.BANDS)
    assert set(whole.better) == set(spoken.BETTER)
    assert all(spoken.theme(code) and spoken.group(group) for code, group in whole.themes.items())
    assert (label("2030-Q2"), label("2029-30")) == ("April to June 2030", "April 2029 to March 2030")
    assert len(published_file.COLUMNS) == len(published_file.CODEBOOK)


def test_whoever_asks_is_told_the_newest_quarter_s_themes_and_nothing_that_was_forged(office, db, keys):
    assert london_latest(db, keys) is None
    office.fill(400, QUARTERS[:2])
    for period in QUARTERS[:2]:
        office.publish(period, gaussian)
    found = london_latest(db, keys)
    assert found is not None
    assert found[0] == label(QUARTERS[1])
    assert found[1] == Published(office.view(QUARTERS[1]), Viewer()).themes.there
    db.add(Release(period=QUARTERS[2], tables="{}", note="", drawn_at=after(QUARTERS[2]), mac=bytes(32)))
    db.flush()
    assert london_latest(db, keys) is None
    db.rollback()


def test_whatever_a_note_says_both_files_say_it_to_the_letter_and_run_nothing(office):
    office.fill(400, QUARTERS[:1])
    office.publish(QUARTERS[0], gaussian)
    notes = [text for text in naughty()[0] if text.isprintable() and 0 < len(text) <= NOTE_MAX]
    view = office.view(QUARTERS[0])
    found = [published_file._noted(Published(replace(view, note=note), Viewer()))[0] for note in notes]
    columns = published_file.COLUMNS
    text = io.StringIO(as_csv(columns, found).decode(), newline="")
    assert text.read(1) == "\ufeff"  # by which Excel knows the letters
    workbook = Document(io.BytesIO(as_ods(found, columns, published_file.CODEBOOK)))
    sheet = workbook.body.get_table(name="figures").get_values()
    for rows in (list(csv.reader(text)), sheet):
        assert [row[3].strip("“”") for row in rows[1:]] == [note.strip("“”") for note in notes]
        assert not any(str(cell).startswith(FORMULA) for row in rows for cell in row)
    assert b":formula" not in workbook.get_part("content.xml").serialize()


def test_a_note_travels_with_the_file_and_is_no_formula(office, manager):
    office.fill(400, QUARTERS[:2])
    office.publish(QUARTERS[0], gaussian)
    office.publish(QUARTERS[1], gaussian, note="=1+1 corrects the quarter before")
    lines = [line for line in manager.get("/staff/insight/said.csv").text.splitlines() if "Note" in line]
    assert lines == [f"{QUARTERS[1]},Note,,“=1+1 corrects the quarter before”,,,,,,"]
