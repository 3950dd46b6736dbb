"""Marks on the list of cases say what stands, and never more than that."""

from flask import Flask

from app.cases import service as cases
from tests.app.desk.team import Team, client_for
from tests.app.desk.test_caseload import flagged


def test_a_call_is_asked_for_on_the_list_as_one_only_where_contact_stands(
    staff_app: Flask, team: Team
) -> None:
    """What she agreed live goes before what a phone asks: beside a no the list says not to ring."""
    agreed = cases.Contact(cases.How.SPEAKING)
    for reference, contact in (("H-1", cases.Contact()), ("H-2", agreed)):
        _, link = team.open(reference=reference, contact=contact)
        team.send(link)
        flagged(team, link, wants_call=True)
    page = client_for(staff_app, team, team.idva).get("/staff/cases").text
    rows = {name: page.split(name)[1].split("</tr>")[0] for name in (">H-1<", ">H-2<")}
    assert "wants a call, none agreed: read first" in rows[">H-1<"]
    assert "please call" not in rows[">H-1<"]
    assert "please call" in rows[">H-2<"]
