"""What the everyday app of a shopping list shows: usual things, written by hand in its skin.json.

Promise: the same all year round, and nothing is fetched. What is ticked, added or removed stands on the
page only (pwa/modules/list-page.js): nothing of it ever reaches the server.
"""

from app.entry.listed import Item, Section, numbers, shown
from app.entry.tongue import Json, Tongue


def content(data: Json, tongue: Tongue, _year: int, query: str) -> dict[str, object]:
    """What the page shows: all that is usually needed, or what a search leaves of it and how much that is."""
    _ = tongue.words.gettext
    return shown(sections(data, tongue), numbers(data["numbers"], _("Useful numbers"), tongue), query)


def sections(data: Json, tongue: Tongue) -> tuple[Section, ...]:
    """All that is usually needed, by shelf."""
    return tuple(_section(tongue, f"s{number}", shelf) for number, shelf in enumerate(data["shelves"]))


def _section(tongue: Tongue, name: str, shelf: Json) -> Section:
    return Section(
        name, tongue.say(shelf["title"]), tuple(Item(tongue.say(each), "") for each in shelf["things"])
    )
