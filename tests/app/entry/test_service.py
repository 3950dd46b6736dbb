"""Links: what is kept of them, when they open, and how they change."""

from datetime import timedelta

import pytest

from app.entry import service as entry
from app.entry.making import LinkUnknown
from app.entry.models import Link
from safety.unlocking import LinkSecrets, read_token, show_token, try_code
from tests.links import QUICK, facts_with, open_link, which

SECRETS = ("sealed_secrets", "sealed_token", "sealed_facts", "token_mac")


def opens(found, code):
    secrets = found.secrets()
    slot = try_code(secrets.salt, secrets.rounds, secrets.slots, found.link_id.bytes, code)
    return None if slot is None else ("live" if slot.index == secrets.live_index else "duress")


def found(db, keys, made, now):
    return entry.find(db, keys, made.new.token, entry.Looks("plain", "en", "en"), now)


def test_a_new_link_opens_with_its_two_codes_and_no_other(db, keys, made, now):
    page = found(db, keys, made, now)
    assert page.link_id == made.new.link_id
    assert [which(page, code) for code in (made.new.code, made.new.duress_code, "271828", "")] == [
        "live",
        "duress",
        None,
        None,
    ]


def test_a_code_is_taken_as_people_type_it(db, keys, made, now):
    code = made.new.code
    arabic = code.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    for typed in (f"{code[:3]} {code[3:]}", f" {code}=", "-".join(code), arabic):
        assert which(found(db, keys, made, now), typed) == "live"


def test_without_a_second_code_there_is_no_second_code_and_the_rest_is_alike(db, keys, make_link, now):
    made = make_link(duress=False)
    assert made.new.duress_code is None
    assert opens(found(db, keys, made, now), made.new.code) == "live"
    assert len(made.link.sealed_secrets) == len(make_link(duress=True).link.sealed_secrets)


def test_neither_token_nor_code_nor_worker_stands_in_the_row(db, made):
    row = db.get(Link, made.new.link_id)
    for name in SECRETS:
        blob = getattr(row, name)
        for word in (made.new.token, made.new.code, made.new.duress_code, "Sam", "7946"):
            assert word.encode() not in blob


def test_what_a_link_and_its_codes_print_as_holds_no_secret(made):
    for word in (made.new.token, made.new.code, made.new.duress_code):
        assert word not in repr(made.new)


def test_a_sealed_value_moved_to_another_link_does_not_open(db, keys, make_link, now):
    one, other = make_link(), make_link()
    one.link.sealed_secrets, other.link.sealed_secrets = other.link.sealed_secrets, one.link.sealed_secrets
    db.flush()
    with pytest.raises(Exception, match="not_opened"):
        found(db, keys, one, now).secrets()


def test_the_token_can_be_shown_again_and_is_read_however_it_is_written(db, keys, made, now):
    token = entry.shown_token(keys, made.link)
    assert token == made.new.token == read_token(show_token(token).lower())
    assert entry.known_token(db, keys, show_token(token).lower()) is made.link


def test_a_redrawn_link_keeps_its_address_and_forgets_its_old_codes(db, keys, made, now):
    again = entry.redraw(db, keys, made.new.link_id, codes=entry.Wanted(duress=True), now=now)
    assert (again.link_id, again.token) == (made.new.link_id, made.new.token)
    assert again.code != made.new.code
    page = found(db, keys, made, now)
    assert [which(page, code) for code in (again.code, again.duress_code, made.new.code)] == [
        "live",
        "duress",
        None,
    ]


def test_a_code_that_was_said_to_her_is_not_drawn_again(db, keys, made, now):
    entry.settle_code(db, made.new.link_id)
    with pytest.raises(entry.CodeSettled):
        entry.redraw(db, keys, made.new.link_id, codes=entry.Wanted(duress=True), now=now)
    assert which(found(db, keys, made, now), made.new.code) == "live"


def test_a_link_that_is_closed_or_ran_out_opens_nothing(db, keys, make_link, now):
    closed, ended = make_link(), make_link()
    entry.close(db, closed.new.link_id, now)
    later = now + timedelta(days=30)
    for made, at in ((closed, now), (ended, later)):
        page = found(db, keys, made, at)
        assert page.link is None
        assert page.link_id != made.new.link_id
        assert opens(page, made.new.code) is None
    assert found(db, keys, ended, later - timedelta(seconds=1)).link_id == ended.new.link_id


def test_closing_again_keeps_the_first_end(db, made, now):
    entry.close(db, made.new.link_id, now)
    entry.close(db, made.new.link_id, now + timedelta(days=1))
    assert made.link.closes_at == now


def test_only_the_first_time_a_link_is_shown_counts(db, made, now):
    entry.mark_shown(db, made.new.link_id, now)
    entry.mark_shown(db, made.new.link_id, now + timedelta(days=3))
    assert made.link.first_shown_at == now


def test_an_unknown_token_has_a_likeness_that_is_the_same_every_time_and_opens_nothing(db, keys, now):
    usual = entry.Looks("plain", "en", "en")
    one, again = (entry.find(db, keys, "0123456789ABCDEF", usual, now) for _ in range(2))
    other = entry.find(db, keys, "0123456789ABCDEG", usual, now)
    assert one.link is None
    assert (one.link_id, one.mark, one.secrets(), one.facts()) == (
        again.link_id,
        again.mark,
        again.secrets(),
        again.facts(),
    )
    assert other.secrets() != one.secrets()
    assert which(one, "482617") is None


def test_facts_change_at_once_only_while_nobody_was_told_the_code(db, keys, made):
    entry.replace_facts(db, keys, made.new.link_id, facts_with(*made.recipients[:1]))
    assert entry.facts_of(keys, made.link).recipients == made.recipients[:1]
    entry.settle_code(db, made.new.link_id)
    entry.replace_facts(db, keys, made.new.link_id, facts_with(*made.recipients))
    assert entry.facts_of(keys, made.link).recipients == made.recipients[:1]
    assert entry.turn_epoch(db) == 1
    assert entry.facts_of(keys, made.link).recipients == made.recipients
    assert entry.turn_epoch(db) == 0


def test_purged_links_are_unknown_from_then_on(db, keys, make_link, now):
    gone, stays = make_link(), make_link()
    assert entry.purge(db, [gone.new.link_id]) == 1
    assert entry.known(db, gone.new.link_id) is None
    assert entry.known_token(db, keys, gone.new.token) is None
    assert entry.known_token(db, keys, stays.new.token) is stays.link
    with pytest.raises(LinkUnknown):
        entry.by_id(db, gone.new.link_id)


def test_the_same_source_of_randomness_draws_the_same_link_again(db, keys, now):
    from safety.drawing import stream

    made = []
    for _ in range(2):
        link = entry.create_link(
            db,
            keys,
            skin="plain",
            cover_locale="en",
            form_locale="en",
            facts=facts_with(),
            codes=entry.Wanted(duress=True),
            closes_at=now,
            now=now,
            rounds=QUICK,
            draw=stream(b"a secret", b"first"),
        )
        made.append((link.link_id, link.token, link.code, link.duress_code))
        entry.purge(db, [link.link_id])
    assert made[0] == made[1]


def test_what_is_kept_of_a_link_reads_back_whole(db, keys, now):
    made = open_link(db, keys, now)
    kept = entry.real(keys, made.link, 0)
    assert isinstance(kept.secrets(), LinkSecrets)
    assert kept.facts().pool is not None
    assert kept.facts().meeting_on is not None
