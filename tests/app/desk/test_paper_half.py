"""One lead gives keys back with the half that a trustee keeps on paper."""

import pytest
from sqlalchemy import select

from app.accounts import recovery
from app.accounts import service as accounts
from app.accounts.halves import OtherPaper
from app.accounts.models import OwnerKind, RecipientKey
from app.accounts.recovery import PaperMistyped
from app.cases import service as cases
from app.desk import recovering
from app.desk.models import WhyRecover
from app.desk.recovery_asked import (
    Wanted,
)
from tests.app.desk.leads import REFERENCE, Leads, hold_halves, lose, read, with_views
from tests.app.desk.team import Team


@pytest.fixture
def alone(team: Team) -> tuple[Team, str]:
    """A service with one lead, and the half that its trustee keeps."""
    paper = hold_halves(team, [team.lead])
    assert paper is not None
    return team, paper


def with_paper(team: Team, paper: str, **changed):
    usual = {"references": (REFERENCE,), "reader_id": team.idva.id, "why": WhyRecover.LOST}
    wanted = Wanted(**(usual | {"to_id": team.lead.id} | changed))
    return recovering.with_paper(
        team.db, team.keys, wanted, paper, "A trustee", team.reader(team.lead), team.now
    )


def test_one_lead_does_it_with_the_paper_however_it_is_typed(alone) -> None:
    team, paper = alone
    case_id = with_views(team)
    typed = paper.lower().replace(" ", "-").replace("0", "o").replace("1", "l")
    assert with_paper(team, f" {typed}\n").whole == 1
    assert len(read(team, case_id, team.idva)) == 1
    with pytest.raises(cases.NotYours):
        read(team, case_id, team.lead)
    said = [line.detail for line in accounts.audit.entries(team.db, team.idva.id)]
    assert "lost, trustee: A trustee" in said


def test_a_letter_that_is_wrong_and_a_paper_that_is_another_are_told_apart(alone) -> None:
    team, paper = alone
    case_id = with_views(team)
    wrong = "A" if paper[3] != "A" else "B"
    for typed in (paper[:3] + wrong + paper[4:], paper[:-6], "", "ü" * 56, paper + " 0000"):
        with pytest.raises(PaperMistyped):
            with_paper(team, typed)
    with pytest.raises(OtherPaper):
        with_paper(team, recovery.print_half(bytes(31) + b"7"))
    assert read(team, case_id, team.idva) == []


def test_a_lost_paper_is_renewed_and_the_old_one_opens_what_was_sealed_before(alone) -> None:
    team, paper = alone
    case_id = with_views(team)
    new = recovery.renew_paper(team.db, team.keys, team.lead.id, "A trustee", team.now)
    later_id, link = team.open(reference="H-2030-099")
    team.send(link)
    lose(team, team.idva)
    with_paper(team, new, references=("H-2030-099",))
    assert len(read(team, later_id, team.idva)) == 1
    assert read(team, case_id, team.idva) == []
    with_paper(team, paper)
    assert len(read(team, case_id, team.idva)) == 1


def test_with_two_leads_there_is_no_paper_to_print(leads: Leads) -> None:
    team = leads.team
    with pytest.raises(recovery.TwoLeads):
        recovery.renew_paper(team.db, team.keys, team.lead.id, "A trustee", team.now)
    assert not accounts.has_paper(team.db, team.keys, team.service_id, team.lead.id)
    rows = team.db.scalars(select(RecipientKey).where(RecipientKey.owner_kind == OwnerKind.RECOVERY))
    assert all(row.sealed_private is None for row in rows)
