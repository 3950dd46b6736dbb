"""What leaves for a case system has the published shape and no content, for a case of any shape."""

import json
import string
from dataclasses import replace

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from app.accounts import service as accounts
from app.cases import service as cases
from app.desk import record
from safety.standard import Facts, Told, WhyNot
from tests.app.desk.team import Team, client_for
from tests.safety.test_standard import FACTS

SCHEMA = Draft202012Validator(record.schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
TOLD = Facts(offered=True, begun=True, told=Told.CALL)
UNAWARE = Facts(offered=False, not_offered=WhyNot.UNAWARE)
APART = {"mark": "apart", "within_5": "apart"}
REFERENCES = st.text(string.printable, min_size=1, max_size=40)
MEETINGS = st.none() | st.builds(
    lambda on, code: {"on": on.isoformat(), "area": f"E{code:08d}"},
    st.dates(),
    st.integers(0, 10**8 - 1),
)


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(record.schema())


@given(st.lists(st.tuples(REFERENCES, MEETINGS, FACTS), max_size=5))
def test_a_record_of_every_shape_has_the_published_one(shapes: list) -> None:
    told = record.document([record.record(*shape) for shape in shapes])
    SCHEMA.validate(json.loads(json.dumps(told)))


@given(REFERENCES, MEETINGS, FACTS)
def test_the_schema_refuses_what_is_not_in_it(reference, meeting, facts) -> None:
    told = record.record(reference, meeting, facts)
    for wrong in (told | {"quote": "words"}, told | {"measures": {}}, told | {"reference": ""}):
        assert not SCHEMA.is_valid(record.document([wrong]))


@pytest.mark.parametrize(
    ("facts", "code", "told"),
    [
        (Facts(offered=True, not_offered=WhyNot.UNAWARE), "V1", {"mark": "yes"}),
        (UNAWARE, "V1", {"mark": "yes", "reason": "unaware"}),
        (replace(TOLD, told_in=2), "V5", {"mark": "yes", "within_5": "yes"}),
        (replace(TOLD, told_in=5), "V5", {"mark": "no", "within_5": "yes"}),
        (replace(TOLD, told_in=6), "V5", {"mark": "no", "within_5": "no"}),
        (replace(UNAWARE, begun=True, told=Told.CALL, told_in=9), "V5", APART),
    ],
)
def test_a_record_says_what_the_standard_says(facts: Facts, code: str, told: dict[str, str]) -> None:
    said = record.record("H-1", None, facts)["measures"][code]
    assert {name: said[name] for name in said if name != "how"} == told


def test_a_meeting_exports_its_cases_and_each_export_is_in_the_trail(staff_app: Flask, team: Team) -> None:
    staff_app.config["WTF_CSRF_ENABLED"] = False
    case_id, link = team.open()
    team.send(link)
    client = client_for(staff_app, team, team.idva)
    answer = client.post(f"/staff/meetings/{team.meeting_id}/outcomes.json")
    SCHEMA.validate(answer.json)
    assert answer.json["cases"][0]["measures"]["V2"] == {"mark": "yes"}
    assert answer.headers["Cache-Control"] == "no-store"
    assert b"locks" not in answer.data
    assert b"safer home" not in answer.data
    assert accounts.audit.entries(team.db, case_id)[-1].action == "outcome exported"
    assert client.post(f"/staff/cases/{case_id}/outcome.json").json == answer.json
    published = client.get("/staff/outcome-1.schema.json").json
    assert published == record.schema()


def test_another_service_exports_nothing_of_it(staff_app: Flask, team: Team) -> None:
    from tests.app.desk.team import make_team

    staff_app.config["WTF_CSRF_ENABLED"] = False
    case_id, _ = team.open()
    other = make_team(team.db, team.keys, team.now)
    client = client_for(staff_app, other, other.idva)
    assert client.post(f"/staff/cases/{case_id}/outcome.json").status_code == 403
    assert client.post(f"/staff/meetings/{team.meeting_id}/outcomes.json").status_code == 404


def test_why_nothing_was_offered_is_the_reason_that_was_written_down(staff_app: Flask, team: Team) -> None:
    staff_app.config["WTF_CSRF_ENABLED"] = False
    client = client_for(staff_app, team, team.idva)
    case_id, _ = team.open()
    assert client.post(f"/staff/cases/{case_id}/outcome.json").json["cases"][0]["measures"]["V1"] == {
        "mark": "open"
    }
    version = cases.get(team.db, case_id).version
    cases.record_offer(team.db, case_id, version, WhyNot.UNAWARE, team.by())
    told = client.post(f"/staff/cases/{case_id}/outcome.json").json
    SCHEMA.validate(told)
    measures = told["cases"][0]["measures"]
    assert measures["V1"] == {"mark": "yes", "reason": "unaware"}
    assert measures["V2"] == {"mark": "apart"}
