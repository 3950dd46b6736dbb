"""Which of many languages are walked: in every run those that stand for the others, with `--prove` all.

What words alone can get wrong is looked for in every language there is, because reading is cheap. What a
server or a browser has to be asked for is asked in these.
"""

import sys

from app.entry.skins import cover_locales, skins
from app.web.locale import SOURCE, Locale, available

PROVE = "--prove" in sys.argv
Pair = tuple[str, str]


def scripts(found: tuple[Locale, ...]) -> list[str]:
    """One language for each way of writing, English among them; all where all is proved."""
    first = {locale.script: locale.code for locale in reversed(found) if locale.code != SOURCE}
    others = {code for script, code in first.items() if script != "Latn" or len(first) == 1}
    return [locale.code for locale in found if PROVE or locale.code in {SOURCE, *others}]


def forms() -> list[str]:
    """Languages of the form that stand for all."""
    return scripts(available("form"))


def every_pair() -> list[Pair]:
    """Each everyday app in each language that it has."""
    return [(skin, locale.code) for skin in skins() for locale in cover_locales(skin)]


def pairs() -> list[Pair]:
    """Each everyday app in English and in another way of writing, a different one for each."""
    if PROVE:
        return every_pair()
    found = []
    for at, skin in enumerate(skins()):
        others = [code for code in scripts(cover_locales(skin)) if code != SOURCE]
        found += [(skin, SOURCE), *((skin, code) for code in others[at : at + 1] or others[:1])]
    return found
