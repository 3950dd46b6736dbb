"""Guessing at the door: what it costs, what it tells, and how it is slowed, whoever answers."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from threading import Event, Lock, Thread

import pytest
from argon2 import _password_hasher
from sqlalchemy import update

from app.accounts import keyring, passwords, staffing
from app.accounts.models import Role, Staff
from app.accounts.passwords import Cost
from app.db import writing
from tests.conftest import _app, client_of
from tests.signing_in import CHEAP, SIGN_IN, post, service_people, sign_in
from tests.waiting import until

DEARER = Cost(memory_kib=16)


@pytest.fixture
def people(db, keys, now):
    return service_people(db, keys, now)


@pytest.fixture
def runs(monkeypatch):
    """The memory of every run of argon2; the library does its work as ever."""
    seen: list[int] = []

    def spy(where, name, memory):
        library = getattr(where, name)

        def run(*args, **more):
            seen.append(memory(args, more))
            return library(*args, **more)

        monkeypatch.setattr(where, name, run)

    spy(passwords, "hash_secret_raw", lambda args, more: args[3])
    spy(_password_hasher, "hash_secret", lambda args, more: more["memory_cost"])
    spy(_password_hasher, "verify_secret", lambda args, more: Cost.of(args[0]).memory_kib)
    return seen


def tried(client, email, password="not this one"):
    return post(client, SIGN_IN, {"email": email, "password": password})


def test_whoever_it_is_about_a_refusal_costs_one_run_and_reads_the_same(staff, people, db, keys, clock, runs):
    lead, *leads = people.of(Role.LEAD)
    changed, broken, idva = people.of(Role.MANAGER)[0], people.of(Role.ADMIN)[0], people.of(Role.IDVA)[0]
    staffing.suspend(db, keys, leads[0].id, lead.id, clock())
    late, _ = staffing.invite(
        db,
        keys,
        role=Role.IDVA,
        email="late@lantern.example",
        name="Late",
        service_id=people.service_id,
        actor_id=lead.id,
        now=clock() - timedelta(days=8),
    )
    with writing(db):
        db.execute(update(Staff).where(Staff.id == changed.id).values(role=Role.LEAD))
        db.execute(update(Staff).where(Staff.id == broken.id).values(password_sealed=b"x"))
    told = set()
    cases = {
        "nobody": ("nobody@lantern.example", "not this one"),
        "nothing typed like an address": ("'; --", "not this one"),
        "wrong": (idva.email, "not this one"),
        "suspended": (leads[0].email, leads[0].password),
        "invited": ("late@lantern.example", "not this one"),
        "changed by hand": (changed.email, changed.password),
        "spoilt": (broken.email, broken.password),
    }
    for name, (email, password) in cases.items():
        del runs[:]
        answer = tried(staff, email, password)
        assert (name, len(runs)) == (name, 1)
        page = answer.text.replace(email, "").partition('name="csrf_token"')
        told.add((answer.status_code, page[0], "do not go together" in answer.text))
    assert len(told) == 1
    assert late


def test_while_the_next_try_does_not_count_nothing_is_worked_out(staff, people, runs):
    for email in (people.everyone[0].email, "nobody@lantern.example"):
        for _ in range(4):
            tried(staff, email)
        del runs[:]
        assert tried(staff, email).status_code == 429
        assert runs == []


def test_wrong_tries_count_in_every_process_and_after_a_restart(config, clock, db, people):
    """Each app is a process's own: nothing is shared but the database."""
    lead = people.of(Role.LEAD)[0]
    process = contextmanager(_app)
    with process(config, "STAFF", clock) as one, process(config, "STAFF", clock) as other:
        answers = [tried(client_of(app, db), lead.email).status_code for app in (one, other, one, other, one)]
    assert answers == [200] * 4 + [429]
    with process(config, "STAFF", clock) as restarted:
        assert tried(client_of(restarted, db), lead.email).status_code == 429


def test_two_at_most_are_worked_out_at_once(monkeypatch):
    inside, most, asked, lock, go = [], [], [], Lock(), Event()
    raw = passwords.hash_secret_raw

    def slow(*args, **more):
        with lock:
            inside.append(1)
            most.append(len(inside))
        go.wait(20)
        with lock:
            inside.pop()
        return raw(*args, **more)

    def work():
        asked.append(1)
        passwords.wrapping_key("four quiet herons", passwords.new_salt(CHEAP))

    monkeypatch.setattr(passwords, "hash_secret_raw", slow)
    threads = [Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    until(lambda: len(asked) == 6 and len(inside) == 2)
    go.set()
    for thread in threads:
        thread.join()
    assert (len(most), max(most)) == (6, 2)


def row_of(db, person):
    db.expire_all()
    return db.get_one(Staff, person.id)


def test_a_cheaper_password_is_laid_anew_at_sign_in_and_the_keys_with_it(
    config, clock, db, keys, people, runs
):
    idva = people.of(Role.IDVA)[0]
    dear = replace(config, password_memory_kib=DEARER.memory_kib)
    with contextmanager(_app)(dear, "STAFF", clock) as app:
        before = row_of(db, idva).password_sealed
        tried(client_of(app, db), idva.email)
        assert row_of(db, idva).password_sealed == before
        sign_in(client_of(app, db), idva)
        kept = keys.data.open(row_of(db, idva).password_sealed, b"staff password:" + idva.id.bytes)
        assert (Cost.of(kept), Cost.of_salt(row_of(db, idva).kdf_salt)) == (DEARER, DEARER)
        clock.move(timedelta(minutes=1))
        del runs[:]
        sign_in(client_of(app, db), idva)
        assert runs == [DEARER.memory_kib] * 2
    opened = keyring.open_all(
        db, keys, idva.id, passwords.wrapping_key(idva.password, row_of(db, idva).kdf_salt)
    )
    assert len(opened) == 1
