"""The words of an organisation's own pages, in its own language.

Promise: a catalogue that was not compiled from the text beside it is refused; a page whose words nobody has
checked says so, with the English beneath it.
"""

from dataclasses import dataclass
from functools import cache
from gettext import NullTranslations

from app.web.catalogues import compiled
from app.web.locale import SOURCE, Locale, available, catalogue_path, locale_of, locales
from app.web.review import approved_strings, strings
from app.web.said import marked

DOMAIN = "kit"

KINDS = {
    "poster": (
        marked("Poster"),
        marked("One sheet for a wall where she is alone: a toilet door."),
    ),
    "cards": (
        marked("Cards"),
        marked("A sheet of ten to cut. They do not say what they are."),
    ),
    "everyday": (marked("Everyday piece"), marked("Something dull for everyone in the room.")),
    "qr": (marked("QR code alone"), marked("The square that a phone's camera opens.")),
    "share": (
        marked("Text to share"),
        marked("A few dull words with the address, for a message."),
    ),
    "beside": (
        marked("For a worker beside her"),
        marked("What to do, step by step, on your phone."),
    ),
}
# What the frame of every staff page says, and what other rooms put into it.
FRAME = (marked("You"), marked("Choose one of those that are shown."))


@dataclass(frozen=True)
class Words:
    """What is known of one language."""

    locale: Locale
    words: NullTranslations
    draft: bool  # not every string of it was checked and approved by people

    def say(self, text: str) -> str:
        """The text in this language; the English where it has none."""
        return self.words.gettext(str(text)) if text else text


@cache
def words(code: str) -> Words:
    """The words of a language that has some. Raises StaleCatalogue."""
    locale = locale_of(code)
    if locale.catalogue == SOURCE:
        return Words(locale, NullTranslations(), draft=False)
    source = catalogue_path(locale, DOMAIN)
    return Words(locale, compiled(source), len(approved_strings(source)) < len(strings(source)))


def spoken(languages: tuple[str, ...]) -> list[Locale]:
    """In which languages an organisation's pages can be read: its own that have words, then English."""
    there = {one.code: one for one in available(DOMAIN)}
    own = [there[code] for code in languages if code in there and code != SOURCE]
    return [*own, locale_of(SOURCE)]


def both_names(code: str) -> str:
    """A language in itself, and in English."""
    found = locales().get(code)
    if found is None:
        return code
    return found.name if found.name == found.english else f"{found.name} · {found.english}"
