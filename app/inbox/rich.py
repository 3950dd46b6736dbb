"""What staff write for a service's own page, made into nodes: the one place that reads markup.

Promise: whatever comes in, only nodes of the kinds in `safety.nodes` come out. Bleach cleans and finds
addresses, nh3 has the last word, and what is neither text nor one of those kinds is left out. Nothing that
comes out of here is ever shown as markup. Bleach reached its end in June 2026: docs/decisions/0022.
"""

import re
from html import escape
from html.parser import HTMLParser
from typing import Any

import nh3

from safety.nodes import Node, Nodes, address_ok, checked

KINDS = {"p": "p", "div": "p", "li": "li"} | dict.fromkeys(("h1", "h2", "h3", "h4"), "h")
TAGS = frozenset({*KINDS, "ul", "ol", "br", "strong", "b", "a"})
SCHEMES = frozenset({"http", "https", "tel", "mailto"})
_NUMBER = re.compile(r"(?<![\w+])(?:\+44|0)[\d ]{8,13}\d(?!\w)")
_BLANK = re.compile(r"\n\s*\n")
_GAP = re.compile(r"[ \t\n\f\r]+")  # what HTML takes for one space; a space that keeps words together is none


def nodes_of(source: str) -> Nodes:
    """The nodes of what was written. Raises Malformed, TooBig (safety.nodes)."""
    return checked(_read(source))


def _read(source: str) -> Nodes:
    import bleach  # seven megabytes, where staff read or write

    clean = bleach.clean(
        source.replace("\r\n", "\n"),
        tags=TAGS,
        attributes={"a": ["href"]},
        protocols=SCHEMES,
        strip=True,
    )
    linked = bleach.linkify(clean, callbacks=[], parse_email=True)
    last = nh3.clean(
        linked,
        tags=set(TAGS),
        attributes={"a": {"href"}},
        url_schemes=set(SCHEMES),
        link_rel=None,
    )
    reader = _Reader()
    reader.feed(last)
    reader.close()
    return reader.nodes()


def refused_links(source: str) -> list[str]:
    """The addresses in what was written that a link may not go to: the letters as they stand there."""
    links = _Links()
    links.feed(source)
    links.close()
    return [to for to in links.found if not address_ok(_whole(to))]


def source_of(nodes: Nodes) -> str:
    """What staff are given to change it: the same again, as it would be written."""
    return "\n\n".join(_block(block) for block in nodes)


def _block(block: Node) -> str:
    kind, *inside = block
    if kind == "ul":
        return "<ul>\n" + "\n".join(f"<li>{_inline(one[1:])}</li>" for one in inside) + "\n</ul>"
    return f"<h2>{_inline(inside)}</h2>" if kind == "h" else f"<p>{_inline(inside)}</p>"


def _inline(nodes: list[Any]) -> str:
    return "".join(_written(node) for node in nodes)


def _written(node: Any) -> str:
    if isinstance(node, str):
        return escape(node, quote=False)
    if node[0] == "a":
        return f'<a href="{escape(node[1])}">{escape(node[2], quote=False)}</a>'
    return "<br>" if node[0] == "br" else f"<strong>{escape(node[1], quote=False)}</strong>"


def _whole(address: str) -> str:
    """A number without what people write between its digits."""
    address = address.strip()
    return re.sub(r"[ ()-]", "", address) if address.lower().startswith("tel:") else address


class _Links(HTMLParser):
    """Where links would go."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One link."""
        self.found += [value or "" for name, value in attrs if tag == "a" and name == "href"]


class _Reader(HTMLParser):
    """Blocks of text. What stands within no block is a paragraph; an empty line ends one."""

    def __init__(self) -> None:
        super().__init__()
        self._all: Nodes = []
        self._block: Node | None = None
        self._list: Node | None = None
        self._typed = False  # whether this paragraph was begun by its words alone
        self._strong = 0
        self._to: str | None = None

    def nodes(self) -> Nodes:
        """Without what is empty."""
        whole = [[*one[:1], *filter(_tells, one[1:])] if one[0] == "ul" else one for one in self._all]
        return [_trimmed(one) for one in whole if _tells(one)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block, a place in a list, or what its letters are."""
        if tag in ("ul", "ol"):
            self._begin(["ul"])
        elif kind := KINDS.get(tag):
            if not (kind == "p" and self._in_item()):
                self._begin([kind])
        elif tag == "br":
            self._say(["br"])
        elif tag in ("strong", "b"):
            self._strong += 1
        elif tag == "a":
            self._to = _whole(dict(attrs).get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        """It is over."""
        if tag in ("ul", "ol"):
            self._list = self._block = None
        elif tag in KINDS:
            if not (KINDS[tag] == "p" and self._in_item()):
                self._block = None
        elif tag in ("strong", "b"):
            self._strong = max(0, self._strong - 1)
        elif tag == "a":
            self._to = None

    def handle_data(self, data: str) -> None:
        """Letters: of a link, strong, or with numbers in them that can be called."""
        if self._block is not None and not self._typed:
            self._letters(_GAP.sub(" ", data))
            return
        for at, part in enumerate(_BLANK.split(data)):
            if at:
                self._block = None
            for line, words in enumerate(part.split("\n")):
                if line and self._block is not None:
                    self._say(["br"])
                self._letters(_GAP.sub(" ", words))

    def _in_item(self) -> bool:
        """Whether this is within a place of a list: a paragraph there is none of its own."""
        return self._block is not None and self._block[0] == "li"

    def _begin(self, node: Node) -> None:
        self._typed = False
        if node[0] == "ul":
            self._list, self._block = node, None
            self._all.append(node)
        elif node[0] == "li":
            if self._list is None:
                self._begin(["ul"])
            assert self._list is not None
            self._list.append(node)
            self._block = node
        else:
            self._list, self._block = None, node
            self._all.append(node)

    def _letters(self, text: str) -> None:
        if not text or (self._block is None and not text.strip()):
            return
        if self._to is not None and address_ok(self._to):
            self._say(["a", self._to, text.strip() or self._to])
        elif self._strong:
            self._say(["strong", text])
        else:
            for part in _with_numbers(text):
                self._say(part)

    def _say(self, node: Any) -> None:
        if self._block is None:
            self._begin(["p"])
            self._typed = True
        assert self._block is not None
        if isinstance(node, str) and isinstance(self._block[-1], str) and len(self._block) > 1:
            self._block[-1] += node
        else:
            self._block.append(node)


def _with_numbers(text: str) -> list[Any]:
    """A text, and the numbers in it as links."""
    parts: list[Any] = []
    at = 0
    for found in _NUMBER.finditer(text):
        parts += [text[at : found.start()], ["a", "tel:" + found[0].replace(" ", ""), found[0]]]
        at = found.end()
    return [part for part in (*parts, text[at:]) if part]


def _tells(node: Any) -> bool:
    """Whether there is anything to read in it."""
    if isinstance(node, str):
        return bool(node.strip())
    return any(_tells(one) for one in node[1:])


def _trimmed(block: Node) -> Node:
    """Without line ends and spaces before and after."""
    if block[0] == "ul":
        return ["ul", *(_trimmed(one) for one in block[1:])]
    inside = block[1:]
    while inside and not _tells(inside[0]):
        inside = inside[1:]
    while inside and not _tells(inside[-1]):
        inside = inside[:-1]
    if isinstance(inside[0], str):
        inside = [inside[0].lstrip(), *inside[1:]]
    if isinstance(inside[-1], str):
        inside = [*inside[:-1], inside[-1].rstrip()]
    return [block[0], *inside]
