"""Older keys are destroyed when nothing names them any more, and not a day sooner."""

import json
from base64 import b64encode, urlsafe_b64encode
from datetime import timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import select, update

from app import duties, old_keys, rewrapping
from app.accounts import groups, keyring, recovery
from app.accounts import service as accounts
from app.accounts.models import GroupShare, KeyState, OwnerKind, RecipientKey, RecoveryHalf
from app.cases import service as cases
from app.db import Base, writing
from app.entry import service as entry
from app.purging import purge_cases
from safety import sealing
from safety.retention import OLD_KEY_DAYS
from tests.app.desk.team import make_team
from tests.attacks.test_purged import files_of
from tests.migrations.rows import put_one_in_each

DAY, AGED = timedelta(days=1), timedelta(days=OLD_KEY_DAYS, seconds=1)
NOTHING, BROKEN = b"nothing that names anybody", b"\1" * 60


def _retired(db, keys, now, kind=OwnerKind.STAFF):
    """A key that gave way to another today, which still opens; its row."""
    row = keyring.new_row(keys, kind, uuid4(), None, sealing.new_pair()[1], KeyState.CERTIFIED, now)
    keyring.retire(keys, row, now)
    if kind is OwnerKind.STAFF:
        row.sealed_private = keys.data.seal(NOTHING, keyring.context(row.id))
    with writing(db):
        db.add(row)
    return row


def _opens(db, key_id):
    return db.get_one(RecipientKey, key_id, populate_existing=True).sealed_private is not None


def _put(db, keys, one, content):
    """Seal this into a column, as its own row binds it; nothing where the table has no row."""
    for row in db.execute(select(one.table.primary_key.columns, *_needed(one))).mappings().all():
        same = [column == row[column.name] for column in one.table.primary_key.columns]
        sealed = keys.data.seal(content, one.seal.context(dict(row)))
        db.execute(update(one.table).where(*same).values({one.column.name: sealed}))


def _needed(one):
    primary = {column.name for column in one.table.primary_key.columns}
    return [one.table.columns[name] for name in one.seal.of if name not in primary]


def test_a_key_that_opens_nothing_is_destroyed_after_its_days_and_the_trail_counts_it(db, keys, now):
    old = _retired(db, keys, now).id
    assert old_keys.destroy(db, keys, now + AGED - DAY) == 0
    assert _opens(db, old)
    assert old_keys.destroy(db, keys, now + AGED) == 1
    assert not _opens(db, old)
    (line,) = accounts.entries(db, "keys")
    assert (line.action, line.detail) == ("old keys destroyed", "staff=1")
    assert old_keys.destroy(db, keys, now + AGED) == 0


def test_a_worker_that_ends_before_the_files_are_rid_of_it_is_made_up_for(db, engine, keys, now, tmp_path):
    """Destroyed, and not gone from the files yet: nothing is left to destroy; the tables are written anew."""
    sealed = _retired(db, keys, now).sealed_private
    assert old_keys.destroy(db, keys, now + AGED) == 1
    db.commit()
    assert sealed in files_of(engine, tmp_path)
    assert duties.end_old_keys(db, keys, now + AGED + DAY / 24) == 0
    duties.rid_files(db, keys, now + AGED + DAY)
    assert sealed not in files_of(engine, tmp_path)


def test_a_key_in_use_stays_however_old(db, keys, now):
    team = make_team(db, keys, now)
    row = keyring.certified(db, keys, OwnerKind.STAFF, owner_id=team.idva.id)
    with writing(db):
        row.sealed_private = keys.data.seal(NOTHING, keyring.context(row.id))
    assert old_keys.destroy(db, keys, now + 400 * DAY) == 0
    assert _opens(db, row.id)


def test_one_that_was_retired_in_the_table_alone_stays(db, keys, now):
    """Whoever can write rows, and has no key of ours, has nothing destroyed."""
    row = _retired(db, keys, now)
    with writing(db):
        row.mac = b"0" * 32
    assert old_keys.destroy(db, keys, now + AGED) == 0
    assert _opens(db, row.id)


def test_while_a_page_that_carried_it_may_still_send_it_stays(db, keys, now):
    """A form that is open on a phone, or kept there, seals to the older key while its link stands."""
    team = make_team(db, keys, now)
    _, link = team.open()
    old = keyring.certified(db, keys, OwnerKind.STAFF, owner_id=team.idva.id)
    with writing(db):
        old.sealed_private = keys.data.seal(NOTHING, keyring.context(old.id))
        new = keyring.new_row(
            keys,
            OwnerKind.STAFF,
            team.idva.id,
            team.service_id,
            sealing.new_pair()[1],
            KeyState.CERTIFIED,
            now,
        )
        db.add(new)
        keyring.retire(keys, old, now)
    cases.refresh_facts(db, keys, now)
    entry.turn_epoch(db)
    facts = entry.facts_of(keys, entry.by_id(db, link.link_id))
    assert {one.key_id for one in facts.recipients} >= {new.id.bytes}
    assert old.id.bytes not in {one.key_id for one in facts.recipients}
    entry.close(db, link.link_id, now)
    assert old_keys.destroy(db, keys, now + 60 * DAY) == 0
    assert purge_cases(db, keys, now + 60 * DAY) == 1
    assert old_keys.destroy(db, keys, now + 60 * DAY) == 1


def test_a_link_that_was_made_days_later_holds_no_older_key(db, keys, now):
    team = make_team(db, keys, now)
    old = _retired(db, keys, now).id
    team.now = now + 2 * DAY
    team.open()
    assert old_keys.destroy(db, keys, now + 2 * DAY + AGED) == 1
    assert not _opens(db, old)


def test_while_its_id_stands_in_any_sealed_column_it_stays(db, keys, now):
    """Every column that there is, and every writing: what is built later is searched as well."""
    with writing(db):
        put_one_in_each(db.connection())
        for one in rewrapping.columns():
            _put(db, keys, one, NOTHING)
    old, searched = _retired(db, keys, now).id, []
    for one in rewrapping.columns():
        for written in sorted(old_keys.writings(old)):
            with writing(db):
                _put(db, keys, one, b'{"to": "' + written + b'"}')
            assert old_keys.destroy(db, keys, now + AGED) == 0, (one.column, written)
        with writing(db):
            _put(db, keys, one, NOTHING)
        searched.append(f"{one.table.name}.{one.column.name}")
    assert {"send.sealed_envelope", "waiting_quote.sealed", "hand_over.sealed_wraps"} <= {*searched}
    assert old_keys.destroy(db, keys, now + AGED) == 1


def test_what_cannot_be_looked_into_keeps_every_key(db, keys, now):
    team = make_team(db, keys, now)
    old = _retired(db, keys, now).id
    row = keyring.certified(db, keys, OwnerKind.STAFF, owner_id=team.other.id)
    with writing(db):
        row.sealed_private = BROKEN
    assert old_keys.destroy(db, keys, now + AGED) == 0
    assert _opens(db, old)


def test_a_key_on_which_a_half_or_a_share_hangs_stays_and_goes_a_day_after_them(db, keys, now):
    lead, member = (_retired(db, keys, now) for _ in range(2))
    whole, group = (_retired(db, keys, now, kind) for kind in (OwnerKind.RECOVERY, OwnerKind.GROUP))
    with writing(db):
        half = RecoveryHalf(id=uuid4(), recovery_key_id=whole.id, key_a=lead.id, sealed_r=b"")
        half.sealed_r = keys.data.seal(NOTHING, recovery.half_context(half.id))
        share = keys.data.seal(NOTHING, groups._context(group.id, member.id))
        db.add_all([half, GroupShare(key_id=group.id, member_key=member.id, sealed=share)])
    assert old_keys.destroy(db, keys, now + AGED) == 2
    assert db.scalars(select(RecoveryHalf)).all() == db.scalars(select(GroupShare)).all() == []
    assert _opens(db, lead.id)
    assert _opens(db, member.id)
    assert accounts.entries(db, "keys")[-1].detail == "group=1 recovery=1"
    assert old_keys.destroy(db, keys, now + AGED + DAY) == 2


def test_no_table_hangs_on_a_key_but_those_that_are_looked_at():
    found = {
        f"{table.name}.{key.parent.name}"
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "recipient_key"
    }
    halves = {f"recovery_half.{name}" for name in ("recovery_key_id", "key_a", "key_b")}
    assert found == {*halves, "group_share.key_id", "group_share.member_key"}


@given(some.uuids(), some.binary(max_size=40), some.binary(max_size=40), some.booleans())
def test_an_id_is_found_wherever_it_stands_in_base64(key_id, before, after, url):
    squeezed = (urlsafe_b64encode if url else b64encode)(before + key_id.bytes + after)
    said = json.dumps({"envelope": squeezed.decode()}).encode()
    assert any(one in said for one in old_keys.writings(key_id))


@given(some.uuids(), some.uuids())
def test_another_id_is_not(key_id, other):
    said = b64encode(other.bytes) + str(other).encode() + other.bytes
    assert any(one in said for one in old_keys.writings(key_id)) == (key_id == other)
