"""The languages of a form, by what they call themselves: a few to be known by, and all once she asks.

Promise: what follows every opening does not grow with the number of languages (docs/decisions/0039).
"""

from app.entry.texts import DOMAIN
from app.web.locale import Locale, available

FEW = 3


def every() -> list[list[str]]:
    """The code and the name of every language that a form can be shown in."""
    return [[locale.code, locale.name] for locale in available(DOMAIN)]


def others(own: Locale) -> list[str]:
    """A few other languages' names, each in another way of writing where there are so many."""
    there = [other for other in available(DOMAIN) if other.code != own.code]
    first = {other.script: other.name for other in reversed(there) if other.script != own.script}
    alike = [other.name for other in there if other.script == own.script]
    return [*reversed(first.values()), *alike][:FEW]
