"""The words of an organisation's own pages, in its own language.

Promise: a catalogue that was not compiled from the text beside it is refused; a page whose words nobody has
checked says so, with the English beneath it.
"""

from functools import cache

from app.community.pieces import DOMAIN
from app.entry import service as entry
from app.entry.service import marked
from app.web.locale import SOURCE, Locale, available, catalogue_path, locale_of, locales
from app.web.review import strings

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


def say(code: str, text: str) -> str:
    """A text in a language that has words; the English where it lacks this one. Raises StaleCatalogue."""
    return entry.texts(code, DOMAIN).say(text)


@cache
def draft(code: str) -> bool:
    """Whether not every string of a language was approved by people."""
    texts = entry.texts(code, DOMAIN)
    source = catalogue_path(texts.locale, DOMAIN)
    return texts.locale.catalogue != SOURCE and len(texts.approved) < len(strings(source))


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
