"""Which codes a link gets: six digits, or two words of her language where there is a box to type them in.

Promise: no code gives a result in any everyday app in the language of her phone. Words come only from a list
that two people have reviewed; a draft will do in a demonstration, and nowhere else.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from app.entry import skins
from app.entry.found import Looks
from app.web.locale import locale_of
from safety.drawing import Draw
from safety.skins import BOX
from safety.unlocking import WordList, draw_code, draw_pair, word_list


@dataclass(frozen=True)
class Wanted:
    """What was chosen: a second code or not, words or digits; and whether a draft of a list will do."""

    duress: bool = False
    words: bool = False
    drafts: bool = False


def has_box(skin: str) -> bool:
    """Whether words can be typed into this everyday app."""
    return bool(skins.data(skin)["lock"] == BOX)


def words_in(form_locale: str, *, drafts: bool) -> WordList | None:
    """The list of a form's language, where it may be used."""
    found = word_list(locale_of(form_locale).catalogue.partition("-x-")[0])
    return found if found and (found.reviewed or drafts) else None


def draw_codes(draw: Draw, looks: Looks, wanted: Wanted, now: datetime) -> tuple[str, str | None]:
    """The code, and the second one where it is wanted. Six digits where no list of words may be used."""
    one = _pairs(draw, looks, wanted, now) or (lambda other: draw_code(draw, apart_from=other))
    code = one("")
    return code, one(code) if wanted.duress else None


def _pairs(draw: Draw, looks: Looks, wanted: Wanted, now: datetime) -> Callable[[str], str] | None:
    """How a pair is drawn that shares no word with another; None where it is to be digits."""
    found = words_in(looks.form_locale, drafts=wanted.drafts) if wanted.words else None
    if found is None or not has_box(looks.skin):
        return None
    return lambda other: draw_pair(found.words, draw, other, lambda pair: told(looks, now, pair))


def told(looks: Looks, now: datetime, typed: str) -> bool:
    """Whether any everyday app in the language of her phone finds something for it."""
    cover, year = looks.cover_locale, skins.this_year(now.date())
    there = [skin for skin in skins.skins() if cover in {found.code for found in skins.cover_locales(skin)}]
    return any(skins.finds(skin, cover, year, typed) for skin in there if has_box(skin))
