"""A case takes its numbers, times and messages with it; the provider's copies are still deleted there."""

from datetime import timedelta
from uuid import uuid4

from sqlalchemy import select

from app.duties import purge_cases
from app.messaging import notices, sending, service
from app.messaging.folder import Folder
from app.messaging.incoming import Came, receive
from app.messaging.models import Copy, Incoming, Outgoing, Reach, Stopped
from tests.app.messaging.conftest import NUMBER


def test_nothing_of_a_case_s_messages_outlives_it(house, db, clock):
    case_id, _ = house.case()
    house.send(case_id)
    house.work()
    receive(db, house.config.keys, Came(f"SM{uuid4().hex}", NUMBER, "STOP"), clock())
    clock.move(timedelta(days=40))
    assert purge_cases(db, house.config.keys, clock()) == 1
    for table in (Outgoing, Reach, Stopped, Incoming):
        assert db.scalars(select(table)).all() == []
    assert house.provider.taken[0].sid in db.scalars(select(Copy.sid)).all()
    assert sending.clean_one(db, house.hands()) == 1
    assert sending.clean_one(db, house.hands()) == 1
    assert house.provider.taken[0].gone


def test_emails_go_after_a_fortnight_and_names_after_two_years(house, db, clock, tmp_path):
    case_id, _ = house.case()
    receive(db, house.config.keys, Came(f"SM{uuid4().hex}", NUMBER, "hello"), clock())
    assert notices.tell_staff(db, house.config, clock()) == 1
    folder = Folder(tmp_path / "post")
    house.work(sending.Hands(house.config, folder, folder, clock))
    assert sending.clean_one(db, house.hands()) == 1
    assert service.forget_old(db, clock() + timedelta(days=13)) == 0
    assert service.forget_old(db, clock() + timedelta(days=15)) == 1
    assert service.forget_old(db, clock() + timedelta(days=700)) == 0
    assert service.forget_old(db, clock() + timedelta(days=740)) == 1
    assert case_id
