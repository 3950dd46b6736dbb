"""The doctor asks without sending: credentials, sender, mail, certificates."""

from dataclasses import replace

import pytest

from app.messaging import checking, senders
from app.messaging.twilio_api import Line
from config import Providers
from tests.twilio import ACCOUNT, TOKEN

GROUP, NUMBER = f"MG{'a' * 32}", "+447400000001"


def fine(answers):
    return {what: is_fine for what, is_fine, _ in answers}


def test_the_account_is_asked_for_and_replies_must_be_said_to_be_off(house, clock):
    line = Line(house.provider.url, (1.0, 1.0))
    account, replies = "Twilio knows the account and lets us in", "Twilio's own replies to keywords are off"
    assert fine(checking.carriers(house.config, clock(), line)) == {account: True, replies: False}
    off = Providers(ACCOUNT, TOKEN, twilio_replies_off=True)
    assert fine(checking.carriers(replace(house.config, providers=off), clock(), line))[replies]
    wrong = replace(house.config, providers=Providers(ACCOUNT, "another"))
    assert not fine(checking.carriers(wrong, clock(), line))[account]
    house.provider.account = "suspended"
    assert not fine(checking.carriers(house.config, clock(), line))[account]
    assert house.provider.taken == []


@pytest.mark.parametrize(("name", "group"), [("Reminder", ""), (NUMBER, ""), ("", GROUP)])
def test_a_sender_must_be_the_account_s_own(house, db, keys, clock, name, group):
    line = Line(house.provider.url, (1.0, 1.0))
    look = senders.Look(name=name, messaging_service=group)
    senders.set_look(db, keys, look, house.team.lead, clock())
    assert list(fine(checking.senders(db, house.config, line)).values()) == [name == "Reminder"]
    house.provider.owns |= {NUMBER, GROUP}
    assert list(fine(checking.senders(db, house.config, line)).values()) == [True]


def test_where_nothing_is_set_up_nothing_is_asked(config, db, clock):
    assert list(checking.carriers(config, clock())) == []
    assert list(checking.senders(db, config)) == []
