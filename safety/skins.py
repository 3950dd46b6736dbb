"""What a disguise must provide to be believed, and what it must not show.

Promise: a page that passes holds an app that someone would plausibly use (real items, a search,
links that lead somewhere, an icon, a preview) and nothing that leads outside; its useful numbers
are only those that any household page lists. Source: safety.md, promises 3 and 4, and "Help".
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

BOX, KEYPAD = "box", "keypad"  # where a code is put in
LEAST_ITEMS = 12
HOUSEHOLD_NUMBERS = frozenset({"999", "101", "111", "105", "0800111999", "116123"})
KEYS = frozenset("0123456789=")
_BUTTON = re.compile(r"<button\b[^>]*>([^<]*)")
Attributes = dict[str, str]


@dataclass
class _Page(HTMLParser):
    """A page as its elements; nothing is fetched or run."""

    keys: tuple[str, ...]
    elements: list[tuple[str, Attributes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, tag: str, **wanted: str) -> list[Attributes]:
        """The elements of a tag that have these attributes."""
        return [found for name, found in self.elements if name == tag and wanted.items() <= found.items()]


def lacks(html: str, lock: str = BOX) -> tuple[str, ...]:
    """What a page lacks of a believable app with a search box or a keypad; nothing when it is whole."""
    page = _Page(keys=tuple(_BUTTON.findall(html)))
    page.feed(html)
    needs = _EVERY | (_KEYPAD if lock == KEYPAD else _BOX)
    return tuple(name for name, has in needs.items() if not has(page))


def _language(page: _Page) -> bool:
    return any(found.get("lang") and found.get("dir") in ("ltr", "rtl") for found in page.all("html"))


def _one_search(page: _Page) -> bool:
    boxes, forms = page.all("input", type="search"), page.all("form")
    return len(boxes) == len(forms) == 1 and _forgets(forms[0], boxes[0])


def _one_keypad(page: _Page) -> bool:
    """Keys, and a field for those without script; nothing that looks like a search."""
    fields, forms = page.all("input"), page.all("form")
    alone = len(fields) == len(forms) == 1 and fields[0].get("type", "text") == "text"
    return alone and _forgets(forms[0], fields[0]) and set(page.keys) >= KEYS


def _forgets(form: Attributes, box: Attributes) -> bool:
    """Nothing typed stands in an address, or in what a browser remembers of forms."""
    off = form.get("autocomplete") == box.get("autocomplete") == "off"
    return off and form.get("method") == "post" and "name" in box


def _links(page: _Page) -> bool:
    ids = {found["id"] for _, found in page.elements if "id" in found}
    inside = [found["href"][1:] for found in page.all("a") if found.get("href", "").startswith("#")]
    return len(inside) > 1 and set(inside) <= ids


def _icon(page: _Page) -> bool:
    return any(found.get("href", "").startswith("data:image/") for found in page.all("link", rel="icon"))


def _numbers(page: _Page) -> bool:
    called = [found["href"][4:] for found in page.all("a") if found.get("href", "").startswith("tel:")]
    return set(called) <= HOUSEHOLD_NUMBERS


def _preview(page: _Page) -> bool:
    named = {found.get("property") for found in page.all("meta")}
    return {"og:title", "og:description"} <= named


def _self_contained(page: _Page) -> bool:
    asked = [found for _, found in page.elements if found.get("rel") != "manifest"]
    addresses = [found.get(name, "") for found in asked for name in ("href", "src", "action")]
    manifests = page.all("link", rel="manifest")
    ours = all(re.fullmatch(r"/a/[a-z]+/app\.webmanifest", found.get("href", "")) for found in manifests)
    inside = all(address.startswith(("#", "tel:", "data:image/")) or not address for address in addresses)
    return ours and inside


_EVERY: dict[str, Callable[[_Page], bool]] = {
    "a language and a direction": _language,
    "a title": lambda page: bool(page.all("title")),
    "an icon": _icon,
    "a preview": _preview,
    "only household numbers": _numbers,
    "everything in itself": _self_contained,
}
_BOX: dict[str, Callable[[_Page], bool]] = {
    f"{LEAST_ITEMS} items": lambda page: len(page.all("li")) >= LEAST_ITEMS,
    "one search": _one_search,
    "links inside": _links,
}
_KEYPAD: dict[str, Callable[[_Page], bool]] = {"one keypad": _one_keypad}
