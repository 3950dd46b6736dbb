"""The demonstration: the same outbox and worker, and files instead of a provider."""

import json
from dataclasses import replace

from app.messaging import following, working
from app.messaging.models import State
from tests.app.messaging.conftest import NUMBER


def test_a_text_of_the_demonstration_is_one_file_by_the_same_worker(house, message, db):
    house.config = replace(house.config, demo=True)
    case_id, _ = house.case()
    key = house.send(case_id)
    house.work(working.hands_for(house.config, house.clock))
    (file,) = house.config.outbox_dir.iterdir()
    told = json.loads(file.read_text(encoding="utf-8"))
    assert (told["kind"], told["from"], told["to"]) == ("text", "Reminder", NUMBER)
    assert told["text"] == "Please ring me when you have a moment."
    assert file.stat().st_mode & 0o077 == 0 or file.parent.stat().st_mode & 0o077 == 0
    assert (message(key).state, message(key).status) == (State.SENT, "delivered")
    assert following.to_clean(db, house.clock()) == message(key).sid


def test_a_real_service_has_the_carriers_that_were_set_up_and_no_other(house):
    hands = working.hands_for(house.config, house.clock)
    assert hands.texts is not None
    assert hands.post is None
    assert set(working.jobs(house.config, house.clock)) >= {"messages sent", "messages settled", "staff told"}
