"""A reply to her: sealed to the key whose private half lies in her code's slot, and nowhere else.

Promise: a reply has one size, whatever it says; who wrote it and who keeps it cannot open it again.

Bytes: public key (65) | encapsulated key (65) | ciphertext. The public key stands there because a browser
wants both halves of a pair.
"""

from safety.errors import NotOpened, TooBig
from safety.hpke import PUBLIC_BYTES, open_small, seal_small

WORDS_BYTES = 1600  # with a share for sealing, what an answer of 2,048 bytes holds


def seal_reply(public: bytes, link_id: bytes, words: bytes) -> bytes:
    """Seal JSON, padded by spaces to its one size. TooBig where it does not fit."""
    if len(words) > WORDS_BYTES:
        raise TooBig
    return public + seal_small(public, words.ljust(WORDS_BYTES), _info(link_id))


def open_reply(private: bytes, link_id: bytes, reply: bytes) -> bytes:
    """The JSON again; NotOpened with another key or for another link."""
    if len(reply) <= PUBLIC_BYTES:
        raise NotOpened
    return open_small(private, reply[PUBLIC_BYTES:], _info(link_id)).rstrip(b" ")


def _info(link_id: bytes) -> bytes:
    return b"beforehand reply 1" + link_id
