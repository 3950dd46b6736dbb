from secrets import token_bytes

import pytest

from safety import hpke
from safety.errors import NotOpened, TooBig
from safety.replying import WORDS_BYTES, open_reply, seal_reply

LINK = token_bytes(16)
PRIVATE, PUBLIC = hpke.new_pair()


@pytest.mark.parametrize("words", [b"[]", b'["What we agreed stays as it is."]', b"x" * WORDS_BYTES])
def test_a_reply_opens_with_the_private_half_and_has_one_size(words):
    reply = seal_reply(PUBLIC, LINK, words)
    assert len(reply) == len(seal_reply(PUBLIC, LINK, b"[]"))
    assert open_reply(PRIVATE, LINK, reply) == words


def test_the_same_words_are_never_the_same_bytes():
    assert seal_reply(PUBLIC, LINK, b"[]") != seal_reply(PUBLIC, LINK, b"[]")


def test_nobody_elses_key_and_no_other_link_opens_it():
    reply = seal_reply(PUBLIC, LINK, b"[]")
    with pytest.raises(NotOpened):
        open_reply(hpke.new_pair()[0], LINK, reply)
    with pytest.raises(NotOpened):
        open_reply(PRIVATE, token_bytes(16), reply)


@pytest.mark.parametrize("change", [b"", b"short", bytes(65), bytes(3000)])
def test_what_is_no_reply_does_not_open(change):
    with pytest.raises(NotOpened):
        open_reply(PRIVATE, LINK, change)


def test_more_than_fits_is_refused():
    with pytest.raises(TooBig):
        seal_reply(PUBLIC, LINK, b"x" * (WORDS_BYTES + 1))
