"""What an IDVA sees of contact once a backup was put back."""

from app.cases import service as cases
from app.cases.drafts import Contact
from app.cases.service import How
from tests.app.desk.team import VIEWS, client_for


def test_after_a_backup_was_put_back_every_page_says_to_agree_contact_afresh(staff_app, team):
    staff_app.config["WTF_CSRF_ENABLED"] = False
    case_id, link = team.open(contact=Contact(How.SPEAKING))
    team.send(link, VIEWS | {"a": VIEWS["a"] | {"how": {"c": ["call"]}}})
    client = client_for(staff_app, team, team.idva)
    assert "She may be contacted as agreed" in client.get(f"/staff/cases/{case_id}").text
    assert cases.lapse_agreements(team.db, team.now) == 1
    pages = (
        (client.get(f"/staff/cases/{case_id}").text, "our records were put back from a backup"),
        (client.get("/staff/cases").text, "a backup was put back: agree afresh"),
        (client.post(f"/staff/cases/{case_id}/views").text, "A backup was put back since"),
        (client.post(f"/staff/cases/{case_id}/sheet").text, "Safe contact: none stands."),
    )
    for page, said in pages:
        assert said in page
        assert "She may be contacted as agreed" not in page
        assert "● agreed" not in page
