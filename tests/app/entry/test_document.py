"""The one document: sizes that do not depend on the link, finished pages kept in bounds, encodings."""

import gzip
import json
from datetime import date

import brotli
import pytest

from app.entry import build, document
from app.entry import service as entry
from app.entry.bodies import ENCODINGS, Bodies, chosen_encoding
from app.entry.found import Looks
from safety.sealing import Recipient, new_pair
from safety.unlocking import ROUNDS, Part, form_key, open_part, part_aad, try_code
from tests.links import facts_with

TODAY = date(2030, 6, 3)
USUAL = Looks("plain", "en", "en")
HOLDS = len(build.engine_script())


def data(found):
    return json.loads(document.data_block(found))


def found(db, keys, made, now):
    return entry.find(db, keys, made.new.token, USUAL, now)


def test_each_code_opens_its_own_form_and_both_open_the_engine(db, keys, made, now):
    from base64 import b64decode

    page = found(db, keys, made, now)
    parts = [b64decode(part) for part in data(page)["p"]]
    secrets = page.secrets()
    for code, mine, other in ((made.new.code, 0, 1), (made.new.duress_code, 1, 0)):
        slot = try_code(secrets.salt, secrets.rounds, secrets.slots, page.link_id.bytes, code)
        aad = [part_aad(page.link_id.bytes, part) for part in (Part.FORM, Part.HARMLESS, Part.ENGINE)]
        cover = document.skins.own_text("plain")
        engine = open_part(slot.engine_key, parts[2], aad[2], cover)
        assert engine.startswith(build.engine_script())
        form = json.loads(open_part(form_key(slot.link_key), parts[mine], aad[mine], engine))
        assert form["kind"] == ("live", "harmless")[mine]
        with pytest.raises(Exception, match="not_opened"):
            open_part(form_key(slot.link_key), parts[other], aad[other], engine)


@pytest.mark.parametrize("form", ["en", "ar"])
def test_sizes_depend_on_the_forms_language_alone(db, keys, make_link, now, form):
    links = [make_link(form=form, duress=both, rounds=ROUNDS) for both in (True, False)]
    pages = [document.data_block(found(db, keys, made, now)) for made in links]
    likeness = entry.likeness(keys, bytes(32), Looks("plain", "en", form), 0)
    assert {len(page) for page in pages} == {len(document.data_block(likeness))}


def test_facts_longer_than_anyones_make_the_part_larger_and_never_fail(db, keys, made, now):
    from dataclasses import replace

    facts = replace(entry.facts_of(keys, made.link), worker="".join(chr(0x4E00 + n) for n in range(200)))
    entry.replace_facts(db, keys, made.link.id, facts)
    assert len(data(found(db, keys, made, now))["p"]) == 3


def test_every_encoding_says_the_same_page(db, keys, made, now):
    page = found(db, keys, made, now)
    br, gz, identity = (document.document(page, TODAY, encoding).body for encoding in ENCODINGS)
    assert brotli.decompress(br) == gzip.decompress(gz) == identity
    assert len(br) < len(gz) < len(identity)


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("gzip, deflate, br", "br"),
        ("GZIP", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br; q=0.0, gzip;q=0", "identity"),
        ("", "identity"),
        ("*", "identity"),
        ("zstd, x-nonsense;q=1", "identity"),
    ],
)
def test_the_smallest_encoding_that_the_browser_takes(accepted, chosen):
    assert chosen_encoding(accepted) == chosen


def test_finished_pages_are_kept_in_bounds_and_the_oldest_goes_first():
    made = []

    def make(name):
        return lambda: made.append(name) or name.encode()

    bodies = Bodies(room=2)
    for name in ("a", "b", "a", "c", "a", "b"):
        assert bodies.get(name, make(name)) == name.encode()
    assert made == ["a", "b", "c", "b"]


def test_a_redrawn_code_and_other_facts_are_served_at_once(db, keys, made, now):
    before = document.document(found(db, keys, made, now), TODAY).body
    entry.redraw(db, keys, made.new.link_id, codes=entry.Wanted(duress=True), now=now)
    redrawn = document.document(found(db, keys, made, now), TODAY).body
    assert len({before, redrawn}) == 2
    assert document.document(found(db, keys, made, now), TODAY).body == redrawn


@pytest.mark.parametrize(("asked", "kind"), [(("rest",), "rest"), (("cards", "form"), "cards")])
@pytest.mark.parametrize("holds", [HOLDS, 0])
def test_the_size_of_more_holds_both_forms_of_a_language_and_no_other(
    keys, made, make_link, asked, kind, holds
):
    other = make_link()
    for locale in ("en", "ar"):
        sizes = {
            len(entry.more_answer(keys, of.link, duress=duress, what=what, locale=locale, holds=holds))
            for of in (made, other)
            for duress in (False, True)
            for what in asked
        }
        assert sizes == {entry.more_bytes(kind, locale, holds)}
    assert entry.more_bytes(kind) == entry.more_bytes(kind, "en") < entry.more_bytes(kind, "ar")


def test_more_readers_than_usual_make_the_rest_larger_by_either_code(db, keys, made):
    many = [Recipient(bytes([number]) * 16, new_pair()[1]) for number in range(40)]
    entry.replace_facts(db, keys, made.link.id, facts_with(*many))
    entry.turn_epoch(db)
    [size] = {
        len(entry.more_answer(keys, made.link, duress=duress, what="rest", locale="", holds=HOLDS))
        for duress in (False, True)
    }
    assert size > entry.more_bytes("rest")
