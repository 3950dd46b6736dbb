"""Releases on pages: asked for by a person, drawn by the worker, published by two who prove who they are."""

from dataclasses import replace
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from app.accounts import service as accounts
from app.accounts.models import Role
from app.duties import figure_duties
from app.insight import asking, spending
from app.insight import service as insight
from app.insight.models import PoolRecord, Release, ReleaseAgreed, ReleaseAsk, ReleaseWork
from app.insight.noise import gaussian
from safety import budget
from safety.gaps import GAP
from safety.table_plan import Span, tables_for
from tests.app.insight.conftest import QUARTERS, YEAR, after
from tests.signing_in import number_of, post, sign_in

PERIOD = QUARTERS[-1]  # over when the tests' clock begins
LIST = "/staff/insight/releases"
ONE = f"{LIST}/{PERIOD}"


@pytest.fixture
def lead(people, staff) -> FlaskClient:
    return sign_in(staff, people.of(Role.LEAD)[0])


def _works(db, keys, config, now, **changed) -> int:
    [duty] = figure_duties(replace(config, **changed)).values()
    return duty.do(db, keys, now)


def _agrees(client, person, now, **typed):
    fields = {"password": person.password, "number": number_of(person.totp_secret, now)}
    return post(client, ONE, fields | typed)


def test_a_period_is_asked_for_drawn_by_the_worker_and_published_by_two(
    office, people, lead, staff_app, clock, db, keys, config
):
    office.fill(40, QUARTERS[-1:])
    assert "Have it drawn" in lead.get(LIST).text
    assert post(lead, f"{ONE}/draw", {"note": "Two boroughs sent late."}).status_code == 303
    assert "Asked for: drawn within a minute" in lead.get(LIST).text
    assert lead.get(f"{ONE}/draw").status_code == 200  # a page that is open still says what it is
    assert post(lead, f"{ONE}/draw").status_code == 409
    assert _works(db, keys, config, clock()) == 1
    assert _works(db, keys, config, clock()) == 0
    assert "Draft: 0 of 2 agreed" in lead.get(LIST).text
    assert lead.get(f"{ONE}/draw").status_code == 409
    assert "Two boroughs sent late." in lead.get(ONE).text
    assert lead.get(f"{ONE}/page.html").status_code == 404
    first, manager = people.of(Role.LEAD)[0], people.of(Role.MANAGER)[0]
    now = clock.move(timedelta(minutes=2))
    assert _agrees(lead, first, now).status_code == 303
    assert "You have agreed." in lead.get(ONE).text
    other = sign_in(staff_app.test_client(), manager)
    now = clock.move(timedelta(minutes=2))
    assert _agrees(other, manager, now).status_code == 303
    assert "It is published, and stays as it is." in other.get(ONE).text
    assert [view.period for view in insight.published(db, keys)] == [PERIOD]
    said = [(line.action, line.actor_id) for line in accounts.entries(db, PERIOD)]
    assert said == [
        ("release asked for", first.id),
        ("release drawn", first.id),
        ("release agreed", first.id),
        ("release published", manager.id),
    ]


def test_without_the_right_password_and_number_nobody_agreed(office, people, lead, clock, db):
    office.build(PERIOD)
    person, now = people.of(Role.LEAD)[0], clock.move(timedelta(minutes=2))
    for typed in ({"password": "not it"}, {"number": "000000"}, {"password": "", "number": ""}):
        answer = _agrees(lead, person, now, **typed)
        assert answer.status_code in {200, 400, 429}
        assert person.password not in answer.text
    other = people.of(Role.MANAGER)[0]
    stolen = {"password": other.password, "number": number_of(other.totp_secret, now)}
    assert post(lead, ONE, stolen).status_code in {400, 429}
    assert db.query(ReleaseAgreed).count() == 0


@pytest.mark.parametrize(
    ("period", "status"),
    [("2029-Q9", 404), ("x", 404), ("2030-Q3", 409), ("2029-30", 409), ("%00%E2%80%AE", 404)],
)
def test_what_cannot_be_drawn_is_said_and_nothing_is_asked_for(lead, db, period, status):
    assert lead.get(f"{LIST}/{period}/draw").status_code == status
    assert db.query(ReleaseAsk).count() == 0


def test_a_note_that_is_no_plain_line_comes_back_with_its_words(lead, db):
    for note in ("x" * 501, "turned \u202e round"):
        answer = post(lead, f"{ONE}/draw", {"note": note})
        assert (answer.status_code, note in answer.text) == (200, True)
    assert db.query(ReleaseAsk).count() == 0


def test_nobody_else_reaches_a_release(staff, people):
    client = sign_in(staff, people.of(Role.IDVA)[0])
    for address in (
        LIST,
        ONE,
        f"{ONE}/draw",
        f"{ONE}/page.html",
        "/staff/insight/gaps",
        "/staff/insight/heard",
    ):
        assert client.get(address).status_code == 403


def test_why_it_could_not_be_drawn_stays_until_it_is_asked_for_again(office, lead, clock, db, keys, config):
    office.fill(1, QUARTERS[-1:])
    db.query(PoolRecord).first().sealed = bytes(600)
    db.commit()
    post(lead, f"{ONE}/draw")
    assert _works(db, keys, config, clock()) == 0
    assert "Could not be drawn: a record of this period does not open" in lead.get(LIST).text
    assert (db.query(Release).count(), db.query(ReleaseWork).count()) == (0, 0)
    assert post(lead, f"{ONE}/draw").status_code == 303
    assert asking.waiting(db)[PERIOD].refused == ""


def test_a_worker_that_died_after_the_draw_draws_no_second_time(office, lead, clock, db, keys, config):
    post(lead, f"{ONE}/draw")
    office.build(PERIOD)
    before = db.query(Release).one().tables
    _works(db, keys, config, clock())
    assert db.query(Release).one().tables == before
    assert asking.waiting(db) == {}


def test_a_correction_is_a_note_of_a_later_period_and_stands_where_it_was_wrong_once_published(office, lead):
    said, late = "/staff/insight/said?period=", "In 2029-Q2 two boroughs sent late; they are counted here."
    office.publish(QUARTERS[0])
    office.build(QUARTERS[1], note=late)
    assert late not in lead.get(said + QUARTERS[0]).text
    for person in office.people:
        office.agree(QUARTERS[1], person)
    for address in (said + QUARTERS[0], f"{LIST}/{QUARTERS[0]}", f"{LIST}/{QUARTERS[0]}/page.html"):
        page = lead.get(address).text
        assert f"Said of this with July to September 2029:</b> {late}" in page
    assert "Said of this" not in lead.get(said + QUARTERS[1]).text
    rows = lead.get("/staff/insight/said.csv").text
    assert f"{QUARTERS[0]},Note,{QUARTERS[1]},“{late}”" in rows


def test_a_lower_budget_adds_noise_and_a_higher_one_is_never_spent(office, db, keys):
    office.build(QUARTERS[0], per_cent=25)
    view = office.view(QUARTERS[0])
    assert {name: table.sd for name, table in view.tables.items()} == {
        table.name: 2 * table.sd for table in tables_for(Span.QUARTER)
    }
    assert view.rho == pytest.approx(budget.rho() / 4)
    assert "25 % of the designed budget" in " ".join(view.explained("london_themes"))
    assert spending.spending(db, keys, QUARTERS[1], 100).per_cent == 25
    assert spending.spending(db, keys, YEAR, 50).per_cent == 25
    for wrong in (0, -5, 101):
        with pytest.raises(ValueError):
            budget.lowered([GAP], wrong)


def test_a_year_says_what_the_dearest_of_its_quarters_cost(office, db, keys):
    office.build(QUARTERS[0])
    whole, lowered = (spending.spending(db, keys, YEAR, part).rho for part in (100, 25))
    assert whole == pytest.approx(budget.rho())
    quarter, year = (budget.rho(tables_for(span)) for span in (Span.QUARTER, Span.YEAR))
    assert lowered == pytest.approx(quarter + year / 4)


def test_the_page_for_the_web_is_one_file_that_asks_for_nothing(office, lead, db, keys):
    office.fill(400, QUARTERS[-1:])
    office.publish(PERIOD, gaussian)
    answer = lead.get(f"{ONE}/page.html")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="figures-{PERIOD}.html"'
    for telling in ("<script", "src=", "href=", "url(", "cookie", "localhost", "csrf", "/staff"):
        assert telling not in answer.text
    assert "default-src 'none'" in answer.text
    assert "Themes in London" in answer.text
    assert "changed on purpose" in answer.text


def test_v7_stands_with_who_was_asked_and_gaps_are_there_for_every_reader(office, lead, db, keys):
    assert "Nothing has been published yet." in lead.get("/staff/insight/heard").text
    assert "No gap has been published yet." in lead.get("/staff/insight/gaps").text
    office.fill(500)
    for period in (*QUARTERS, YEAR):
        office.publish(period, gaussian)
    for question in ("heard", "safer"):
        page = lead.get(f"/staff/insight/heard?question={question}&period={PERIOD}").text
        assert "of those who answered" in page
        assert "V6" in page
        assert "three standard errors" in page
    page = lead.get(f"/staff/insight/gaps?period={YEAR}").text
    assert "differs a little between age and language" in page
    assert page.count("too few to show") == len(["16-17", "18+", "english", "other"])
    assert lead.get("/staff/insight/gaps.csv").text.count("\n") == 1 + 8
    assert after(YEAR) > after(PERIOD)
