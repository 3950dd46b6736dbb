"""DATA_KEY renewed: all opens before, during and after; the old key goes only when nothing names it."""

import base64
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from click.testing import CliRunner
from sqlalchemy import LargeBinary, event

from app import doctor, rewrapping
from app.accounts import groups, keyring, passkeys, recovery, sign_in
from app.accounts import service as accounts
from app.accounts import staff as people
from app.accounts.models import Passkey
from app.cases import binding, remembering
from app.cases import service as cases
from app.cases.models import Case, ConflictDeclared
from app.db import SEAL, Base
from app.desk import handover, quoted, themes
from app.desk import sealed as notes
from app.desk import service as desk
from app.desk.models import HandOver
from app.entry import found
from app.entry import service as entry
from app.inbox import links as community
from app.insight import recording
from app.insight import service as insight
from app.keys_cli import keys_group
from app.messaging import incoming, outbox, reach
from app.quotes import sealed as quotes
from app.translating import sealed as translations
from app.voice import replies, signals, storing
from app.voice import service as voice
from safety.at_rest import DataKeys
from safety.retention import BACKUP_DAYS
from tests.app.desk.team import make_team

A, B, C, D = (uuid4() for _ in range(4))
BOUND = {
    "staff.password_sealed": people.password_context(A),
    "staff.totp_sealed": sign_in._totp_context(A),
    "passkey.sealed": passkeys._context(Passkey(staff_id=B, id=A)),
    "recipient_key.sealed_private": keyring.context(A),
    "recovery_half.sealed_r": recovery.half_context(A),
    "recovery_half.sealed_rest": recovery.half_context(A),
    "group_share.sealed": groups._context(A, B),
    "case.sealed_duress": binding._duress_context(Case(id=A)),
    "conflict_declared.sealed": remembering._context(ConflictDeclared(id=A, staff_id=B)),
    "translation_job.sealed_texts": translations._texts(A),
    "translation_job.sealed_back": translations._back(A),
    "translation.sealed": translations._english(A),
    "waiting_quote.sealed": quotes._context(A),
    "send.sealed_envelope": storing.send_context(A),
    "send.sealed_code": storing._code_context(A),
    "signal.sealed": signals._context(A),
    "reply.sealed": replies._context(A),
    "reach.sealed": reach._context(A, B, C),
    "outbox.sealed": outbox.context(A),
    "incoming.sealed_envelope": incoming._context(A, B),
    "case_themes.sealed": themes._context(A),
    "spoken.sealed": notes.Note.SPOKEN.value + A.bytes,
    "outcome.sealed": notes.Note.OUTCOME.value + A.bytes,
    "quote_given.sealed_id": quoted._context(A),
    "hand_over.sealed_wraps": handover._context(HandOver(id=A, case_id=B, from_id=C, to_id=D)),
    "link.sealed_secrets": found.secrets_context(A),
    "link.sealed_token": found.token_context(A),
    "link.sealed_facts": found.facts_context(A),
    "link.sealed_next": found.facts_context(A),
    "waiting_part.sealed": insight._waiting(A),
    "pool_record.sealed": recording.place(A),
    "community_link.sealed_code": community._context(A),
}
IN_ORDER = {"passkey.sealed": (B, A)}  # all others name their columns in the order of A, B, C, D
# ten hours, ten minutes, a day
PASSING = {"staff_session.sealed", "staff_session.told_sealed", "kept.sealed", "recovery.sealed"}


def _keys(keys, current=2, older=(1,)):
    """The service's keys once another one was made."""
    there = {1: keys.data.current, 2: b"2" * 32}
    return replace(keys, data=DataKeys(current, there[current], {one: there[one] for one in older}))


@pytest.fixture
def lived(db, keys, now):
    team = make_team(db, keys, now)
    ids = []
    for number in range(3):
        case_id, link = team.open(reference=f"H-2030-{number}")
        team.send(link)
        voice.leave_reply(db, keys, link.link_id, b"{}", now)
        ids.append((case_id, link.link_id))
    desk.open_views(db, keys, ids[0][0], team.reader(), now)
    return team, ids


def _all_opens(db, keys, lived, now):
    """Whether what people do goes on with these keys: reading, links, whose a case is, who somebody is."""
    db.expire_all()
    team, ids = lived
    for case_id, link_id in ids:
        assert desk.open_views(db, keys, case_id, team.reader(), now).sittings
        assert cases.get_bound(db, keys, case_id)
        link = entry.by_id(db, link_id)
        assert entry.facts_of(keys, link).recipients
        assert voice.reply_of(db, link_id, now)
    assert accounts.believed_staff(db, keys, team.idva.id)
    assert accounts.recipient_for(db, keys, team.idva.id)
    return True


def test_every_column_says_how_it_is_sealed_as_the_room_that_seals_it_does():
    said = {f"{one.table.name}.{one.column.name}": one.seal for one in rewrapping.columns()}
    assert said.keys() == BOUND.keys()
    for name, seal in said.items():
        values = dict(zip(seal.of, IN_ORDER.get(name, (A, B, C, D)), strict=False))
        assert seal.context(values) == BOUND[name], name


def test_no_sealed_column_is_forgotten():
    columns = [one for table in Base.metadata.sorted_tables for one in table.columns]
    looks = [one for one in columns if isinstance(one.type, LargeBinary) and "sealed" in one.name]
    named = {f"{one.table.name}.{one.name}" for one in looks if SEAL not in one.info}
    assert named == PASSING


def test_all_of_it_opens_before_in_between_and_after_and_then_with_the_new_key_alone(db, keys, now, lived):
    both = _keys(keys)
    assert _all_opens(db, both, lived, now)
    while rewrapping.renew(db, both, now, most=7):
        assert _all_opens(db, both, lived, now)
    alone = _keys(keys, older=())
    assert rewrapping.standing(db, alone).keys() == {2}
    assert _all_opens(db, alone, lived, now)


class Killed(BaseException):
    """The process is gone."""


def test_killed_in_the_middle_nothing_is_lost_and_it_goes_on(engine, db, keys, now, lived):
    both, seen = _keys(keys), []

    def strike(*said):
        if said[2].startswith("UPDATE"):
            seen.append(said[2])
            if len(seen) == 9:
                raise Killed

    event.listen(engine, "before_cursor_execute", strike)
    with pytest.raises(Killed):
        rewrapping.renew(db, both, now)
    event.remove(engine, "before_cursor_execute", strike)
    db.rollback()
    half = rewrapping.standing(db, both)
    assert half[1] and half[2]
    assert _all_opens(db, both, lived, now)
    while rewrapping.renew(db, both, now):
        pass
    assert rewrapping.standing(db, both)[1] == 0
    assert _all_opens(db, _keys(keys, older=()), lived, now)


def test_what_does_not_open_is_left_and_counted_and_holds_up_nothing(db, keys, now, lived):
    link = entry.by_id(db, lived[1][0][1])
    damaged = link.sealed_secrets[:-1] + bytes([link.sealed_secrets[-1] ^ 1])
    with rewrapping.writing(db):
        link.sealed_secrets = damaged
    both = _keys(keys)
    while rewrapping.renew(db, both, now):
        pass
    assert rewrapping.standing(db, both)[1] == 1
    assert rewrapping.free_from(db, both, 1) is None
    assert entry.by_id(db, lived[1][0][1]).sealed_secrets == damaged


def test_a_row_without_a_mac_of_ours_gets_none(db, keys, now, lived):
    case = cases.get(db, lived[1][0][0])
    with rewrapping.writing(db):
        case.cover_id = lived[0].lead.id
    both = _keys(keys)
    rewrapping.renew(db, both, now)
    with pytest.raises(binding.CaseNotBelieved):
        cases.get_bound(db, both, case.id)


def test_a_key_is_free_fourteen_days_after_nothing_named_it_and_not_before(db, keys, now, lived):
    both = _keys(keys)
    assert rewrapping.free_from(db, both, 1) is None
    while rewrapping.renew(db, both, now):
        pass
    assert rewrapping.free_from(db, both, 1) == now + timedelta(days=BACKUP_DAYS)
    lived[0].keys = _keys(keys, current=1, older=(2,))
    lived[0].open(reference="H-2030-9")  # a process that was not started again seals under the old one
    assert rewrapping.free_from(db, both, 1) is None


@pytest.fixture
def run(staff_app, db, keys, tmp_path, monkeypatch):
    """`beforehand keys`, over a key file, in a service that was started with what stands there."""
    path = tmp_path / "data.key"
    path.write_text(f"1:{base64.b64encode(keys.data.current).decode()}\n", encoding="ascii")
    monkeypatch.setenv("DATA_KEY_FILE", str(path))

    def command(*words):
        db.rollback()
        config = staff_app.config["BEFOREHAND"]
        held = replace(keys, data=DataKeys.parse(path.read_text(encoding="ascii")))
        staff_app.config["BEFOREHAND"] = replace(config, keys=held)
        with staff_app.app_context():
            return CliRunner().invoke(keys_group, words), held

    return command, path


def test_a_month_by_commands_add_use_drop(run, db, keys, now, clock, lived):
    command, path = run
    assert "sealed" not in command("show")[0].output
    assert command("add")[0].exit_code == 0
    assert path.read_text().startswith("1:")
    assert command("use", "3")[0].exit_code == 1
    assert command("use", "2")[0].exit_code == 0
    assert path.read_text().startswith("2:")
    said, held = command("drop", "1")
    assert (said.exit_code, "values lie under key 1" in said.output) == (1, True)
    while rewrapping.renew(db, held, clock()):
        pass
    assert "may be dropped from" in command("show")[0].output
    clock.move(timedelta(days=BACKUP_DAYS - 1))
    assert command("drop", "1")[0].exit_code == 1
    clock.move(timedelta(days=1))
    assert command("drop", "2")[0].exit_code == 1
    done, _ = command("drop", "1")
    assert (done.exit_code, [line[:2] for line in path.read_text().split()]) == (0, ["2:"])
    secrets = path.read_text().split(":")[1].strip()
    assert secrets not in command("show")[0].output
    assert _all_opens(db, command("show")[1], lived, now)


def test_the_doctor_says_when_a_key_is_missing_or_old(config, db, keys, now, lived):
    both = _keys(keys)
    rewrapping.renew(db, both, now, most=7)
    lost = _keys(keys, older=())
    for held, later, fine in ((both, 1, [True, True]), (lost, 1, [False, True]), (both, 46, [True, False])):
        seen = doctor._data_keys(replace(config, keys=held), now + timedelta(days=later))
        assert [one.fine for one in seen] == fine
