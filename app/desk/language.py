"""Which language a text looks to be in, beside the one its form was in. Worked out here and kept nowhere.

Promise: a text of a few words, or one that could be several languages, is called by the form's language and
said to be unsure; nothing is sent to anyone to find out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, cast

from babel import Locale
from babel.lists import format_list

from app.web.locale import locales

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

FEW_WORDS, FEW_LETTERS = 4, 12
LONG_WORD = 15  # letters between two spaces, on average, above which a script has no words set apart
LIKELY = 0.75  # of the model's own certainty, from where another language than the form's is named
POSSIBLE = 0.1  # from where the form's own language stays the likelier one
MANY = "mul"  # ISO 639-2: several languages
NEAR = {  # forms whose language the model does not know, and what it takes our own texts in it for
    "ckb": "sdh",
    "kmr": "ku",
    "ti": "am",
    "fil": "tl",
    "yi": "he",
    "syl": "bn",
    "bfi": "en",
}
_loading = Lock()


@dataclass(frozen=True)
class Guess:
    """A language by its code and English name; `sure` where the text itself says so."""

    code: str
    name: str
    sure: bool


def language_of(text: str, form: str) -> Guess:
    """What a text looks to be in; `form` is the language of the page it was written on."""
    own = _own(form)
    if _short(text):
        return Guess(own, name_of(form), sure=False)
    ranked = dict(_ranked(text))
    best = max(ranked, key=lambda code: ranked[code])
    if ranked.get(NEAR.get(own, own), 0) >= POSSIBLE:
        return Guess(own, name_of(form), sure=True)
    if ranked[best] >= LIKELY:
        return Guess(best, name_of(best), sure=True)
    return Guess(own, name_of(form), sure=False)


def language_of_all(texts: Iterable[str], form: str) -> Guess:
    """What several texts look to be in: as one, unless they are plainly in more than one language."""
    every = list(texts)
    names = dict.fromkeys(one.name for one in (language_of(text, form) for text in every) if one.sure)
    if len(names) < 2:
        return language_of(" ".join(every), form)
    return Guess(MANY, format_list(list(names), locale="en"), sure=True)


def another(text: str, form: str) -> Guess | None:
    """What one text plainly is in where that is not the language of its form; else None."""
    found = language_of(text, form)
    return found if found.sure and found.code != _own(form) else None


def written_in(text: str, form: str) -> str:
    """The code of the language that a text is marked with: its form's, unless it plainly is in another."""
    found = another(text, form)
    return found.code if found else form


def name_of(code: str) -> str:
    """A language in English; its code where it has no name."""
    known = locales().get(code)
    return known.english if known else str(Locale("en").languages.get(code, code))


def _own(form: str) -> str:
    return form.split("-", maxsplit=1)[0]


def _short(text: str) -> bool:
    """Too little to tell by. Some scripts put no spaces between words: there the letters count."""
    words, letters = len(text.split()), sum(letter.isalpha() for letter in text)
    unspaced = letters > words * LONG_WORD
    return letters < FEW_LETTERS or (words < FEW_WORDS and not unspaced)


def _ranked(text: str) -> list[tuple[str, float]]:
    with _loading:
        known = _identifier()
    return cast(list[tuple[str, float]], known.rank(text))


@cache
def _identifier() -> LanguageIdentifier:
    """The model, read when the first text asks for it: ten megabytes that a survivor's page never needs."""
    import py3langid.langid as model

    return model.LanguageIdentifier.from_model_file(model.MODEL_FILE, norm_probs=True)
