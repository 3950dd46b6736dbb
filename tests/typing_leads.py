"""What opens a case, and what leads write about the service and its people, page by page."""

from html import escape
from uuid import UUID, uuid4

from app.cases.service import name_line, one_line
from app.desk.recovering_form import each_line
from app.inbox import links, rota
from tests.app.desk.team import AREA
from tests.app.inbox.conftest import KIT, LOOKS, Duty
from tests.boxes import Box
from tests.conftest import client_of
from tests.typing_in import Typing


class Everyone(Typing):
    """Everybody of one service."""

    def opening(self) -> list[Box]:
        """What opens a case, asks for one, or for keys to it."""
        team, number = self.circle.team, iter(range(10_000))

        def fresh() -> dict[str, str]:
            return {"reference": f"H-{next(number)}"}

        draft = {
            "meeting_id": "",
            "form_locale": "en",
            "cover_locale": "en",
            "skin": "plain",
            "cover_id": str(team.other.id),
            "version": "0",
            "contact": "speaking",
        }
        return [
            Box(
                "cases.CaseForm",
                ("reference",),
                f"/staff/cases/{uuid4()}/open",
                self.idva,
                self.get("/staff/cases", self.idva),
                draft,
                comes=one_line,
            ),
            Box(
                "cases.CaseForm",
                ("interpreter",),
                f"/staff/cases/{uuid4()}/open",
                self.idva,
                None,
                draft,
                fresh,
                comes=name_line,
            ),
        ]

    def asking(self) -> list[Box]:
        """What is said of cases that there are already."""
        team = self.circle.team
        people = {"reader_id": str(team.idva.id), "to_id": str(self.leads.all[1].id), "why": "lost"}
        return [
            Box(
                "desk.ConflictForm",
                ("reference",),
                "/staff/conflict",
                self.idva,
                self.get("/staff/conflict", self.idva),
                comes=one_line,
            ),
            Box(
                "desk.AskForm",
                ("references",),
                "/staff/recovery/new",
                self.lead,
                None,
                people,
                comes=each_line,
            ),
            Box(
                "inbox.DecideForm",
                ("reference",),
                f"/staff/inbox/{self.arrived()}/decide",
                self.idva,
                None,
                {"what": "matched"},
            ),
        ]

    def arrived(self) -> UUID:
        """Something that came over a community link."""
        team = self.circle.team
        link = links.make_link(team.db, team.keys, KIT, AREA, LOOKS, team.lead, team.now)
        return Duty(team, link).arrives()

    def service(self) -> list[Box]:
        """What leads write about the service and its people."""
        number = iter(range(10_000))

        def mail() -> dict[str, str]:
            return {"email": f"w{next(number)}@example.org", "role": "idva"}

        there = f"/staff/organisations/{self.circle.organisation_id}"
        return [
            Box(
                "accounts.InviteForm",
                ("name",),
                "/staff/people/new",
                self.lead,
                self.get("/staff/people"),
                before=mail,
            ),
            Box(
                "accounts.InviteForm",
                ("email",),
                "/staff/people/new",
                self.lead,
                None,
                {"name": "A", "role": "idva"},
            ),
            Box(
                "community.OrganisationForm",
                ("name",),
                f"{there}/change",
                self.lead,
                self.get("/staff/organisations"),
                {"languages": ["ar", "en"], "areas": [AREA]},
            ),
            Box(
                "community.MemberForm", ("name",), f"{there}/members", self.lead, self.get(there), before=mail
            ),
            Box("community.MemberForm", ("email",), f"{there}/members", self.lead, None, {"name": "A"}),
        ]

    def doors(self) -> list[Box]:
        """What is typed to come in, and to look at the trail."""
        nobody, at = client_of(self.app, self.circle.team.db), "/staff/sign-in"
        return [
            Box("accounts.HeadForm", ("head",), "/staff/trail/verify", self.lead),
            Box("accounts.SignInForm", ("email",), at, nobody, None, {"password": "no such one"}),
            Box(
                "accounts.SignInForm", ("password",), at, nobody, None, {"email": "a@b.example"}, again=False
            ),
        ]

    def letters(self) -> list[Box]:
        """What stands on survivors' pages and in texts."""
        team = self.circle.team
        days = {f"days-{at}": str(one) for at, one in enumerate(self.days())}
        return [
            Box(
                "inbox.RotaForm",
                ("route",),
                "/staff/inbox/rota",
                self.lead,
                lambda: escape(rota.rota_of(team.db, team.service_id).route, quote=False),
                days | {"reads_by": "16:00"},
            ),
            Box(
                "messaging.LookForm",
                ("name", "messaging_service"),
                "/staff/messages/settings",
                self.lead,
                None,
                {"opens": "09:00", "closes": "17:00", "tenths_a_part": "4.5"},
            ),
            Box(
                "messaging.ReachForm", ("number",), f"{self.on}/reach", self.idva, None, {"answers": "nobody"}
            ),
        ]

    def days(self) -> tuple[UUID, ...]:
        team = self.circle.team
        return (team.idva.id, team.other.id, team.idva.id, team.other.id, team.idva.id)
