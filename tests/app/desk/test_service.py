"""Opening what she sent: audited first, by her IDVA or recorded cover, refused to everybody else."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.accounts import service as accounts
from app.cases import service as cases
from app.cases.covering import COVER_DAYS
from app.cases.service import How, NotYours
from app.db import writing
from app.desk.caseload import row_of
from app.desk.service import (
    CoverNotRecorded,
    CoverTooLong,
    Live,
    NothingArrived,
    Why,
    confirm,
    confirmations,
    open_views,
    record_cover,
)
from app.voice.models import Send
from safety.sealing import Kind
from tests.app.desk.team import VIEWS, Team


def opened(team: Team, case_id, who=None, touched=None):
    return open_views(team.db, team.keys, case_id, team.reader(who, touched), team.now)


def actions(team: Team, case_id) -> list[str]:
    return [line.action for line in accounts.audit.entries(team.db, case_id)]


def test_her_idva_reads_what_was_tapped_in_english_and_written_verbatim(team: Team) -> None:
    case_id, link = team.open(form_locale="ar")
    words = "لا تتصلوا بي.\nشكرا\u202e <i>"
    team.send(link, VIEWS | {"lang": "ar", "a": {"not": {"c": ["police"], "t": words}}})
    said = opened(team, case_id).sittings[0].shown
    answer = said.answer("not")
    assert answer is not None
    assert (answer.title, answer.chips, answer.text) == (
        "What must not happen?",
        ("police coming to my home",),
        words,
    )
    assert (said.lang, said.soon, said.ask_first) == ("ar", True, False)


def test_the_trail_says_so_before_any_key_is_touched(team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    seen: list[list[str]] = []

    class Watched(list):
        def append(self, name: str) -> None:
            seen.append(actions(team, case_id))

    opened(team, case_id, touched=Watched())
    assert seen == [["case opened", "views opened"]]


@pytest.mark.parametrize("who", ["lead", "stranger"])
def test_nobody_else_opens_anything(team: Team, who: str) -> None:
    case_id, link = team.open()
    team.send(link)
    touched: list[str] = []
    person = team.lead if who == "lead" else team.other
    if who == "stranger":
        case_id, link = team.open(cover_id=team.lead.id)
    with pytest.raises(NotYours):
        opened(team, case_id, person, touched)
    assert touched == []
    assert actions(team, case_id) == ["case opened"]


def test_a_cover_colleague_opens_only_once_cover_is_recorded_and_until_it_ends(team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    touched: list[str] = []
    with pytest.raises(CoverNotRecorded):
        opened(team, case_id, team.other, touched)
    assert touched == []
    record_cover(team.db, team.keys, case_id, Why.SICK, team.now + timedelta(days=1), team.other, team.now)
    assert opened(team, case_id, team.other).sittings[0].shown.answer("want")
    team.now += timedelta(days=2)
    with pytest.raises(CoverNotRecorded):
        opened(team, case_id, team.other)


@pytest.mark.parametrize("days", [-1, COVER_DAYS + 1])
def test_cover_is_neither_over_already_nor_longer_than_its_days(team: Team, days: int) -> None:
    case_id, _ = team.open()
    with pytest.raises(CoverTooLong):
        record_cover(
            team.db, team.keys, case_id, Why.SICK, team.now + timedelta(days=days), team.other, team.now
        )
    with pytest.raises(CoverNotRecorded):
        opened(team, case_id, team.other)
    last = team.now + timedelta(days=COVER_DAYS)
    record_cover(team.db, team.keys, case_id, Why.SICK, last, team.other, team.now)
    assert opened(team, case_id, team.other).sittings == []


def test_someone_who_must_not_see_it_cannot_even_cover(team: Team) -> None:
    case_id, _ = team.open(cover_id=team.lead.id, conflicts=frozenset({team.other.id}))
    with pytest.raises(NotYours):
        record_cover(
            team.db, team.keys, case_id, Why.SICK, team.now + timedelta(days=1), team.other, team.now
        )


def test_the_highest_final_is_shown_and_every_other_version_stays_in_sight(team: Team) -> None:
    case_id, link = team.open()
    sitting = uuid4()
    for kind, sequence, text in (
        (Kind.PARTIAL, 3, "third"),
        (Kind.FINAL, 2, "second"),
        (Kind.PARTIAL, 1, "first"),
    ):
        team.send(link, {"a": {"want": {"t": text}}}, kind=kind, sequence=sequence, submission=sitting)
    team.send(link, {"a": {"want": {"t": "second again"}}}, sequence=2, submission=sitting)
    (found,) = opened(team, case_id).sittings
    assert found.shown.answers[0].text == "second again"
    assert [one.answers[0].text for one in found.others] == ["second", "third", "first"]


def test_without_a_final_the_highest_partial_is_shown(team: Team) -> None:
    case_id, link = team.open()
    sitting = uuid4()
    for sequence in (2, 1):
        team.send(
            link,
            {"a": {"want": {"t": str(sequence)}}},
            kind=Kind.PARTIAL,
            sequence=sequence,
            submission=sitting,
        )
    assert opened(team, case_id).sittings[0].shown.answers[0].text == "2"


def test_an_envelope_of_another_link_is_refused(team: Team) -> None:
    case_id, link = team.open()
    _, strangers = team.open(reference="H-2030-015")
    team.send(strangers)
    with writing(team.db):
        row = team.db.query(Send).one()
        moved = Send(
            **{c.key: getattr(row, c.key) for c in Send.__table__.columns}
            | {"id": uuid4(), "link_id": link.link_id}
        )
        from app.voice.storing import _code_context, send_context

        moved.sealed_envelope = team.keys.data.seal(
            team.keys.data.open(row.sealed_envelope, send_context(row.id)), send_context(moved.id)
        )
        moved.sealed_code = team.keys.data.seal(
            team.keys.data.open(row.sealed_code, _code_context(row.id)), _code_context(moved.id)
        )
        team.db.add(moved)
    found = opened(team, case_id)
    assert (found.sittings, [one.why for one in found.unread]) == ([], ["other_link"])


def test_what_came_under_the_second_code_is_not_hers(team: Team) -> None:
    case_id, link = team.open(duress=True)
    team.send(link, duress=True)
    found = opened(team, case_id)
    assert (found.sittings, found.harmless) == ([], 1)


def test_what_came_over_an_earlier_link_of_the_case_can_still_be_read(team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    cases.new_link(team.db, case_id, cases.get(team.db, case_id).version, team.by())
    assert len(opened(team, case_id).sittings) == 1


@pytest.mark.parametrize(
    "views", [[], {"a": 3, "send": []}, {"a": {"not": {"c": [1, {}], "t": 7}}}, "text", None, 5]
)
def test_content_of_any_other_shape_does_no_harm(team: Team, views: object) -> None:
    case_id, link = team.open()
    team.send(link, views if views is not None else [None])
    found = opened(team, case_id)
    assert len(found.sittings) + len(found.unread) == 1
    assert all(one.shown.ask_first for one in found.sittings)


def test_a_case_is_confirmed_only_by_what_is_shown(team: Team) -> None:
    case_id, link = team.open()
    sitting = uuid4()

    def arrives(kind: Kind, sequence: int, submission=sitting) -> None:
        team.now += timedelta(minutes=1)
        team.send(link, kind=kind, sequence=sequence, submission=submission)

    def shown():
        return opened(team, case_id).sittings[0].shown.send_id

    def confirmed_after(send_id) -> bool:
        team.now += timedelta(minutes=1)
        confirm(team.db, team.keys, case_id, send_id, Live(How.SPEAKING), team.reader(), team.now)
        return is_confirmed()

    def is_confirmed() -> bool:
        return row_of(team.db, team.keys, team.idva, case_id, team.now).confirmed

    arrives(Kind.FINAL, 1)
    older = shown()
    arrives(Kind.FINAL, 2)
    assert not confirmed_after(older)
    newer = shown()
    assert newer != older
    assert confirmed_after(newer)
    arrives(Kind.PARTIAL, 3)
    assert shown() == newer
    assert is_confirmed()
    arrives(Kind.PARTIAL, 1, uuid4())
    assert shown() != newer
    assert not is_confirmed()


def test_confirming_live_says_how_and_by_whom_and_only_after_reading(team: Team) -> None:
    case_id, link = team.open()
    team.send(link)
    live = Live(How.BSL, "Agency 12")
    with pytest.raises(NothingArrived):
        confirm(team.db, team.keys, case_id, uuid4(), live, team.reader(), team.now)
    send_id = opened(team, case_id).sittings[0].shown.send_id
    confirm(team.db, team.keys, case_id, send_id, live, team.reader(), team.now)
    found = confirmations(team.db, case_id)[send_id]
    assert (found.how, found.interpreter, found.by_id) == (How.BSL, "Agency 12", team.idva.id)
