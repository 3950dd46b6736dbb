"""Whatever is typed, sent or asked for: taken as it is, or answered like anything else."""

import json
import re
import sys
from urllib.parse import quote_from_bytes, urlencode

import pytest

from app.entry import service as entry
from app.voice import service as voice
from app.voice.pages import NOT_FOR_BACK
from safety import wire
from safety.sealing import Kind
from tests.links import nothing_in
from tests.naughty import OWN, naughty

FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=x"
OCTETS = "application/octet-stream"
ASKS = "What must not happen?"
AT_ONCE = 40


def encoded(text):
    """As a browser encodes what was typed: what is not a letter becomes a mark that says so."""
    return quote_from_bytes(text.encode("utf-8", "replace"))


def as_read(text):
    return text.encode("utf-8", "replace").decode().replace("\r\n", "\n")


def post(client, path, body, kind=FORM):
    return client.post(path, data=body, content_type=kind)


def opened(client, made):
    post(client, made.path, f"q={made.new.code}")
    return client.get(made.path).text


def said(db, keys, made):
    sends = voice.sends_of(db, keys, made.link.id)
    return {send.sequence: json.loads(made.read(send.envelope)) for send in sends}


def test_every_naughty_text_is_kept_to_the_letter(survivor, made, db, keys, capsys):
    texts, told = naughty()
    with capsys.disabled():
        sys.stdout.write(f"\n{told}\n")
    assert ASKS in opened(survivor, made)
    meant = []
    for start in range(0, len(texts), AT_ONCE):
        meant.append(" | ".join(["start", *texts[start : start + AT_ONCE]]))
        post(survivor, made.path, f"q={made.new.code}")
        assert post(survivor, made.path, f"b1={encoded(meant[-1])}").status_code == 303
    kept = [json.loads(made.read(send.envelope)) for send in voice.sends_of(db, keys, made.link.id)]
    assert {one["a"]["not"]["t"] for one in kept} == {as_read(text) for text in meant}


@pytest.mark.parametrize("many", [False, True])
def test_every_box_of_a_form_keeps_whatever_is_typed_into_it(survivor, make_link, db, keys, many):
    made, texts = make_link(many=many), [text for text in OWN if text.strip()]
    boxes = sorted(set(re.findall(r"name=[\"']?([bd]\d+)\b", opened(survivor, made))))
    assert len(boxes) >= 4
    for start in range(0, len(texts), len(boxes)):
        post(survivor, made.path, f"q={made.new.code}")
        typed = zip(boxes, texts[start : start + len(boxes)], strict=False)
        post(survivor, made.path, "&".join(f"{box}={encoded(text)}" for box, text in typed))
    sends = voice.sends_of(db, keys, made.link.id)
    kept = [json.loads(made.read(send.envelope)) for send in sends]
    words = [answer["t"] for one in kept for answer in one["a"].values()]
    words += [one["send"]["when"] for one in kept]
    assert sorted(filter(None, words)) == sorted(map(as_read, texts))


def test_no_naughty_text_opens_anything_or_comes_back_in_a_page(survivor, made, engine):
    for text in naughty()[0]:
        answer = post(survivor, made.path, f"q={encoded(text)}")
        assert (answer.status_code, answer.location) == (303, made.path)
        page = survivor.get(made.path)
        assert page.status_code in {200, NOT_FOR_BACK}  # blank is no search
        assert ASKS not in page.text
    assert nothing_in(engine, "send", "signal", "kept")


def test_no_naughty_text_in_an_address_gets_anything_but_the_everyday_page(survivor):
    usual = survivor.get("/").data
    for text in naughty()[0]:
        path = quote_from_bytes(text[:500].encode("utf-8", "replace"), safe="")
        answer = survivor.get(f"/n{path}")
        assert (answer.status_code, answer.data) == (200, usual)
        assert survivor.get(f"/k/{path or 'x'}").status_code == 200


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (b"%ff%fe", "\ufffd\ufffd"),
        (b"%ed%a0%80", "\ufffd\ufffd\ufffd"),
        (b"%C3", "\ufffd"),
        (b"\xe9t\xe9", "\ufffdt\ufffd"),
        ("été".encode(), "été"),
        (b"a%00b", "a\0b"),
        (b"%", "%"),
        (b"%zz%4", "%zz%4"),
        (b"a;b1=c", "a;b1=c"),
        (b"a=b=c", "a=b=c"),
        (b"%0D%0Aa%0Db%0A", "\na\rb\n"),
    ],
)
def test_what_is_not_utf8_or_not_encoded_is_kept_and_never_refused(survivor, made, db, keys, typed, kept):
    opened(survivor, made)
    assert post(survivor, made.path, b"b1=x" + typed).status_code == 303
    [one] = said(db, keys, made).values()
    assert one["a"]["not"]["t"] == "x" + kept


def test_fields_that_are_unknown_doubled_or_far_too_many_do_no_harm(survivor, made, db, keys):
    opened(survivor, made)
    body = "b1=one&b1=two&a1=1&a1=1&a1=99&a1=-1&a1=x&a9=1&b77=lost&zz=1&c1=&e1=7&e1=2&=x&&b2=%20"
    post(survivor, made.path, body + "&a2=1" * 2000)
    [one] = said(db, keys, made).values()
    assert one["a"]["not"] == {"c": ["police"], "t": "one\ntwo"}
    assert one["send"]["say"] == "ask"


@pytest.mark.parametrize("kind", [MULTIPART, "text/plain", "application/json", OCTETS, "", "nonsense"])
def test_a_form_of_another_type_is_answered_and_not_looked_at(survivor, made, db, engine, kind):
    opened(survivor, made)
    answer = post(survivor, made.path, "b1=words", kind)
    assert (answer.status_code, answer.location) == (303, made.path)
    assert nothing_in(engine, "send", "kept")


@pytest.mark.parametrize(
    "kind", [FORM, "multipart/form-data; boundary=x", "text/plain", "application/json", ""]
)
def test_the_store_takes_one_type_only(survivor, made, engine, kind):
    answer = post(survivor, "/s", made.request(Kind.FINAL, made.envelope()), kind)
    assert (answer.status_code, len(answer.data)) == (415, wire.ANSWER_BYTES)
    assert nothing_in(engine, "send")


@pytest.mark.parametrize("method", ["GET", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "HEAD"])
def test_the_store_answers_posts_only(survivor, method):
    answer = survivor.open("/s", method=method, data=b"x", content_type=OCTETS)
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"


def test_the_store_takes_and_answers_octets(survivor, made, db, keys):
    raw = made.request(Kind.FINAL, made.envelope(b"[1]"))
    first, again = (post(survivor, "/s", raw, OCTETS) for _ in range(2))
    assert (first.status_code, first.content_type, len(first.data)) == (200, OCTETS, wire.ANSWER_BYTES)
    assert again.data == first.data
    assert len(said(db, keys, made)) == 1


@pytest.mark.parametrize("size", [wire.MAX_BODY + 1, 2 << 20])
def test_more_than_the_limit_is_told_apart_from_everything_else(survivor, size):
    answer = post(survivor, "/s", bytes(size), OCTETS)
    assert (answer.status_code, answer.data[0], len(answer.data)) == (
        413,
        wire.Status.TOO_LARGE,
        wire.ANSWER_BYTES,
    )


@pytest.mark.parametrize("body", [b"", b"\0", b"x" * 51, bytes(4096)])
def test_what_is_no_request_is_malformed(survivor, body):
    answer = post(survivor, "/s", body, OCTETS)
    assert (answer.status_code, len(answer.data)) == (400, wire.ANSWER_BYTES)


@pytest.mark.parametrize("said", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}])
def test_another_site_stores_nothing(survivor, made, engine, said):
    raw = made.request(Kind.FINAL, made.envelope())
    answer = survivor.post("/s", data=raw, content_type=OCTETS, headers=said)
    assert (answer.status_code, len(answer.data)) == (403, wire.ANSWER_BYTES)
    assert nothing_in(engine, "send")


@pytest.mark.parametrize("spelled", ["lower", "hyphens", "confused"])
def test_a_token_is_read_as_people_write_it(survivor, made, db, keys, spelled):
    token = made.new.token
    ways = {
        "lower": token.lower(),
        "hyphens": "-".join(token[at : at + 4] for at in range(0, 16, 4)),
        "confused": token.replace("1", "I").replace("0", "o"),
    }
    path = f"/k/{ways[spelled]}"
    post(survivor, path, f"q={made.new.code}")
    assert ASKS in survivor.get(path).text
    assert survivor.get(path.replace("/k/", "/K/")).data == survivor.get("/").data


@pytest.mark.parametrize(
    "token", ["", "x", "0" * 15, "0" * 17, "U" * 16, "é" * 16, "0000-0000-0000-0000", "a/b/c"]
)
def test_what_is_no_token_has_a_page_that_takes_a_search_and_opens_nothing(survivor, token):
    path = f"/k/{token}"
    assert survivor.get(path).status_code == 200
    answer = post(survivor, path, urlencode({"q": "482617"}))
    assert answer.status_code == 303
    assert ASKS not in survivor.get(path).text


def test_a_torn_or_strange_cookie_is_no_cookie(survivor, made):
    opened(survivor, made)
    good = survivor.get_cookie("__Host-d", "days.example").value
    usual = entry_page(survivor, made)
    for value in (good[:-4], good[:-1] + "!", good + "AAAA", "A" * len(good), "", "é", "x" * 3000):
        survivor.set_cookie("__Host-d", value, domain="days.example", secure=True)
        assert survivor.get(made.path).data == usual


def entry_page(client, made):
    """The page as a phone without any cookie gets it."""
    client.delete_cookie("__Host-d", domain="days.example")
    return client.get(made.path).data


def test_the_harmless_form_takes_naughty_texts_too(survivor, made, db, keys):
    post(survivor, made.path, f"q={made.new.duress_code}")
    body = f"b1={encoded(' '.join(naughty()[0][:24]))}"
    assert post(survivor, made.path, body).status_code == 303
    assert [send.duress for send in voice.sends_of(db, keys, made.link.id)] == [True]
    assert entry.known(db, made.link.id) is not None
