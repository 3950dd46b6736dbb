"""A case over which much has come, of which much was made, and somebody to erase it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.cases import service as cases
from app.db import writing
from app.desk import quoting, sending
from app.desk import service as desk
from app.desk.models import CaseThemes, Printed, Spoken, Taking
from app.entry import service as entry
from app.inbox import service as inbox
from app.inbox.models import What
from app.messaging import reach
from app.messaging.models import Channel, Incoming, Outgoing, State
from app.voice import service as voice
from safety.sealing import Kind
from tests.app.desk.team import Team
from tests.app.desk.test_after import SAID
from tests.app.inbox.conftest import Duty, duty, team
from tests.app.messaging.conftest import ALWAYS, NUMBER

__all__ = ["duty", "team"]


@dataclass
class Much:
    """One case, and everything that can hang on it."""

    duty: Duty
    team: Team
    case_id: UUID
    link: entry.NewLink

    def fill(self) -> None:
        team, db, keys, now = self.team, self.team.db, self.team.keys, self.team.now
        team.send(self.link)
        team.send(self.link, SAID, kind=Kind.FEEDBACK)
        sitting = self.duty.arrives()
        inbox.open_arrival(db, keys, sitting, team.reader(), now)
        inbox.decide(db, keys, sitting, inbox.Decision(What.MATCHED, "H-2030-014"), team.reader(), now)
        opened = desk.open_views(db, keys, self.case_id, team.reader(), now)
        assert quoting.pass_on(db, keys, cases.get(db, self.case_id), opened.after, now)
        send_id = voice.views_of(db, [self.link.link_id])[0]
        sending.send(db, keys, self.case_id, send_id, team.translator.id, team.reader(), now)
        voice.leave_reply(db, keys, self.link.link_id, b"{}", now)
        agreed = reach.Agreed(number=NUMBER, texts=True, windows=ALWAYS)
        reach.record(db, keys, self.case_id, agreed, team.idva, now)
        with writing(db):
            db.add_all(self._rows())

    def _rows(self) -> list[Any]:
        """What staff made of it, as it lies there."""
        team, by = self.team, {"case_id": self.case_id, "by_id": self.team.idva.id, "at": self.team.now}
        own = {"case_id": self.case_id, "staff_id": team.idva.id}
        text = {"id": uuid4(), "channel": Channel.TEXT, "case_id": self.case_id, "template": "ring"}
        moments = {"made_at": team.now, "due_at": team.now}
        return [
            Spoken(version=1, sealed=b"sealed", **by),
            CaseThemes(sealed=b"sealed", **by),
            Printed(at=team.now, mark=b"m" * 32, **own),
            Taking(how=cases.How.SPEAKING, lang="en", started_at=team.now, **own),
            Incoming(case_id=self.case_id, sealed_envelope=b"sealed", came_at=team.now),
            Outgoing(sealed=b"sealed", state=State.SENT, sid="SM" + "0" * 32, **text, **moments),
        ]


@pytest.fixture
def much(duty: Duty) -> Much:
    team = duty.team
    case_id, link = team.open(contact=cases.Contact(cases.How.SPEAKING))
    made = Much(duty, team, case_id, link)
    made.fill()
    return made
