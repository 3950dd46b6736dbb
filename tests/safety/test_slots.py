"""Slots: both always real, both always tried."""

from dataclasses import astuple, replace
from secrets import token_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety import slots
from safety.drawing import stream
from safety.errors import Malformed
from safety.hpke import public_of
from safety.slots import LinkSecrets, make_secrets, stretch, try_code

LINK = b"l" * 16
FEW = 1000  # rounds, so that the tests are quick; the real number is tested once
ONE = make_secrets(token_bytes, LINK, "482617", None, rounds=FEW)
TWO = make_secrets(token_bytes, LINK, "482617", "739184", rounds=FEW)
codes = st.text("0123456789", min_size=6, max_size=6)


def tried(secrets: LinkSecrets, typed: str, link: bytes = LINK) -> slots.SlotOpened | None:
    return try_code(secrets.salt, secrets.rounds, secrets.slots, link, typed)


@given(live=codes, duress=codes, secret=st.binary(max_size=8))
def test_each_code_opens_its_own_keys_and_no_other(live, duress, secret):
    if live == duress:
        return
    secrets = make_secrets(stream(secret, b"slots"), LINK, live, duress, rounds=FEW)
    first, second = tried(secrets, live), tried(secrets, duress)
    assert first is not None and second is not None
    assert (first.index, first.link_key) == (secrets.live_index, secrets.live_key)
    assert (second.index, second.link_key) == (1 - secrets.live_index, secrets.duress_key)
    assert first.engine_key == second.engine_key == secrets.engine_key
    assert public_of(first.reply_private) == secrets.reply_public
    assert public_of(second.reply_private) == secrets.duress_reply_public


@given(typed=st.text(max_size=20))
def test_a_wrong_code_opens_nothing(typed):
    assert slots.normalise(typed) in ("482617", "739184") or tried(TWO, typed) is None


def test_a_code_opens_from_any_keyboard():
    opened = tried(TWO, "٤٨٢ ٦١٧=")
    assert opened is not None and opened.link_key == TWO.live_key


def test_with_and_without_a_duress_code_a_link_looks_the_same():
    assert [len(slot) for slot in ONE.slots] == [len(slot) for slot in TWO.slots] == [124, 124]
    assert len(ONE.to_bytes()) == len(TWO.to_bytes())
    assert tried(ONE, "739184") is None
    assert ONE.duress_key != ONE.live_key


def test_both_slots_are_tried_whatever_the_first_says(monkeypatch):
    seen: list[int] = []
    really = slots._open
    monkeypatch.setattr(slots, "_open", lambda *given: seen.append(given[1]) or really(*given))
    for typed in ("482617", "739184", "000000"):
        seen.clear()
        tried(TWO, typed)
        assert seen == [0, 1]


def test_the_live_slot_lies_in_either_place():
    places = {
        make_secrets(stream(b"", b"%d" % at), LINK, "482617", None, rounds=1).live_index for at in range(32)
    }
    assert places == {0, 1}


def test_a_slot_of_another_link_or_in_another_place_does_not_open():
    assert tried(TWO, "482617", b"m" * 16) is None
    assert tried(replace(TWO, slots=TWO.slots[::-1]), "482617") is None


def test_two_codes_that_normalise_alike_are_refused():
    with pytest.raises(Malformed):
        make_secrets(token_bytes, LINK, "482617", "٤٨٢ ٦١٧", rounds=FEW)


def test_what_the_server_keeps_comes_back_and_holds_no_private_half():
    assert LinkSecrets.from_bytes(TWO.to_bytes()) == TWO
    opened = tried(TWO, "482617")
    assert opened is not None and opened.reply_private not in TWO.to_bytes()


@given(raw=st.binary(max_size=600))
def test_noise_is_no_secrets(raw):
    with pytest.raises(Malformed):
        LinkSecrets.from_bytes(raw)


def test_secrets_never_show_in_a_log():
    assert repr(TWO) == f"LinkSecrets(rounds={FEW})"
    opened = tried(TWO, "482617")
    assert opened is not None and repr(opened) == f"SlotOpened(index={opened.index})"


def test_the_same_draws_make_the_same_link():
    again = [make_secrets(stream(b"s", b"t"), LINK, "482617", None, rounds=FEW) for _ in range(2)]
    assert astuple(again[0]) == astuple(again[1])


def test_the_slow_step_is_six_hundred_thousand_rounds():
    assert slots.ROUNDS == 600_000
    made = make_secrets(token_bytes, LINK, "482617", None)
    opened = tried(made, "482617")
    assert made.rounds == slots.ROUNDS and opened is not None


def test_the_keys_of_a_link_key_are_all_different():
    keys = {derive(b"k" * 32) for derive in (slots.send_key, slots.form_key, slots.answer_key)}
    assert len(keys | {b"k" * 32}) == 4
    assert len(stretch("482617", b"s" * 16, 1)) == 32
