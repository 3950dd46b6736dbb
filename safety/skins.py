"""What a disguise must provide to be believed, and what it must not show.

Promise: a page that passes holds an app that someone would plausibly use (real items, a search, links that
lead somewhere, or keys and a display; an icon, a preview) and nothing that leads outside; its useful numbers
are only those that any household page lists. Source: safety.md, promises 3 and 4, and "Help".
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

BOX, KEYPAD = "box", "keypad"  # where a code is put in
LEAST_ITEMS = 12
HOUSEHOLD_NUMBERS = frozenset({"999", "101", "111", "105", "0800111999", "116123"})
EQUALS = "="
KEYS = frozenset("0123456789.+−×÷%C")
Attributes = dict[str, str]


@dataclass(frozen=True)
class Key:
    """A button: what stands on it, and whether it is put away until a script brings it out."""

    said: str
    attributes: Attributes
    put_away: bool

    @property
    def sends(self) -> bool:
        """Whether it sends the form, without any script."""
        return self.attributes.get("type", "submit") == "submit" and "disabled" not in self.attributes


@dataclass
class _Page(HTMLParser):
    """A page as its elements, and its keys; nothing is fetched or run."""

    elements: list[tuple[str, Attributes]] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)
    put_away: list[bool] = field(default_factory=list)  # for each block that is open, whether it is hidden

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.elements.append((tag, found))
        if tag == "div":
            self.put_away.append("hidden" in found)
        if tag == "button":
            self.keys.append(Key("", found, any(self.put_away)))

    def handle_data(self, data: str) -> None:
        if self.lasttag == "button" and self.keys and not self.keys[-1].said:
            self.keys[-1] = replace(self.keys[-1], said=data.strip())

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self.put_away:
            self.put_away.pop()

    def all(self, tag: str, **wanted: str) -> list[Attributes]:
        """The elements of a tag that have these attributes."""
        return [found for name, found in self.elements if name == tag and wanted.items() <= found.items()]


def lacks(html: str, lock: str = BOX) -> tuple[str, ...]:
    """What a page lacks of a believable app with a search box or a keypad; nothing when it is whole."""
    page = _Page()
    page.feed(html)
    needs = _EVERY | (_KEYPAD if lock == KEYPAD else _BOX)
    return tuple(name for name, has in needs.items() if not has(page))


def _language(page: _Page) -> bool:
    return any(found.get("lang") and found.get("dir") in ("ltr", "rtl") for found in page.all("html"))


def _one_search(page: _Page) -> bool:
    boxes, forms = page.all("input", type="search"), page.all("form")
    return len(boxes) == len(forms) == 1 and _forgets(forms[0], boxes[0])


def _one_keypad(page: _Page) -> bool:
    """Keys for sums, and one field that forgets; nothing that looks like a search."""
    fields, forms = page.all("input"), page.all("form")
    alone = len(fields) == len(forms) == 1 and fields[0].get("type", "text") == "text"
    keys = {key.said for key in page.keys if not key.sends}
    return alone and _forgets(forms[0], fields[0]) and keys >= KEYS


def _answers(page: _Page) -> bool:
    """A result is said aloud; without script one key sends what is typed, and none does nothing."""
    sending = [key for key in page.keys if key.sends]
    idle = [key for key in page.keys if not key.sends and not key.put_away]
    whole = [(key.said, key.put_away) for key in sending] == [(EQUALS, False)]
    return whole and not idle and len(page.all("output")) == 1


def _named(page: _Page) -> bool:
    """Every key has a name that can be said: what stands on it, or better words where that is a sign."""
    return all(key.said.isalnum() or {"aria-label", "title"} & key.attributes.keys() for key in page.keys)


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
    manifests = [found.get("href", "") for found in page.all("link", rel="manifest")]
    ours = all(re.fullmatch(r"/a/[a-z]+/app\.webmanifest\?[0-9]+", each) for each in manifests)
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
_KEYPAD: dict[str, Callable[[_Page], bool]] = {
    "one keypad": _one_keypad,
    "an answer, with script and without": _answers,
    "a name for every key": _named,
}
