"""Which of many languages are walked: in every run those that stand for the others, with `--prove` all.

What words alone can get wrong is looked for in every language there is, because reading is cheap: one test
that names what fails, not one for each. What a server has to be asked for is asked in one language for each
way of writing; what a browser has to be asked for in English and in a few. How long a run takes then hardly
depends on how many languages there are (docs/decisions/0039).
"""

import sys
from collections.abc import Iterable

from app.entry.skins import cover_locales, skins
from app.web.catalogues import FORM
from app.web.locale import SOURCE, Locale, available, catalogue_path, locale_of

PROVE = "--prove" in sys.argv
Pair = tuple[str, str]


def scripts(found: tuple[Locale, ...]) -> list[str]:
    """English and the longest language of each other way of writing, of Latin letters too: for a server."""
    others = [locale for locale in found if locale.code != SOURCE]
    picked = {SOURCE} | {_heaviest(others, script=locale.script) for locale in others}
    return _of(found, picked)


def few(found: tuple[Locale, ...]) -> list[str]:
    """English and the longest language of each direction: for a browser."""
    others = [locale for locale in found if locale.code != SOURCE]
    directions = {_heaviest(others, dir=locale.dir) for locale in others}
    return _of(found, {SOURCE} | directions)


def forms() -> list[str]:
    """Languages of the form that stand for all."""
    return scripts(available(FORM))


def every_pair() -> list[Pair]:
    """Each everyday app in each language that it has."""
    return [(skin, locale.code) for skin in skins() for locale in cover_locales(skin)]


def pairs() -> list[Pair]:
    """Each everyday app in English and in one of what stands for the others: the directions take turns."""
    if PROVE:
        return every_pair()
    found = []
    for at, skin in enumerate(skins()):
        there, turn = cover_locales(skin), ("ltr", "rtl")[at % 2]
        others = [locale_of(code) for code in scripts(there) if code != SOURCE]
        those = [one.code for one in others if one.dir == turn] or [one.code for one in others]
        found += [(skin, SOURCE), *((skin, code) for code in those[at // 2 % (len(those) or 1) :][:1])]
    return found


def _of(found: Iterable[Locale], picked: set[str]) -> list[str]:
    return [locale.code for locale in found if PROVE or locale.code in picked]


def _heaviest(found: list[Locale], **alike: str) -> str:
    """The one whose form is the longest file of those that are alike in this."""
    there = [one for one in found if all(getattr(one, name) == value for name, value in alike.items())]
    return max(there, key=_bytes).code


def _bytes(locale: Locale) -> int:
    text = catalogue_path(locale, FORM)
    return text.stat().st_size if text.is_file() else 0
