"""Everything between a link and its form, by one name: tokens, codes, slots, parts."""

from safety.codes import banned, draw_code, show_code
from safety.normalising import TABLE_PATH, fold, normalise
from safety.pairs import LEAST_WORDS, WordList, draw_pair, word_list
from safety.parts import OVERHEAD, Part, open_part, part_aad, seal_part
from safety.slots import (
    ROUNDS,
    SALT_BYTES,
    SLOT_BYTES,
    LinkSecrets,
    SlotOpened,
    answer_key,
    form_key,
    make_secrets,
    send_key,
    stretch,
    try_code,
)
from safety.tokens import draw_token, read_token, show_token

__all__ = [
    "LEAST_WORDS",
    "OVERHEAD",
    "ROUNDS",
    "SALT_BYTES",
    "SLOT_BYTES",
    "TABLE_PATH",
    "LinkSecrets",
    "Part",
    "SlotOpened",
    "WordList",
    "answer_key",
    "banned",
    "draw_code",
    "draw_pair",
    "draw_token",
    "fold",
    "form_key",
    "make_secrets",
    "normalise",
    "open_part",
    "part_aad",
    "read_token",
    "seal_part",
    "send_key",
    "show_code",
    "show_token",
    "stretch",
    "try_code",
    "word_list",
]
