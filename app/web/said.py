"""In which language a staff page speaks: English, unless its room says otherwise for this request.

Promise: what has no words in that language is shown in English, never left out.
"""

from collections.abc import Callable

from flask import g

from app.web.locale import SOURCE, Locale, locale_of

Say = Callable[[str], str]


def speak(locale: Locale, say: Say) -> None:
    """Let the rest of this request speak this language."""
    g.said = (locale, say)


def worded(text: str, **facts: str) -> str:
    """A text in this request's language, the facts filled in; itself where nothing is known of it."""
    here: tuple[Locale, Say] | None = g.get("said")
    found = here[1](str(text)) if here and text else text
    return found.format(**facts) if facts else found


def page_locale() -> Locale:
    """The language that this request's page is in, and its direction."""
    here: tuple[Locale, Say] | None = g.get("said")
    return here[0] if here else locale_of(SOURCE)
