"""In which language a staff page speaks: English, unless its room says otherwise for this request.

Promise: what has no words in that language is shown in English, never left out.
"""

from collections.abc import Callable

from flask import g
from markupsafe import Markup

from app.web.locale import SOURCE, Locale, locale_of

Say = Callable[[str], str]


def speak(locale: Locale, say: Say) -> None:
    """Let the rest of this request speak this language."""
    g.said = (locale, say)


def worded(text: str, **facts: str) -> str:
    """A text in this request's language, the facts filled in; itself where nothing is known of it.

    What is markup already was put together from such texts (`with_parts`), and stays as it is.
    """
    if isinstance(text, Markup):
        return text
    here: tuple[Locale, Say] | None = g.get("said")
    found = here[1](str(text)) if here and text else text
    return found.format(**facts) if facts else found


def with_parts(text: str, **parts: str) -> Markup:
    """The same, where what is filled in is of another language or direction: escaped, and kept apart."""
    return Markup.escape(worded(text)).format(**parts)


def in_english(text: str) -> Markup:
    """English on a page of any language: it is read aloud, and written, as English."""
    return Markup('<span lang="en" dir="ltr">{}</span>').format(text)


def apart(text: str) -> Markup:
    """Words of some language, or signs, whose own direction stays within them."""
    return Markup("<bdi>{}</bdi>").format(text)


def page_locale() -> Locale:
    """The language that this request's page is in, and its direction."""
    here: tuple[Locale, Say] | None = g.get("said")
    return here[0] if here else locale_of(SOURCE)
