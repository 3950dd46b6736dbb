"""Many at once: nothing is lost, nothing is doubled, nobody is told no. And what one costs."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from app.voice import asking
from app.voice import service as voice
from app.voice.models import Send
from safety.sealing import Kind, Malformed

WRITERS = 8


def all_at_once(engine, keys, now, requests, db=None):
    """Every request in a session of its own, eight at a time; the test's own session then looks anew."""

    def one(raw):
        with Session(engine, expire_on_commit=False) as session:
            return asking.receive(session, keys, raw, now)

    with ThreadPoolExecutor(WRITERS) as pool:
        answers = list(pool.map(one, requests))
    if db is not None:
        db.rollback()
    return answers


def test_eight_phones_send_at_once_and_all_is_kept(engine, keys, now, make_link, db):
    links = [make_link() for _ in range(WRITERS)]
    requests = [
        made.request(Kind.PARTIAL, made.envelope(b"{}", made.header(Kind.PARTIAL, number)))
        for number in range(5)
        for made in links
    ]
    assert {answer.http for answer in all_at_once(engine, keys, now, requests, db)} == {200}
    came = voice.latest(db, keys, [made.link.id for made in links])
    assert [came[made.link.id].count for made in links] == [5] * WRITERS


def test_the_same_send_many_times_at_once_is_kept_once(engine, keys, now, made, db):
    raw = made.request(Kind.FINAL, made.envelope())
    answers = all_at_once(engine, keys, now, [raw] * WRITERS, db)
    assert {answer.http for answer in answers} == {200}
    assert len({answer.body for answer in answers}) == 1
    assert len(voice.sends_of(db, keys, made.link.id)) == 1


def test_versions_that_come_at_once_are_numbered_apart(engine, keys, now, made, db):
    header = made.header()
    requests = [made.request(Kind.FINAL, made.envelope(bytes([65 + i]), header)) for i in range(WRITERS)]
    assert {answer.http for answer in all_at_once(engine, keys, now, requests, db)} == {200}
    assert sorted(row.version for row in db.query(Send)) == list(range(1, WRITERS + 1))


def test_a_link_is_counted_once_however_many_parts_come_at_once(engine, keys, now, made):
    requests = [made.request(Kind.COUNTED, made.counted()) for _ in range(WRITERS)]
    assert {answer.http for answer in all_at_once(engine, keys, now, requests)} == {200}
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM waiting_part").scalar() == 1


def test_what_is_shared_with_others_is_what_she_sent_and_no_other_words(engine, keys, now, made, db):
    header = made.header(Kind.FINAL)
    first, other = (made.envelope(words, header) for words in (b"hers", b"another's"))
    assert asking.receive(db, keys, made.request(Kind.FINAL, first), now).http == 200
    [send] = voice.sends_of(db, keys, made.link.id)
    for wrong in (other, made.envelope(b"hers", made.header(Kind.PARTIAL))):
        with pytest.raises(Malformed):
            voice.share(db, keys, send.id, wrong)
    assert voice.sends_of(db, keys, made.link.id) == [send]


def asked_by(engine, send, *requests):
    """The statements that requests which are taken cause."""
    statements = []

    def note(*told):
        statements.append(told[2])

    event.listen(engine, "before_cursor_execute", note)
    try:
        assert {send(raw).http for raw in requests} == {200}
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return statements


def test_a_send_asks_its_database_the_same_few_things_by_either_code(db, keys, now, make_link, engine):
    asked = {}
    for duress in (False, True):
        made = make_link()
        twice = (made.request(Kind.FINAL, made.envelope(), duress=duress) for _ in range(2))
        asked[duress] = asked_by(engine, lambda raw: asking.receive(db, keys, raw, now), *twice)
    assert asked[True] == asked[False]
    lock = "BEGIN" if engine.dialect.name == "sqlite" else "SELECT"
    once, again = (["SELECT", lock, "SELECT", noted, "INSERT"] for noted in ("INSERT", "UPDATE"))
    assert [statement.split()[0] for statement in asked[True]] == once + again
