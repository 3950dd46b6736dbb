"""A team whose translator has her words, or has given their English back."""

from uuid import UUID

import pytest

from app.desk import sending
from app.desk.service import open_views
from app.translating import service as translating
from tests.app.desk.team import VIEWS, Team, make_team

WORDS, WHEN = "أريد بابا يقفل جيدا من فضلكم", "يوم الثلاثاء صباحا"
ENGLISH = "A door that locks well, please."
HERS = VIEWS | {
    "lang": "ar",
    "a": {"not": {"c": ["police"], "t": ""}, "want": {"c": ["home"], "t": WORDS}},
    "send": {"call": True, "when": WHEN, "say": "all"},
}


@pytest.fixture
def team(db, keys, now) -> Team:
    return make_team(db, keys, now)


def sent(team: Team, **changed) -> tuple[UUID, UUID]:
    """A case whose words are with the translator; the case and the send."""
    case_id, link = team.open(form_locale="ar", **changed)
    team.send(link, HERS)
    send_id = opened(team, case_id).sittings[0].shown.send_id
    sending.send(team.db, team.keys, case_id, send_id, team.translator.id, team.reader(), team.now)
    return case_id, send_id


def opened(team: Team, case_id):
    return open_views(team.db, team.keys, case_id, team.reader(), team.now)


def job_of(team: Team) -> UUID:
    return translating.jobs_of(team.db, team.translator.id, team.now)[0].id


def look(team: Team, job_id, who=None):
    who = who or team.translator
    return translating.open_job(team.db, team.keys, job_id, who, lambda: team.privates[who.id], team.now)


def finished(team: Team) -> tuple[UUID, UUID]:
    """A case whose words came back in English; the case and the send."""
    case_id, send_id = sent(team, cover_id=team.lead.id)
    back = [ENGLISH, "Tuesday morning"]
    translating.finish(team.db, team.keys, job_of(team), back, team.translator, team.now)
    return case_id, send_id
