"""What this room says about a string: where it stands, how far it is, and what is wrong with words for it.

Promise: every fault that would fail the catalogues' check is said before the words are taken, in the reader's
language where it is one that people make, and as the check says it where it is about signs.
"""

import re
from gettext import c2py

from babel.messages.catalog import Message
from markupsafe import Markup

from app.entry import service as entry
from app.entry.service import marked
from app.review.book import SHORT_PATH, Entry
from app.review.models import Did
from app.review.rules import APPROVED, CHECKED, DRAFT, Standing
from app.web import catalogues
from app.web.checking import string_faults
from app.web.locale import catalogue_path, locale_of
from app.web.said import apart, in_english, with_parts, worded

STATES = {
    DRAFT: ("wait", marked("Nobody has checked it yet")),
    CHECKED: ("wait", marked("One person says that it is right")),
    APPROVED: ("done", marked("Two people say that it is right")),
}
ASKED = ("stop", marked("Somebody asks about it"))
DID = {
    Did.WROTE: marked("Other words"),
    Did.AGREED: marked("These words are right"),
    Did.ASKED: marked("A question or a note"),
    Did.TOOK_BACK: marked("Taken back"),
}
WHERE = {
    "after": marked("After the meeting"),
    "cards": marked("More questions, for who wants them"),
    "community": marked("On a link that many people hold"),
    "harmless": marked("Everyday questions about nothing in particular"),
    "helplines": marked("Numbers to call"),
    "sentences": marked("A short note to her"),
    "tally": marked("Being counted without a name"),
    "texting": marked("A text message"),
    "what_to_say": marked("What a worker says to her"),
}
SHORT = marked("The first questions and their buttons")
KITS = marked("Kits, pieces and these pages")
APP = marked("An everyday app that hides what is behind it: {app}")
TERM = "“"  # how the check begins to speak of a term of the glossary, in English
_STARTS = {
    "has no words yet": marked("Write the words."),
    "other placeholders": marked("Keep these just as they are in the English: {parts}"),
    "shouts": marked("No exclamation marks: she reads it alone."),
    "still in English": marked("These words are still the English ones."),
    "tells what this is": marked("This would tell what the app hides: {words}"),
    TERM: marked("A term was agreed for this language: {words}. Use its words."),
}
OTHER = marked("Something about the signs is not right: {fault}")
_PARTS = re.compile(r"\{\w*\}|%\(\w+\)[a-z]")
_NAMED = re.compile(r"“([^”]*)”|\(([^)]*)\)")
_SHOWN, _TRIED = 3, 130  # numbers beside a plural form, and up to where they are looked for
_GAPS = re.compile(r"[ \t\r\n\v\f]+")


def state_of(now: Standing) -> tuple[str, str]:
    """How far a string is: a shape and words."""
    return ASKED if now.asked else STATES[now.state]


def where(one: Entry) -> str:
    """Where a string stands in the product."""
    if one.domain.startswith(catalogues.COVER):
        skin = str(entry.skin_data(one.domain.removeprefix(catalogues.COVER))["said"])
        return worded(APP, app=worded(skin))
    if one.domain == catalogues.KIT:
        return worded(KITS)
    return worded(SHORT if one.origin.module in SHORT_PATH else WHERE.get(one.origin.module, SHORT))


def wrong(code: str, domain: str, message: Message) -> list[Markup]:
    """What is wrong with the words of a string, as sentences for who wrote them."""
    source = catalogue_path(locale_of(code), domain)
    found = list(dict.fromkeys(string_faults(source, domain, message)))
    signs = [fault for fault in found if not _start(fault)]
    rest = [_said(fault, message) for fault in found if _start(fault)]
    return [*rest, with_parts(OTHER, fault=in_english("; ".join(signs)))] if signs else rest


def tidy(text: str) -> str:
    """Words as they are kept: one line, single blanks."""
    return _GAPS.sub(" ", text).strip(" ")


def numbers(code: str, domain: str, forms: int) -> list[str]:
    """For which numbers each plural form is used: a few of them; nothing where there is one form."""
    which = c2py(catalogues.empty(locale_of(code), domain).plural_expr)
    found: list[list[str]] = [[] for _ in range(forms)]
    for number in range(_TRIED):
        if which(number) < forms:
            found[which(number)].append(str(number))
    return [", ".join(some[:_SHOWN]) + (" …" if len(some) > _SHOWN else "") for some in found]


def _start(fault: str) -> str:
    return next((each for each in _STARTS if fault.startswith(each)), "")


def _said(fault: str, message: Message) -> Markup:
    start, named = _start(fault), _NAMED.search(fault)
    english = " ".join(message.id) if isinstance(message.id, list | tuple) else str(message.id)
    parts = " ".join(dict.fromkeys(_PARTS.findall(english))) or "–"
    words = next(filter(None, named.groups()), "") if named else ""
    return with_parts(
        _STARTS[start], parts=in_english(parts), words=in_english(words) if start == TERM else apart(words)
    )
