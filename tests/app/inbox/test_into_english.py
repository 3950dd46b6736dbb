"""What comes in another language over a community link is read with as much care as at the desk."""

from datetime import timedelta

import pytest
from flask import Flask

from app.accounts import service as accounts
from app.inbox import into_english, service
from app.inbox.opening import NoSuchArrival
from app.inbox.rota import NotOnRota
from app.translating import service as translating
from app.translating.models import Translation, TranslationJob
from tests.app.desk.team import client_for
from tests.app.desk.test_pages import quiet
from tests.app.inbox.conftest import SAID, Duty

WORDS = "خنقني قبل اسبوع وانا خائفة جدا منه ولا اريد ان يعرف احد"
ENGLISH = "He choked me a week ago and I am very frightened of him."
HERS = {**SAID, "lang": "ar", "a": {**SAID["a"], "want": {"c": [], "t": WORDS}}}


def page_of(staff_app: Flask, duty: Duty, sitting) -> str:
    return client_for(quiet(staff_app), duty.team, duty.team.idva).post(f"/staff/inbox/{sitting}").text


def sent(duty: Duty, sitting):
    team = duty.team
    opened = service.open_arrival(team.db, team.keys, sitting, team.reader(), team.now)
    return opened.sittings[0].shown


def to(duty: Duty, sitting, who=None, send_id=None) -> None:
    team = duty.team
    send_id, reader = send_id or sent(duty, sitting).send_id, team.reader(who)
    into_english.send(team.db, team.keys, sitting, send_id, team.translator.id, reader, team.now)


def test_places_to_check_and_the_language_stand_beside_her_words(staff_app: Flask, duty: Duty) -> None:
    page = page_of(staff_app, duty, duty.arrives(HERS))
    assert "Please check with her" in page
    assert "<strong>choking</strong>" in page
    assert "her words look to be English and Arabic" in page
    assert "Please check with her" not in page_of(staff_app, duty, duty.arrives(SAID))


def test_a_translator_gets_her_texts_only_and_the_english_stands_beside_them(
    staff_app: Flask, duty: Duty
) -> None:
    team, sitting = duty.team, duty.arrives(HERS)
    client = client_for(quiet(staff_app), team, team.idva)
    form = {"send_id": str(sent(duty, sitting).send_id), "translator": str(team.translator.id)}
    assert "Send to a translator" in page_of(staff_app, duty, sitting)
    assert client.post(f"/staff/inbox/{sitting}/translator", data=form).status_code == 303
    assert "for translation since" in page_of(staff_app, duty, sitting)
    [job] = translating.jobs_of(team.db, team.translator.id, team.now)
    _, language, texts = translating.open_job(
        team.db, team.keys, job.id, team.translator, lambda: team.privates[team.translator.id], team.now
    )
    assert (language, WORDS in texts) == ("English and Arabic", True)
    assert "words sent to a translator" in [one.action for one in accounts.entries(team.db, sitting)]
    english = [ENGLISH if text == WORDS else "-" for text in texts]
    translating.finish(team.db, team.keys, job.id, english, team.translator, team.now)
    assert ENGLISH in page_of(staff_app, duty, sitting)


def test_it_goes_when_what_came_goes(duty: Duty) -> None:
    team, sitting = duty.team, duty.arrives(HERS)
    to(duty, sitting)
    [job] = translating.jobs_of(team.db, team.translator.id, team.now)
    texts = ["-"] * len(sent(duty, sitting).texts)
    translating.finish(team.db, team.keys, job.id, texts, team.translator, team.now)
    service.purge(team.db, team.now + timedelta(days=29))
    assert (team.db.query(Translation).count(), team.db.query(TranslationJob).count()) == (0, 0)


def test_nobody_else_sends_it_and_never_twice_nor_to_anyone_else(duty: Duty) -> None:
    team, sitting = duty.team, duty.arrives(HERS)
    with pytest.raises(NotOnRota):
        to(duty, sitting, team.lead, sent(duty, sitting).send_id)
    with pytest.raises(NoSuchArrival):
        to(duty, sitting, send_id=sitting)
    with pytest.raises(translating.NoTranslator):
        into_english.send(team.db, team.keys, sitting, sitting, team.lead.id, team.reader(), team.now)
    assert translating.jobs_of(team.db, team.translator.id, team.now) == []
    to(duty, sitting)
    with pytest.raises(translating.AlreadyAsked):
        to(duty, sitting)
