"""What the page's script seals, Python opens; what Python seals, the page's script opens."""

import json
from base64 import b64decode, b64encode, urlsafe_b64encode
from pathlib import Path
from secrets import token_bytes
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from safety.hpke import new_pair, public_of
from safety.parts import Part, part_aad, seal_part
from safety.replying import seal_reply
from safety.sealing import Header, Kind, Recipient, open_with, parse
from safety.slots import answer_key, form_key, make_secrets, send_key
from safety.wire import Request, Status, answer, mac_ok, question
from tests.node import run_node

SCRIPT = Path(__file__).with_name("envelopes.js")
VECTOR_FILE = Path(__file__).parents[1] / "safety/rfc9180_a3_1.json"
LINK, KEY = token_bytes(16), token_bytes(32)
WORDS = ["", "Not now.", "لا أريد أن تأتي الشرطة إلى بيتي", "\u202e \u2067 \0 \U0001f600", "long " * 4000]


def base(raw: bytes) -> str:
    return b64encode(raw).decode()


def run(*jobs: dict[str, Any]) -> list[Any]:
    results = run_node(SCRIPT, list(jobs))
    assert isinstance(results, list)
    return results


def test_an_envelope_sealed_in_the_page_opens_for_every_recipient():
    pairs = [new_pair() for _ in range(3)]
    people = [Recipient(token_bytes(16), public) for _, public in pairs]
    to = [[base(person.key_id), base(person.public)] for person in people]
    header = Header(LINK, token_bytes(16), 3, Kind.PARTIAL, urgent=True, wants_call=True)
    job = {"work": "seal", "header": base(header.to_bytes()), "to": to}
    contents = [json.dumps(text).encode() for text in WORDS] + [token_bytes(70_000)]
    for content, blob in zip(
        contents, run(*({**job, "content": base(content)} for content in contents)), strict=True
    ):
        envelope = parse(b64decode(blob))
        assert envelope.header == header
        for person, (private, _) in zip(people, pairs, strict=True):
            assert open_with(envelope, person.key_id, private) == content


def test_the_pages_hpke_gives_the_published_ciphertext():
    vector = {name: bytes.fromhex(value) for name, value in _vector().items()}
    point = vector["pkEm"]
    pair = {"kty": "EC", "crv": "P-256", "d": _url(vector["skEm"])}
    pair |= {"x": _url(point[1:33]), "y": _url(point[33:])}
    job = {"publicKey": base(vector["pkRm"]), "info": base(vector["info"]), "plain": base(vector["pt"])}
    sealed = AESGCM(vector["key"]).encrypt(vector["base_nonce"], vector["pt"], b"")
    assert run({"work": "vector", **job, "pair": pair}) == [base(point + sealed)]


def test_the_page_opens_what_the_published_vector_seals():
    vector = {name: bytes.fromhex(value) for name, value in _vector().items()}
    sealed = AESGCM(vector["key"]).encrypt(vector["base_nonce"], vector["pt"], b"")
    blob = vector["pkRm"] + vector["pkEm"] + sealed
    job = {"work": "unwrap", "mine": base(vector["skRm"]), "info": base(vector["info"]), "blob": base(blob)}
    assert run(job) == [base(vector["pt"])]


def test_a_reply_sealed_here_opens_in_the_page_with_its_own_private_half_alone():
    private, public = new_pair()
    info = base(b"beforehand reply 1" + LINK)
    for words in WORDS[:4]:
        reply = seal_reply(public, LINK, json.dumps([words]).encode())
        job = {"work": "unwrap", "info": info, "blob": base(reply)}
        mine, others = run({**job, "mine": base(private)}, {**job, "mine": base(new_pair()[0])})
        assert (json.loads(b64decode(mine)), others) == ([words], None)


def test_a_request_of_the_page_is_authorised_here_and_our_answer_is_believed_there():
    job = {"work": "request", "key": base(KEY), "link": base(LINK)}
    bodies = {Kind.FINAL: b"an envelope", Kind.ASK_MORE: question({"l": "ar", "p": "form"})}
    jobs = [{**job, "kind": kind, "body": base(body)} for kind, body in bodies.items()]
    for kind, raw in zip(bodies, map(b64decode, run(*jobs)), strict=True):
        request = Request.parse(raw)
        assert (request.link_id, request.kind, request.body) == (LINK, kind, bodies[kind])
        assert mac_ok(request, KEY)
        answers = [answer(status, raw, KEY) for status in Status] + [answer(Status.STORED, raw, None)]
        asked = {"work": "acknowledged", "key": base(KEY), "sent": base(raw)}
        believed = run(*({**asked, "answer": base(said)} for said in answers))
        assert believed == [True, False, False, False, False]


def test_a_part_sealed_here_opens_in_the_page_and_only_in_its_place():
    texts = [json.dumps({"form": words}) for words in WORDS]
    blobs = [seal_part(KEY, text.encode(), 32_768, part_aad(LINK, Part.MORE)) for text in texts]
    jobs = [{"work": "part", "key": base(KEY), "blob": base(blob), "link": base(LINK)} for blob in blobs]
    assert run(*({**job, "place": int(Part.MORE)} for job in jobs)) == texts
    assert run(*({**job, "place": int(Part.REPLY)} for job in jobs)) == [None] * len(texts)


def test_a_link_made_here_opens_in_the_page_with_its_codes_and_no_other():
    secrets = make_secrets(token_bytes, LINK, "482617", "739184", rounds=1000)
    forms = [(secrets.live_key, {"kind": "live"}), (secrets.duress_key, {"kind": "harmless"})]
    parts = [
        seal_part(form_key(key), json.dumps(form).encode(), 1024, part_aad(LINK, Part(place)))
        for place, (key, form) in enumerate(forms)
    ] + [seal_part(secrets.engine_key, b"go()", 1024, part_aad(LINK, Part.ENGINE))]
    data = {"n": 1000, "s": base(secrets.salt), "l": base(LINK)}
    data |= {"k": [base(slot) for slot in secrets.slots], "p": [base(part) for part in parts]}
    typed = ["٤٨٢ ٦١٧=", "739184", "000000", ""]
    opened = run(*({"work": "attempt", "data": data, "typed": text} for text in typed))
    assert opened[2:] == [None, None]
    replies = (secrets.reply_public, secrets.duress_reply_public)
    for found, (key, form), reply in zip(opened[:2], forms, replies, strict=True):
        assert (found["form"], found["script"]) == (form, "go()")
        assert (found["send"], found["answer"]) == (base(send_key(key)), base(answer_key(key)))
        assert public_of(b64decode(found["reply"])) == reply


def _vector() -> dict[str, str]:
    vector = json.loads(VECTOR_FILE.read_text())
    return {name: value for name, value in vector.items() if name != "source"}


def _url(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
