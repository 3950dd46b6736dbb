"""The published vectors of the suite, and two other implementations."""

import json
from pathlib import Path
from secrets import token_bytes

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st
from pyhpke import AEADId, CipherSuite, KDFId, KEMId, KEMKey

from safety.drawing import stream
from safety.errors import Malformed, NotOpened
from safety.hpke import OVERHEAD, fingerprint, new_pair, open_small, public_of, seal_small
from tests.node import JS, run_node

PEER = CipherSuite.new(KEMId.DHKEM_P256_HKDF_SHA256, KDFId.HKDF_SHA256, AEADId.AES128_GCM)
VECTOR = {
    name: bytes.fromhex(value)
    for name, value in json.loads(Path(__file__).with_name("rfc9180_a3_1.json").read_text()).items()
    if name != "source"
}
PRIVATE, PUBLIC = new_pair(stream(b"tests", b"hpke"))
BLOB = seal_small(PUBLIC, b"words", b"info")


def test_the_published_keys_and_key_schedule_are_ours():
    sealed = AESGCM(VECTOR["key"]).encrypt(VECTOR["base_nonce"], VECTOR["pt"], b"")
    assert public_of(VECTOR["skRm"]) == VECTOR["pkRm"]
    assert public_of(VECTOR["skEm"]) == VECTOR["pkEm"]
    assert open_small(VECTOR["skRm"], VECTOR["pkEm"] + sealed, VECTOR["info"]) == VECTOR["pt"]


def test_the_second_opinion_agrees_with_the_published_ciphertext():
    recipient = KEMKey.from_pem(_pem(VECTOR["skRm"]))
    context = PEER.create_recipient_context(VECTOR["pkEm"], recipient, info=VECTOR["info"])
    assert context.open(VECTOR["ct"], aad=VECTOR["aad"]) == VECTOR["pt"]


@given(plain=st.binary(max_size=300), info=st.binary(max_size=100))
def test_pyhpke_opens_what_we_seal_and_we_open_what_it_seals(plain, info):
    blob = seal_small(PUBLIC, plain, info)
    assert len(blob) == len(plain) + OVERHEAD
    opened = PEER.create_recipient_context(blob[:65], KEMKey.from_pem(_pem(PRIVATE)), info=info)
    assert opened.open(blob[65:]) == plain
    theirs = PEER.kem.deserialize_public_key(PUBLIC)
    enc, sender = PEER.create_sender_context(theirs, info=info)
    assert open_small(PRIVATE, enc + sender.seal(plain), info) == plain


def test_hpke_core_opens_what_we_seal_and_we_open_what_it_seals():
    samples = [(token_bytes(size), token_bytes(size // 2)) for size in (0, 1, 32, 33, 200)]
    ours = [
        {"privateKey": PRIVATE.hex(), "info": info.hex(), "blob": seal_small(PUBLIC, plain, info).hex()}
        for plain, info in samples
    ]
    theirs = [
        {"publicKey": PUBLIC.hex(), "info": info.hex(), "plain": plain.hex()} for plain, info in samples
    ]
    results = [bytes.fromhex(hexed) for hexed in run_node(JS / "hpke.js", ours + theirs, packages=True)]
    assert results[: len(samples)] == [plain for plain, _ in samples]
    sealed = zip(results[len(samples) :], samples, strict=True)
    assert all(open_small(PRIVATE, blob, info) == plain for blob, (plain, info) in sealed)


@given(bit=st.integers(0, len(BLOB) * 8 - 1))
def test_any_changed_bit_is_refused(bit):
    changed = bytearray(BLOB)
    changed[bit // 8] ^= 1 << bit % 8
    with pytest.raises(NotOpened):
        open_small(PRIVATE, bytes(changed), b"info")


@given(length=st.integers(0, len(BLOB) - 1))
def test_anything_cut_short_is_refused(length):
    with pytest.raises(NotOpened):
        open_small(PRIVATE, BLOB[:length], b"info")


def test_another_key_or_another_context_opens_nothing():
    with pytest.raises(NotOpened):
        open_small(new_pair()[0], BLOB, b"info")
    with pytest.raises(NotOpened):
        open_small(PRIVATE, BLOB, b"other")


@pytest.mark.parametrize("private", [b"", bytes(32), b"\xff" * 32, bytes(31), bytes(33)])
def test_a_private_key_that_is_none_opens_nothing(private):
    with pytest.raises(NotOpened):
        open_small(private, BLOB, b"info")


@pytest.mark.parametrize("public", [b"", bytes(65), b"\x04" + bytes(64), PUBLIC[:-1], PUBLIC + b"\0"])
def test_a_public_key_off_the_curve_is_refused(public):
    with pytest.raises(Malformed):
        seal_small(public, b"words", b"info")


def test_a_scalar_out_of_range_is_drawn_again():
    draws = iter([bytes(32), b"\xff" * 32, PRIVATE])
    assert new_pair(lambda count: next(draws)) == (PRIVATE, PUBLIC)


def test_a_fingerprint_is_eight_plain_words_and_differs_for_another_key():
    words = fingerprint(PUBLIC)
    assert len(words) == 8
    assert all(word.isascii() and word.isalpha() and word.islower() for word in words)
    assert fingerprint(PUBLIC) == words != fingerprint(new_pair()[1])


def test_there_is_one_word_for_each_byte():
    words = (Path(__file__).parents[2] / "safety/words.txt").read_text().split()
    assert len(words) == len(set(words)) == 256


def _pem(private: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    key = ec.derive_private_key(int.from_bytes(private, "big"), ec.SECP256R1())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
