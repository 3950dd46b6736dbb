"""What an IDVA types about a case, page by page; `tests/typing_leads.py` has the rest."""

from dataclasses import dataclass
from datetime import timedelta
from html import escape
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.cases.models import ContactAgreement
from app.cases.service import name_line
from app.desk import outcomes, wording
from app.desk.models import Confirmation, Taking
from app.desk.service import open_views
from app.desk.sheet import MUST_NOT, ORDER
from tests.app.community.conftest import Circle
from tests.app.desk.leads import Leads
from tests.app.desk.team import VIEWS, client_for
from tests.boxes import Box, Read

ROOM = 290
IN_ARABIC = {  # so that there is something to translate
    "not": {"c": ["police", "letters"], "t": "لا تأتوا إلى مكان عملي من فضلكم ولا تتصلوا بي هناك أبدا"},
    "want": {"c": ["home"], "t": "أريد بابا يقفل من الداخل ولا أريد أن يعرف أحد بذلك"},
}
SAID = tuple(f"say_{name}" for name in (MUST_NOT, *ORDER))


@dataclass
class Typing:
    """Who types, in one service: an IDVA with a case that has views, leads, an organisation's member."""

    app: Flask
    circle: Circle
    leads: Leads

    def __post_init__(self) -> None:
        self.app.config["WTF_CSRF_ENABLED"] = False
        team = self.circle.team
        self.case_id, self.link = team.open()
        team.send(self.link, VIEWS | {"lang": "ar", "a": VIEWS["a"] | IN_ARABIC})
        self.silent_id, _ = team.open(reference="H-2030-015")
        self.idva, self.lead, self.other, self.member = (
            client_for(self.app, team, who) for who in (team.idva, team.lead, team.other, self.circle.member)
        )
        self.on = f"/staff/cases/{self.case_id}"

    def post(self, address: str, who: FlaskClient | None = None, **fields: Any) -> Read:
        """A page that is only shown when it was asked for by a press."""
        return lambda: str((who or self.idva).post(address, data=fields).text)

    def get(self, address: str, who: FlaskClient | None = None) -> Read:
        return lambda: str((who or self.lead).get(address).text)

    def sent(self) -> dict[str, Any]:
        team = self.circle.team
        opened = open_views(team.db, team.keys, self.case_id, team.reader(), team.now)
        return {"send_id": opened.sittings[0].shown.send_id.hex, "how": "speaking"}

    def kept(self, table: type) -> Read:
        """Who interpreted, each time that it was written down about the case: no page repeats all of it."""
        db, whose = self.circle.team.db, select(table.interpreter).where(table.case_id == self.case_id)
        return lambda: escape(" | ".join(db.scalars(whose)), quote=False)

    def worded(self, case_id: UUID, names: tuple[str, ...], *, of: str = "", answers: bool = False) -> Box:
        """Words for the meeting: under each heading, or why there are none of hers."""
        team, words = self.circle.team, f"/staff/cases/{case_id}/wording"

        def version() -> dict[str, Any]:
            kept = wording.read(team.db, team.keys, case_id, lambda: dict(team.privates[team.idva.id]))
            team.db.rollback()
            return {"version": str(kept.version)}

        read, more, form = self.post(words), {"keep": "1", "of": of}, "desk.WordingForm"
        return Box(form, names, words, self.idva, read, more, version, answers=answers, room=ROOM)

    def outcome_at(self) -> dict[str, Any]:
        """The same of what came of it."""
        team = self.circle.team
        written = outcomes.read(team.db, team.keys, self.case_id, dict(team.privates[team.idva.id]))
        team.db.rollback()
        return {"version": str(written.version)}

    def desk(self) -> list[Box]:
        """What an IDVA types about one case."""
        agreed = {"agreed_how": "in_person"}
        return [
            Box(
                "desk.ConfirmForm",
                ("interpreter",),
                f"{self.on}/confirm",
                self.idva,
                self.kept(Confirmation),
                before=self.sent,
            ),
            Box(
                "desk.AgreeForm",
                ("agreed_interpreter",),
                f"{self.on}/agreed",
                self.idva,
                self.kept(ContactAgreement),
                agreed,
            ),
            Box(
                "cases.ContactForm",
                ("interpreter",),
                f"{self.on}/contact",
                self.idva,
                self.kept(ContactAgreement),
                {"contact": "speaking"},
                comes=name_line,
            ),
            self.worded(self.case_id, SAID, of=self.sent()["send_id"], answers=True),
            self.worded(self.case_id, ("translator", "english"), of=self.sent()["send_id"]),
            self.worded(self.silent_id, ("why", "wait")),
        ]

    def after(self) -> list[Box]:
        """What an IDVA types once the meeting was held: eleven days later, in a new session."""
        team = self.circle.team
        team.now = self.app.config["CLOCK"].move(timedelta(days=11))
        idva, outcome = client_for(self.app, team, team.idva), f"{self.on}/outcome"
        heard = {"keep": "1", "heard": "read_out", "offered": "home"}
        read = self.post(outcome, idva)
        return [Box("desk.OutcomeForm", ("why",), outcome, idva, read, heard, self.outcome_at, room=ROOM)]

    def live(self) -> list[Box]:
        """What an IDVA writes down while she speaks."""
        began = self.idva.post(f"{self.on}/live", data={"how": "speaking", "lang": "en"}).location
        root = began.rpartition("/")[0]
        return [
            Box(
                "desk.BeginForm",
                ("interpreter",),
                f"{self.on}/live",
                self.idva,
                self.kept(Taking),
                {"how": "speaking", "lang": "en"},
            ),
            Box(
                "desk.OneStepForm",
                ("t_not",),
                f"{root}/not",
                self.idva,
                self.post(f"{root}/read-back"),
                {"shown": "yes"},
                room=ROOM,
            ),
        ]
