"""Envelopes: whatever goes in comes out for its recipients, and for nobody else."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety.drawing import stream
from safety.errors import Malformed, NotOpened, TooBig
from safety.packing import MAX_CONTENT
from safety.sealing import (
    COUNTED_SIZES,
    MAX_RECIPIENTS,
    SEALABLE,
    SENDABLE,
    SIZES,
    Header,
    Kind,
    Recipient,
    add_recipient,
    content_key,
    new_pair,
    open_with,
    parse,
    seal,
)

DRAW = stream(b"tests", b"sealing")
PAIRS = [new_pair(DRAW) for _ in range(MAX_RECIPIENTS + 1)]
PEOPLE = [Recipient(bytes([number]) * 16, public) for number, (_, public) in enumerate(PAIRS)]
IDVA, COVER = PEOPLE[:2]
HEADER = Header(b"l" * 16, b"s" * 16, 7, Kind.FINAL, urgent=True)
BLOB = seal(HEADER, b"what she said", [IDVA, COVER])

headers = st.builds(
    Header,
    link_id=st.binary(min_size=16, max_size=16),
    submission_id=st.binary(min_size=16, max_size=16),
    sequence=st.integers(0, 2**32 - 1),
    kind=st.sampled_from(sorted(SENDABLE - {Kind.COUNTED})),
    urgent=st.booleans(),
    wants_call=st.booleans(),
)


@given(header=headers, content=st.binary(max_size=5000), count=st.integers(1, 3))
def test_every_recipient_opens_what_was_sealed(header, content, count):
    envelope = parse(seal(header, content, PEOPLE[:count]))
    assert envelope.header == header
    for person, (private, _) in zip(PEOPLE[:count], PAIRS, strict=False):
        assert open_with(envelope, person.key_id, private) == content


@given(header=headers)
def test_a_header_is_the_same_forty_bytes_both_ways(header):
    raw = header.to_bytes()
    assert len(raw) == 40
    assert Header.parse(raw) == header


@given(content=st.text(max_size=3000))
def test_a_length_tells_only_a_size_class(content):
    envelope = parse(seal(HEADER, content.encode(), [IDVA]))
    assert len(envelope.ciphertext) - 16 in SIZES


def test_short_answers_are_all_of_one_length():
    lengths = {len(seal(HEADER, b"x" * size, [IDVA])) for size in (0, 1, 10, 900)}
    assert lengths == {40 + 1 + 129 + 1024 + 16}


def test_the_counted_part_has_one_size_or_none():
    header = replace(HEADER, kind=Kind.COUNTED)
    assert len(parse(seal(header, b"{}", [IDVA])).ciphertext) == COUNTED_SIZES[0] + 16
    with pytest.raises(TooBig):
        seal(header, DRAW(1100), [IDVA])


def test_the_largest_content_fits_and_more_is_refused():
    room = SIZES[-1] - 4
    content = DRAW(room - 45)  # random bytes do not shrink: deflate stores them in blocks
    private = PAIRS[0][0]
    assert open_with(parse(seal(HEADER, content, [IDVA])), IDVA.key_id, private) == content
    with pytest.raises(TooBig):
        seal(HEADER, DRAW(room + 1), [IDVA])
    with pytest.raises(TooBig):
        seal(HEADER, bytes(MAX_CONTENT + 1), [IDVA])


@given(bit=st.integers(0, len(BLOB) * 8 - 1))
def test_any_changed_bit_is_refused_by_someone_it_matters_to(bit):
    changed = bytearray(BLOB)
    changed[bit // 8] ^= 1 << bit % 8
    outcomes = [_opened(bytes(changed), person, PAIRS[at][0]) for at, person in enumerate((IDVA, COVER))]
    theirs = range(41, 41 + 2 * 129)
    touched = [at for at in (0, 1) if bit // 8 not in theirs or bit // 8 in theirs[at * 129 : at * 129 + 129]]
    assert all(outcomes[at] is None for at in touched)
    assert all(said in (None, b"what she said") for said in outcomes)


@given(length=st.integers(0, len(BLOB) - 1))
def test_anything_cut_short_is_refused(length):
    with pytest.raises(Malformed):
        parse(BLOB[:length])


@given(extra=st.binary(min_size=1, max_size=50))
def test_anything_appended_is_refused(extra):
    with pytest.raises(Malformed):
        parse(BLOB + extra)


@given(noise=st.binary(max_size=2000))
def test_noise_is_malformed_and_nothing_worse(noise):
    with pytest.raises(Malformed):
        parse(noise)


WHOLE = parse(BLOB)
ONE = WHOLE.wraps[0][1]
ODD = {
    "another suite": BLOB[:1] + b"\2" + BLOB[2:],
    "another version": b"\2" + BLOB[1:],
    "a kind that is asked, not sealed": BLOB[:38] + bytes([Kind.OPENED]) + BLOB[39:],
    "a kind that is none": BLOB[:38] + b"\x63" + BLOB[39:],
    "flags that mean nothing": BLOB[:39] + b"\4" + BLOB[40:],
    "nobody to read it": replace(WHOLE, wraps=()).to_bytes(),
    "somebody twice": replace(WHOLE, wraps=WHOLE.wraps[:1] * 2).to_bytes(),
    "too many": replace(WHOLE, wraps=tuple((bytes([at]) * 16, ONE) for at in range(17))).to_bytes(),
    "a size that is none": replace(WHOLE, ciphertext=bytes(1500)).to_bytes(),
    "a counted part that is large": replace(
        WHOLE, header=replace(HEADER, kind=Kind.COUNTED), ciphertext=bytes(2048 + 16)
    ).to_bytes(),
}


@pytest.mark.parametrize("blob", ODD.values(), ids=ODD.keys())
def test_an_envelope_of_any_other_shape_is_malformed(blob):
    with pytest.raises(Malformed):
        parse(blob)


def test_nobody_else_opens_it_and_no_key_opens_another_persons_place():
    envelope = parse(BLOB)
    stranger = PEOPLE[5]
    with pytest.raises(NotOpened):
        open_with(envelope, stranger.key_id, PAIRS[5][0])
    with pytest.raises(NotOpened):
        open_with(envelope, IDVA.key_id, PAIRS[1][0])


def test_a_wrap_moved_under_another_header_does_not_open():
    other = parse(seal(replace(HEADER, link_id=b"m" * 16), b"other", [IDVA]))
    mixed = replace(other, wraps=parse(BLOB).wraps[:1])
    with pytest.raises(NotOpened):
        open_with(parse(mixed.to_bytes()), IDVA.key_id, PAIRS[0][0])


def test_sharing_adds_a_recipient_and_leaves_the_content_as_it_was():
    before = parse(BLOB)
    key = content_key(before, IDVA.key_id, PAIRS[0][0])
    after = parse(add_recipient(before, key, PEOPLE[2]))
    assert after.ciphertext == before.ciphertext
    assert after.wraps[:2] == before.wraps
    assert open_with(after, PEOPLE[2].key_id, PAIRS[2][0]) == b"what she said"


def test_a_recipient_stands_once_and_there_is_room_for_sixteen():
    with pytest.raises(Malformed):
        seal(HEADER, b"x", [IDVA, IDVA])
    with pytest.raises(Malformed):
        seal(HEADER, b"x", [])
    full = parse(seal(HEADER, b"x", PEOPLE[:MAX_RECIPIENTS]))
    key = content_key(full, IDVA.key_id, PAIRS[0][0])
    with pytest.raises(Malformed):
        add_recipient(full, key, PEOPLE[MAX_RECIPIENTS])
    with pytest.raises(Malformed):
        add_recipient(parse(BLOB), key, COVER)


@pytest.mark.parametrize(
    "change",
    [{"link_id": b"short"}, {"submission_id": b"x" * 17}, {"sequence": -1}, {"sequence": 2**32}]
    + [{"kind": kind} for kind in Kind if kind not in SEALABLE],
)
def test_a_header_that_does_not_fit_is_refused(change):
    with pytest.raises(Malformed):
        replace(HEADER, **change).to_bytes()


@pytest.mark.parametrize(("key_id", "public"), [(b"x", PAIRS[0][1]), (b"x" * 16, b"short")])
def test_a_recipient_must_be_whole(key_id, public):
    with pytest.raises(Malformed):
        Recipient(key_id, public)


def _opened(blob: bytes, person: Recipient, private: bytes) -> bytes | None:
    try:
        return open_with(parse(blob), person.key_id, private)
    except (Malformed, NotOpened):
        return None
