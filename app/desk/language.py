"""Which language a text looks to be in, beside the one its form was in. Worked out here and kept nowhere.

Promise: a text of a few words, or one that could be several languages, is called by the form's language and
said to be unsure; nothing is sent to anyone to find out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import TYPE_CHECKING, cast

from babel import Locale

from app.web.locale import locales

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

FEW_WORDS, FEW_LETTERS = 4, 12
LONG_WORD = 15  # letters between two spaces, on average, above which a script has no words set apart
LIKELY = 0.75  # of the model's own certainty, from where another language than the form's is named
POSSIBLE = 0.1  # from where the form's own language stays the likelier one
_loading = Lock()


@dataclass(frozen=True)
class Guess:
    """A language by its code and English name; `sure` where the text itself says so."""

    code: str
    name: str
    sure: bool


def language_of(text: str, form: str) -> Guess:
    """What a text looks to be in; `form` is the language of the page it was written on."""
    own = form.split("-", maxsplit=1)[0]
    if _short(text):
        return Guess(own, _name(form), sure=False)
    ranked = dict(_ranked(text))
    best = max(ranked, key=lambda code: ranked[code])
    if ranked.get(own, 0) >= POSSIBLE:
        return Guess(own, _name(form), sure=True)
    return (
        Guess(best, _name(best), sure=True) if ranked[best] >= LIKELY else Guess(own, _name(form), sure=False)
    )


def _short(text: str) -> bool:
    """Too little to tell by. Some scripts put no spaces between words: there the letters count."""
    words, letters = len(text.split()), sum(letter.isalpha() for letter in text)
    unspaced = letters > words * LONG_WORD
    return letters < FEW_LETTERS or (words < FEW_WORDS and not unspaced)


def _name(code: str) -> str:
    known = locales().get(code)
    return known.english if known else str(Locale("en").languages.get(code, code))


def _ranked(text: str) -> list[tuple[str, float]]:
    with _loading:
        known = _identifier()
    return cast(list[tuple[str, float]], known.rank(text))


@cache
def _identifier() -> LanguageIdentifier:
    """The model, read when the first text asks for it: ten megabytes that a survivor's page never needs."""
    import py3langid.langid as model

    return model.LanguageIdentifier.from_model_file(model.MODEL_FILE, norm_probs=True)
