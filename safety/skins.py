"""What a disguise must provide to be believed, and what it must not show.

Promise: a page that passes holds an app that someone would plausibly use (real items, a search,
links that lead somewhere, an icon, a preview) and nothing that leads outside; its useful numbers
are only those that any household page lists. Source: safety.md, promises 3 and 4, and "Help".
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

LEAST_ITEMS = 12
HOUSEHOLD_NUMBERS = frozenset({"999", "101", "111", "105", "0800111999", "116123"})
Attributes = dict[str, str]


@dataclass
class _Page(HTMLParser):
    """A page as its elements; nothing is fetched or run."""

    elements: list[tuple[str, Attributes]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def all(self, tag: str, **wanted: str) -> list[Attributes]:
        """The elements of a tag that have these attributes."""
        return [found for name, found in self.elements if name == tag and wanted.items() <= found.items()]


def lacks(html: str) -> tuple[str, ...]:
    """What a page lacks of a believable app; nothing when it is whole."""
    page = _Page()
    page.feed(html)
    return tuple(name for name, has in _NEEDS.items() if not has(page))


def _language(page: _Page) -> bool:
    return any(found.get("lang") and found.get("dir") in ("ltr", "rtl") for found in page.all("html"))


def _one_search(page: _Page) -> bool:
    boxes, forms = page.all("input", type="search"), page.all("form", method="post", autocomplete="off")
    return len(boxes) == len(forms) == 1 and boxes[0].get("autocomplete") == "off" and "name" in boxes[0]


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
    addresses = [found.get(name, "") for _, found in page.elements for name in ("href", "src", "action")]
    return all(address.startswith(("#", "tel:", "data:image/")) or not address for address in addresses)


_NEEDS: dict[str, Callable[[_Page], bool]] = {
    "a language and a direction": _language,
    "a title": lambda page: bool(page.all("title")),
    "an icon": _icon,
    "a preview": _preview,
    f"{LEAST_ITEMS} items": lambda page: len(page.all("li")) >= LEAST_ITEMS,
    "one search": _one_search,
    "links inside": _links,
    "only household numbers": _numbers,
    "everything in itself": _self_contained,
}
