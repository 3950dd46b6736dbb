"""The form of a community link without a script: one tap ends it, and then nothing is kept."""

import json

from sqlalchemy import select

from app.entry.form_json import plain_data
from app.entry.service import facts_of
from app.voice import fields
from app.voice.models import Kept, Send
from tests.app.voice.phone import opened, post

UNDER = {"a1": "1", "b6": "a word of a child's"}


def test_what_someone_under_16_posts_is_kept_nowhere_and_answered_with_whom_to_call(survivor, make_link, db):
    made = make_link(many=True, duress=False)
    opened(survivor, made)
    assert post(survivor, made.path, **UNDER).status_code == 303
    page = survivor.get(made.path).text
    assert "Nothing was sent" in page
    assert "0800 1111" in page
    assert "a word of a child" not in page
    assert db.scalars(select(Send.id)).all() == db.scalars(select(Kept.id)).all() == []


def test_the_same_from_anyone_else_is_sealed_and_kept_with_age_and_place(survivor, make_link, db, keys):
    made = make_link(many=True, duress=False)
    opened(survivor, made)
    post(survivor, made.path, a1="2", b4="E8")
    page = survivor.get(made.path).text
    assert "A worker in Hackney reads this by 16:00 on the next working day." in page
    [send] = db.scalars(select(Send))
    said = json.loads(made.read(keys.data.open(send.sealed_envelope, b"send:" + send.id.bytes)))
    assert said["a"] == {"years": {"c": ["young"], "t": ""}, "place": {"c": [], "t": "E8"}}


def test_only_a_form_that_says_so_ends_at_a_tap(made, make_link, keys):
    many, own = make_link(many=True).link, made.link
    forms = [plain_data("en", facts_of(keys, link)) for link in (many, own)]
    assert [fields.stops(form, {"a1": ["1"]}) for form in forms] == [True, False]
    assert not fields.stops(forms[0], {"a1": ["2"]})
