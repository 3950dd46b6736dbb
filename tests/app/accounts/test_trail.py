"""The trail as leads look through it, and what proving it finds."""

import csv
import io
import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from click.testing import CliRunner
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.accounts import audit, searching
from app.accounts.cli import audit_group
from app.accounts.models import AuditEntry, Staff
from app.cases import service as cases
from app.db import writing
from tests.app.desk.leads import hold_halves
from tests.app.desk.team import client_for, make_team

CASE = uuid4()


@pytest.fixture
def team(db, keys, now):
    return make_team(db, keys, now)


@pytest.fixture
def lead(staff_app, team):
    staff_app.config["WTF_CSRF_ENABLED"] = False
    return client_for(staff_app, team, team.lead)


def _do(db, statement):
    with writing(db):
        db.execute(statement)
    db.expire_all()


def _deeds(db, keys, team, now, many=120):
    with writing(db):
        for number in range(many):
            who = (team.idva, team.other)[number % 2]
            audit.append(db, keys, who.id, f"deed {number % 3}", CASE, now + timedelta(days=number))
    return audit.head(db)


def test_several_workers_at_once_make_one_chain_and_no_fork(engine, db, keys, now):
    def work(name):
        with Session(engine, expire_on_commit=False) as own:
            for number in range(8):
                audit.append(own, keys, None, f"deed {number}", name, now)

    workers = [threading.Thread(target=work, args=(f"worker {one}",)) for one in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert audit.verify(db, keys) == audit.Trail(holds=True, entries=32, last=32)


def test_a_fork_that_somebody_puts_in_is_found(db, keys, now, team):
    """Two entries that both follow from one before: the second has no number of its own to stand at."""
    number, _ = _deeds(db, keys, team, now, 5)
    third = db.get(AuditEntry, 3)
    fork = AuditEntry(
        number=number + 1, at=now, action="deed", subject="x", detail="", previous=third.previous, mac=b""
    )
    fork.mac = audit._mac(keys, fork)  # whoever held AUDIT_KEY and forked it
    with writing(db):
        db.add(fork)
    assert audit.verify(db, keys).broken_at == number + 1


def test_two_entries_that_changed_places_are_found(db, keys, now, team):
    _deeds(db, keys, team, now, 5)
    for before, after in ((2, 99), (3, 2), (99, 3)):
        _do(db, update(AuditEntry).where(AuditEntry.number == before).values(number=after))
    assert audit.verify(db, keys).broken_at == 2


def test_a_cut_end_is_found_by_what_was_noted_elsewhere(db, keys, now, team, lead):
    number, mac = _deeds(db, keys, team, now, 5)
    noted = f"{number}: {searching.mark_of(mac)}"
    assert "stands as you noted it" in lead.post("/staff/trail/verify", data={"head": noted}).text
    _do(db, delete(AuditEntry).where(AuditEntry.number > 3))
    assert audit.verify(db, keys).holds  # by itself the trail cannot know
    assert "was cut off, or written anew" in lead.post("/staff/trail/verify", data={"head": noted}).text
    for late in ("later", "again"):
        audit.append(db, keys, team.idva.id, late, CASE, now)
    assert searching.stands(db, number, searching.mark_of(mac)) is False


def test_what_went_in_its_time_is_not_taken_for_cut_off(db, keys, now, team):
    _deeds(db, keys, team, now, 5)
    mark = searching.mark_of(db.get(AuditEntry, 2).mac)
    audit.purge(db, keys, now + timedelta(days=3), now + timedelta(days=9))
    assert searching.stands(db, 2, mark) is None


def test_the_command_proves_it_and_names_what_was_cut(staff_app, db, keys, now, team):
    number, mac = _deeds(db, keys, team, now, 3)
    head = f"{number}:{searching.mark_of(mac)}"
    with staff_app.app_context():
        said = CliRunner().invoke(audit_group, ["verify", "--noted", head])
        wrong = [f"{number}:{'0' * 16}", "nonsense"]
        codes = [CliRunner().invoke(audit_group, ["verify", "--noted", one]).exit_code for one in wrong]
    assert (said.exit_code, head in said.output, codes) == (0, True, [1, 1])


def test_older_entries_stand_on_further_pages_and_none_is_lost(db, keys, now, team, lead):
    _deeds(db, keys, team, now)
    seen = []
    for page in range(1, 6):
        shown = lead.get(f"/staff/trail?page={page}").text
        seen += [line for line in shown.split("data-row")[1:] if "deed" in line]
    assert len(seen) == 120
    assert "Page 5 of 5" in lead.get("/staff/trail?page=99").text
    assert "Page 1 of 5" in lead.get("/staff/trail?page=nonsense").text


def _found(lead, asked):
    rows = csv.reader(io.StringIO(lead.get(f"/staff/trail.csv?{asked}").text))
    return [row for row in rows if row[3].startswith("deed")]


def test_it_is_looked_through_by_who_what_record_and_days(db, keys, now, team, lead):
    _deeds(db, keys, team, now, 30)
    audit.append(db, keys, team.idva.id, "deed 0", uuid4(), now)
    assert len(_found(lead, "")) == 31
    assert len(_found(lead, f"who={team.other.id}")) == 15
    assert len(_found(lead, "what=deed+1")) == 10
    assert len(_found(lead, f"about={str(CASE)[:8]}")) == 30
    assert len(_found(lead, "since=2030-06-10&until=2030-06-12")) == 3
    assert len(_found(lead, f"who={team.idva.id}&what=deed+0&about={CASE}")) == 5
    assert "Nothing like this was done" in lead.get(f"/staff/trail?who={team.lead.id}").text


@pytest.mark.parametrize(
    "asked", ["who=nobody", "what=%3Cb%3E", "about=%25", "about=a%E2%80%AE", "since=x", "until=0001-01-01"]
)
def test_nonsense_is_said_and_loses_nothing(db, keys, now, team, lead, asked):
    _deeds(db, keys, team, now, 3)
    page = lead.get(f"/staff/trail?{asked}").text
    assert "Please put this right" in page
    assert page.count("data-row") >= 3


def test_another_services_people_are_not_in_it_by_any_filter(db, keys, now, team, lead):
    theirs = make_team(db, keys, now)
    audit.append(db, keys, theirs.idva.id, "deed of theirs", CASE, now)
    assert "Please put this right" in lead.get(f"/staff/trail?who={theirs.idva.id}").text
    for asked in ("", f"about={CASE}", "what=deed+of+theirs"):
        assert "deed of theirs" not in lead.get(f"/staff/trail.csv?{asked}").text


def _by_itself(db, keys, case_id, now):
    """What the service itself does with a case: three entries that nobody signed in wrote."""
    for deed in ("given by recovery", "text handed over", "stopped from this phone (unverified)"):
        audit.append(db, keys, None, deed, case_id, now)


def test_what_the_service_itself_did_with_a_case_is_the_leads_to_read_by_its_reference(
    db, keys, now, team, lead
):
    case_id, _ = team.open(reference="H-2030-077")
    _by_itself(db, keys, case_id, now)
    rows = list(csv.reader(io.StringIO(lead.get("/staff/trail.csv?who=worker").text)))[1:]
    assert [row[2:5] for row in rows if row[4] == "case H-2030-077"] == [
        ["The service itself", "given by recovery", "case H-2030-077"],
        ["The service itself", "text handed over", "case H-2030-077"],
        ["The service itself", "stopped from this phone (unverified)", "case H-2030-077"],
    ]
    asked = ("h-2030-077", "case+H-2030-077", "H2030077", str(case_id)[:8], f"record+{str(case_id)[:8]}")
    for about in asked:
        assert lead.get(f"/staff/trail?about={about}").text.count("case H-2030-077") >= 4, about
    assert "No case that you may see" in lead.get("/staff/trail?about=H-2030-078").text


def test_it_is_the_lead_of_the_service_whose_case_it_was_then_and_no_others(db, keys, now, team, staff_app):
    theirs = make_team(db, keys, now)
    case_id, _ = team.open()
    audit.append(db, keys, None, "text handed over", case_id, now, "first")
    audit.append(db, keys, theirs.idva.id, "case taken over", case_id, now)
    audit.append(db, keys, None, "text handed over", case_id, now, "second")
    audit.append(db, keys, None, "text handed over", uuid4(), now, "nobodys")
    staff_app.config["WTF_CSRF_ENABLED"] = False
    seen = [client_for(staff_app, whose, whose.lead).get("/staff/trail.csv").text for whose in (team, theirs)]
    assert [("(first)" in text, "(second)" in text, "(nobodys)" in text) for text in seen] == [
        (True, False, False),
        (False, True, False),
    ]


def test_a_recovery_key_that_the_worker_made_is_a_sentence_for_its_own_leads_alone(
    db, keys, now, team, lead, staff_app
):
    theirs = make_team(db, keys, now)
    hold_halves(team, [team.lead])
    asked = "/staff/trail.csv?who=worker&what=recovery+key+made"
    rows = list(csv.reader(io.StringIO(lead.get(asked).text)))[1:]
    assert rows[-1][2:5] == ["The service itself", rows[-1][3], "the service’s recovery key"]
    assert rows[-1][3].startswith("recovery key made (leads: ")
    staff_app.config["WTF_CSRF_ENABLED"] = False
    other = client_for(staff_app, theirs, theirs.lead).get("/staff/trail.csv").text
    assert rows[-1][5] not in other


def test_a_reference_is_not_told_to_a_lead_who_must_not_see_the_case(db, keys, now, team, lead):
    case_id, _ = team.open(reference="H-2030-079", conflicts=(team.lead.id,))
    _by_itself(db, keys, case_id, now)
    page = lead.get("/staff/trail?who=worker").text
    assert f"record {str(case_id)[:8]}" in page
    assert "H-2030-079" not in page
    assert "No case that you may see" in lead.get("/staff/trail?about=H-2030-079").text


def test_nor_is_that_of_a_row_of_an_agenda_which_they_declared(db, keys, now, team, lead):
    case_id = uuid4()
    cases.save_draft(db, keys, case_id, team.idva, team.draft(reference="H-2030-079"), 0, now)
    audit.append(db, keys, team.idva.id, "deed", case_id, now)
    assert "H-2030-079" in lead.get("/staff/trail?what=deed").text
    cases.remember(db, "h 2030 079", team.by(team.lead))
    page = lead.get("/staff/trail?what=deed").text
    assert f"record {str(case_id)[:8]}" in page
    assert "H-2030-079" not in page
    assert "No case that you may see" in lead.get("/staff/trail?about=H-2030-079").text


def test_a_name_is_no_formula_in_the_file_and_each_line_has_its_mark(db, keys, now, team, lead):
    _do(db, update(Staff).where(Staff.id == team.idva.id).values(display_name="=1+1"))
    audit.append(db, keys, team.idva.id, "deed", CASE, now)
    (row,) = _found(lead, "what=deed")
    last = db.scalar(select(AuditEntry).order_by(AuditEntry.number.desc()).limit(1))
    assert (row[2], row[5]) == ("'=1+1", searching.mark_of(last.mac))


def test_a_broken_trail_is_said_in_words_and_nobody_else_may_ask(db, keys, now, team, lead, staff_app):
    _deeds(db, keys, team, now, 4)
    _do(db, update(AuditEntry).where(AuditEntry.number == 2).values(detail="other"))
    said = lead.post("/staff/trail/verify", data={}).text
    assert "does not hold at number 2." in said
    assert "Write the number, a colon" in lead.post("/staff/trail/verify", data={"head": "x"}).text
    idva = client_for(staff_app, team, team.idva)
    asked = (idva.get("/staff/trail"), idva.get("/staff/trail.csv"), idva.post("/staff/trail/verify"))
    assert [one.status_code for one in asked] == [403, 403, 403]
