"""Replies: one size whatever waits, none under the second code, gone when she says so or after seven days."""

import json
from base64 import b64decode
from datetime import timedelta
from uuid import uuid4

import pytest

from app import duties
from app.entry import service as entry
from app.voice import asking
from app.voice import service as voice
from app.voice.models import Reply
from safety import wire
from safety.errors import NotOpened, TooBig
from safety.replying import open_reply
from safety.retention import REPLY_DAYS
from safety.sealing import Kind
from safety.slots import LinkSecrets, try_code
from safety.unlocking import Part, answer_key, open_part, part_aad, send_key
from tests.links import nothing_in

WORDS = json.dumps(["What we agreed stays as it is."]).encode()


@pytest.fixture
def ask(db, keys, clock):
    """One request to the store."""
    return lambda raw: asking.receive(db, keys, raw, clock())


@pytest.fixture
def leave(db, keys, clock):
    """A reply left for whoever holds a link's own code."""
    return lambda made, words=WORDS: voice.leave_reply(db, keys, made.link.id, words, clock())


def waiting(ask, made, *, duress=False):
    """What the page is told when it asks, opened with the key of its code."""
    answer = ask(made.request(Kind.ASK_REPLY, wire.question(), duress=duress))
    assert (answer.http, len(answer.body)) == (200, wire.REPLY_BYTES)
    key = answer_key(made.duress if duress else made.live)
    return json.loads(open_part(key, answer.body, part_aad(made.link.id.bytes, Part.REPLY)))


def opened(keys, made, code):
    """What a code's slot holds."""
    blob = keys.data.open(made.link.sealed_secrets, b"link secrets:" + made.link.id.bytes)
    secrets = LinkSecrets.from_bytes(blob)
    return try_code(secrets.salt, secrets.rounds, secrets.slots, made.link.id.bytes, code)


def remove(ask, made, number, *, duress=False):
    raw = made.request(Kind.REMOVE_REPLY, wire.question({"n": number}), duress=duress)
    answer = ask(raw)
    key = send_key(made.duress if duress else made.live)
    return answer.http, wire.acknowledged(answer.body, raw, key)


def test_a_reply_is_read_with_her_own_code_and_with_nothing_else(ask, made, leave, keys):
    leave(made)
    told = waiting(ask, made)
    reply = b64decode(told["r"])
    assert open_reply(opened(keys, made, made.new.code).reply_private, made.link.id.bytes, reply) == WORDS
    with pytest.raises(NotOpened):
        open_reply(opened(keys, made, made.new.duress_code).reply_private, made.link.id.bytes, reply)


def test_what_is_kept_of_it_is_noise_to_whoever_holds_database_and_data_key(made, leave, db, keys):
    leave(made)
    row = db.query(Reply).one()
    held = keys.data.open(row.sealed, b"reply:" + row.id.bytes)
    assert WORDS not in held
    assert WORDS not in row.sealed


@pytest.mark.parametrize("duress", [False, True])
def test_without_a_reply_the_answer_is_the_empty_one(ask, made, duress):
    assert waiting(ask, made, duress=duress) == {}


def test_the_second_code_is_told_no_word_and_removes_nothing(ask, made, leave):
    leave(made)
    assert waiting(ask, made, duress=True) == {"n": "-"}  # what shows a note is fetched by either code
    assert remove(ask, made, waiting(ask, made)["n"], duress=True) == (200, True)
    assert waiting(ask, made) != {}


def test_she_removes_it_and_its_words_are_gone_at_once(ask, made, leave, db, now):
    leave(made)
    number = waiting(ask, made)["n"]
    assert remove(ask, made, number) == (200, True)
    assert waiting(ask, made) == {}
    assert db.query(Reply).one().sealed is None
    assert voice.reply_of(db, made.link.id, now).removed
    assert remove(ask, made, number) == (200, True)


def test_removing_what_was_shown_leaves_what_came_since(ask, made, leave):
    leave(made)
    first = waiting(ask, made)["n"]
    leave(made, b'["Another."]')
    assert remove(ask, made, first) == (200, True)
    assert waiting(ask, made)["n"] != first


@pytest.mark.parametrize("body", [wire.question(), wire.question({"n": "x"}), wire.question({"n": [1]})])
def test_a_removal_that_names_nothing_is_malformed(ask, made, leave, body):
    leave(made)
    assert ask(made.request(Kind.REMOVE_REPLY, body)).http == 400
    assert waiting(ask, made) != {}


def test_nobody_removes_the_reply_of_another_link(ask, make_link, leave):
    made, other = make_link(), make_link()
    leave(made)
    assert remove(ask, other, waiting(ask, made)["n"]) == (200, True)
    assert waiting(ask, made) != {}


def test_after_seven_days_it_is_not_told_and_then_not_kept(ask, made, leave, db, keys, clock):
    leave(made)
    clock.move(timedelta(days=REPLY_DAYS) - timedelta(seconds=1))
    assert waiting(ask, made) != {}
    assert duties.purge_replies(db, keys, clock()) == 0
    clock.move(timedelta(seconds=1))
    assert waiting(ask, made) == {}
    assert voice.reply_of(db, made.link.id, clock()) is None
    assert duties.purge_replies(db, keys, clock()) == 1
    assert duties.purge_replies(db, keys, clock()) == 0


def test_one_waits_at_a_time_and_the_newest_counts(ask, made, leave, db, keys):
    leave(made)
    leave(made, b'["Another."]')
    assert db.query(Reply).count() == 1
    private = opened(keys, made, made.new.code).reply_private
    assert open_reply(private, made.link.id.bytes, b64decode(waiting(ask, made)["r"])) == b'["Another."]'


def test_after_the_second_code_was_used_no_word_is_told_and_nothing_can_be_left(ask, made, leave, engine):
    leave(made)
    ask(made.request(Kind.OPENED, wire.question(), duress=True))
    assert waiting(ask, made) == {"n": "-"}
    with pytest.raises(voice.ReplyHeld):
        leave(made)


def test_behind_a_link_that_is_over_nothing_can_be_left(made, leave, db, clock, engine):
    entry.close(db, made.link.id, clock())
    with pytest.raises(voice.ReplyNowhere):
        leave(made)
    assert nothing_in(engine, "reply")


def test_what_does_not_fit_is_refused_whole(made, leave, engine):
    with pytest.raises(TooBig):
        leave(made, b"x" * 2000)
    assert nothing_in(engine, "reply")


def test_the_longest_reply_fits_its_answer(ask, made, leave):
    leave(made, json.dumps([uuid4().hex * 49]).encode())
    assert waiting(ask, made)["r"]


def test_when_a_link_goes_what_waits_there_goes_with_it(made, leave, db, engine, now):
    leave(made)
    voice.purge(db, [made.link.id], now)
    assert nothing_in(engine, "reply")
