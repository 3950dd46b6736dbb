"""A short page as a list of nodes: the only shape in which what staff wrote reaches a survivor.

Promise: a node is one of the kinds named here and nothing else; a link goes to a number, a site or a mail
address, by its whole address. What is anything else is no page.

Block: ["p" | "h", inline, …] or ["ul", ["li", inline, …], …].
Inline: text, ["strong", text], ["a", address, text] or ["br"].
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from safety.errors import Malformed, TooBig
from safety.packing import pack

Node = list[Any]
Nodes = list[Node]
BLOCKS = frozenset({"p", "h", "li"})
MOST_LETTERS = 1500
ANSWER_BYTES = 4096  # what a page travels in, sealed
ROOM = ANSWER_BYTES - 128
_TEL = re.compile(r"tel:\+?[0-9]{3,15}")
_MAIL = re.compile(r"mailto:[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_SITE = re.compile(r"https?://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:[0-9]{1,5})?(/[!-~]*)?")
_NEVER = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters, but for tab and new line
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # what turns the direction of others
    r"\u180e\u200b\u2060-\u2064"  # what has no width and joins no letters
    r"\ufeff\ufffe\uffff\ud800-\udfff]"  # what is no letter
)


def address_ok(address: str) -> bool:
    """Whether a link may go there: tel:, mailto:, http: or https:, whole, and to no account of anybody's."""
    return any(kind.fullmatch(address) for kind in (_TEL, _MAIL, _SITE))


def unseen(text: str) -> list[str]:
    """The letters in a text that nobody sees and that change what others look like."""
    return _NEVER.findall(text)


def checked(page: object) -> Nodes:
    """The page again, as it may be shown. Raises Malformed for anything else, TooBig beyond its size."""
    if not isinstance(page, list) or not all(_is_block(block) for block in page):
        raise Malformed
    if letters(page) > MOST_LETTERS:
        raise TooBig
    pack(json.dumps(page, ensure_ascii=False).encode(), [ROOM])
    return page


def letters(page: Nodes) -> int:
    """How long it is to whoever reads it."""
    return sum(len(text) for text in _texts(page))


def _is_block(node: object) -> bool:
    if not isinstance(node, list) or len(node) < 2:
        return False
    kind, *inside = node
    if kind == "ul":
        return all(isinstance(one, list) and one[:1] == ["li"] and _is_block(one) for one in inside)
    return isinstance(kind, str) and kind in BLOCKS and all(_is_inline(one) for one in inside)


def _is_inline(node: object) -> bool:
    if isinstance(node, str):
        return not unseen(node)
    match node:
        case ["br"]:
            return True
        case ["strong", str(text)]:
            return not unseen(text)
        case ["a", str(address), str(text)]:
            return address_ok(address) and not unseen(text)
    return False


def _texts(nodes: list[Any]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node[0] == "a":
            yield node[2]
        else:
            yield from _texts(node[1:])
