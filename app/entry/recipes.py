"""What the everyday app of recipes shows: everyday dishes, written by hand in its skin.json.

Promise: the same all year round, and nothing is fetched. Every dish has a time, an amount, what it needs and
how it is made, and a search looks through all of that. The recipes are our own.
"""

import re
from dataclasses import dataclass

from app.entry.listed import Item, Section, numbers, shown
from app.entry.tongue import Json, Tongue

_BETWEEN = re.compile("[,،] ")  # what stands between two ingredients, here and in Arabic


@dataclass(frozen=True, slots=True)
class Recipe(Item):
    """A dish; `detail` is all that a search looks through besides its name, as it stands on the page."""

    said: str = ""
    needs: tuple[str, ...] = ()
    how: str = ""


def content(data: Json, tongue: Tongue, _year: int, query: str) -> dict[str, object]:
    """What the page shows: all recipes, or what a search leaves of them and how much that is."""
    _ = tongue.words.gettext
    return shown(sections(data, tongue), numbers(data["numbers"], _("Useful numbers"), tongue), query)


def sections(data: Json, tongue: Tongue) -> tuple[Section, ...]:
    """All dishes, by kind."""
    return tuple(_section(tongue, f"s{number}", kind) for number, kind in enumerate(data["kinds"]))


def _section(tongue: Tongue, name: str, kind: Json) -> Section:
    return Section(name, tongue.say(kind["title"]), tuple(_recipe(tongue, dish) for dish in kind["dishes"]))


def _recipe(tongue: Tongue, dish: Json) -> Recipe:
    needs, how = tuple(_BETWEEN.split(tongue.say(dish["needs"]))), tongue.say(dish["how"])
    said = _amount(tongue, dish) % {"time": dish["minutes"], "count": dish.get("serves") or dish["makes"]}
    return Recipe(tongue.say(dish["name"]), "".join((said, *needs, how)), said=said, needs=needs, how=how)


def _amount(tongue: Tongue, dish: Json) -> str:
    _ = tongue.words.gettext
    if "serves" in dish:
        return _("%(time)s min, serves %(count)s")
    return _("%(time)s min, makes %(count)s")
