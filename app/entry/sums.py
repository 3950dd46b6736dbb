"""What the everyday app of a calculator shows: its keys, and what a sum came to.

Promise: a number alone is shown as any sum's result is, so that a code which opens nothing looks like a sum.
What was typed is not shown again. What is remembered stands on the page only (pwa/modules/keys.js).
"""

from app.entry.listed import numbers
from app.entry.reckoning import NoResult, reckon
from app.entry.tongue import Json, Tongue


def content(data: Json, tongue: Tongue, _year: int, query: str) -> dict[str, object]:
    """What the page shows: the result of a sum, or why there is none."""
    _ = tongue.words.gettext
    return {"numbers": numbers(data["numbers"], _("Useful numbers"), tongue), **_came_to(query)}


def _came_to(query: str) -> dict[str, str]:
    try:
        return {"result": reckon(query), "fault": ""}
    except NoResult as none:
        return {"result": "", "fault": none.why}
