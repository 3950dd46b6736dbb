"""One string of a form or an everyday app where a survivor would see it, for whoever reviews its translation.

Promise: built by what builds her pages, with usual facts and nobody's link; nothing in it runs, leads
anywhere or takes anything, and the string is marked. What stands on no screen is shown alone in that frame.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from babel.support import NullTranslations
from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from app.entry import build, form_json, skins
from app.entry.facts import Facts
from app.entry.form_json import Json
from app.entry.forms import form_of
from app.entry.help_json import help_lines
from app.entry.helplines import helplines
from app.entry.speaker import Speaker, speaker, speaker_of
from app.entry.texts import Texts, filled, texts
from app.entry.usual import usual_community, usual_facts
from app.web.catalogues import COVER
from app.web.locale import SOURCE

SKIN = "plain"  # in whose frame a form is shown
HARMLESS, TALLY = "harmless", form_json.TALLY
HERE = "here"  # the first place where the string stands
_LONG = 20  # letters from which a string is looked for inside another
_DEAD = re.compile(r'<script.*?</script>|\s(?:href|action|formaction)=(?:"[^"]*"|[^\s>]+)', re.S)
_FACTS = (usual_facts(), usual_community())
_DRAWN = {"question": ("next", "skip", "text"), "send": ("send",)}
_TEXTS = re.compile(r"<(style|title)\b.*?</\1>|>[^<]+", re.S)
_environment = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True)
class Trial:
    """One string with words that may not be the catalogue's: its English, and a form or several."""

    english: str
    plural: str  # the English of many; empty where no number is in it
    words: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """A page to be looked at, and its policy."""

    body: str
    csp: str


class _Other(NullTranslations):
    """A catalogue's words but for one string."""

    def __init__(self, below: gettext.NullTranslations, wording: Trial) -> None:
        super().__init__()
        self._below, self._one = below, wording

    def gettext(self, message: str) -> str:
        """The other words where they are asked for."""
        return self._one.words[0] if message == self._one.english else self._below.gettext(message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        """The same where a number decides the form, by the catalogue's own rule."""
        if one != self._one.english:
            return self._below.ngettext(one, many, number)
        which = getattr(self._below, "plural", lambda count: int(count != 1))(number)
        return self._one.words[min(which, len(self._one.words) - 1)]


def with_words(of: Texts, wording: Trial) -> Texts:
    """A locale's texts as they would be with these words."""
    return Texts(of.locale, _Other(of.words, wording), of.approved)


def preview(code: str, domain: str, wording: Trial, today: date) -> Preview:
    """The screen that says it, in one locale."""
    if domain.startswith(COVER):
        found = _everyday(domain.removeprefix(COVER), code, wording, today.year)
    else:
        found = _form(code, wording)
    return found if f'id="{HERE}"' in found.body else alone(code, wording)


def alone(code: str, wording: Trial) -> Preview:
    """The words by themselves, in the frame of a form."""
    return _in_frame(code, {"title": "", "items": [wording.words[0]]}, wording.words[0])


def marked_in(page: str, said: str) -> str:
    """The page with every place marked where it says this; the first can be gone to."""
    wanted, first = str(escape(said)), iter((f'<mark id="{HERE}">',))

    def mark(found: re.Match[str]) -> str:
        here = next(first, "<mark>") if wanted in found[0] else ""
        return found[0].replace(wanted, f"{here}{wanted}</mark>", 1)

    return _TEXTS.sub(lambda found: found[0] if found[1] else mark(found), page) if wanted else page


def _form(code: str, wording: Trial) -> Preview:
    words = with_words(texts(code), wording)
    place = next(filter(None, (_places().get(_in_english(wording, each)) for each in _FACTS)), None)
    kind, at = place or ("live", -1)
    said = speaker_of(words, _facts(kind))
    text = filled(wording.words[_which(said, wording)], said.facts)
    screen = {"title": "", "items": [text]} if place is None else _all(kind, said)[at]
    return _in_frame(code, screen, text, said)


def _which(said: Speaker, wording: Trial) -> int:
    """Which plural form the screen shows."""
    if not wording.plural:
        return 0
    shown = said.words.words.ngettext(wording.english, wording.plural, said.days)
    return wording.words.index(shown)


def _in_frame(code: str, screen: Json, text: str, say: Speaker | None = None) -> Preview:
    own = say or speaker(code, usual_facts())
    words = {key: own(one) for key, one in form_json.form_for(usual_facts(), "live").words.items()}
    cover = code if code in {one.code for one in skins.cover_locales(SKIN)} else SOURCE
    template = _environment.get_template("entry/preview.html")
    shown = any(text in each for each in (*_texts(screen), *_drawn(screen, own)))
    main = template.render(screen=screen, t=words, locale=own.words.locale, state="" if shown else text)
    return _dead(skins.plain_shell(SKIN, cover, Markup(main)), text)  # noqa: S704  # nosec B704  # escaped there


def _everyday(skin: str, code: str, wording: Trial, year: int) -> Preview:
    said = _Other(skins.words(skin, code), wording)
    text = wording.words[0]
    page = skins.trial(skin, code, year, said)
    return _dead(page, text)


def _dead(page: str, text: str) -> Preview:
    """Nothing runs or leads anywhere, and no browser puts other words there; the marks are put in last."""
    still = marked_in(_DEAD.sub("", page), text).replace("<html", '<html translate="no"', 1)
    styles = " ".join(build.source_hash(one) for one in re.findall(r"<style>(.*?)</style>", still, re.S))
    return Preview(
        still,
        f"sandbox;default-src 'none';style-src {styles};img-src data:;"
        "form-action 'none';base-uri 'none';frame-ancestors 'self'",
    )


def _facts(kind: str) -> Facts:
    return usual_community() if kind in {"community", TALLY} else usual_facts()


def _in_english(wording: Trial, facts: Facts) -> str:
    return filled(wording.plural or wording.english, speaker(SOURCE, facts).facts)


@cache
def _places() -> dict[str, tuple[str, int]]:
    """Which screen of which form says a text first, by its English."""
    found: dict[str, tuple[str, int]] = {}
    for kind in ("live", "community", "after", TALLY, HARMLESS):
        for at, screen in enumerate(_all(kind, speaker(SOURCE, _facts(kind)))):
            for text in (*_texts(screen), *_drawn(screen, speaker(SOURCE, _facts(kind)))):
                found.setdefault(text, (kind, at))
    return _Within(found)


class _Within(dict[str, tuple[str, int]]):
    """Finds a long text also where it stands beside others."""

    def get(self, text: str, default: Any = None) -> Any:
        """Exactly, else inside."""
        if text in self or len(text) < _LONG:
            return super().get(text, default)
        return next((place for whole, place in self.items() if text in whole), default)


def _all(kind: str, say: Speaker) -> list[Json]:
    """Every screen of a form, its cards, what being counted may say, more truths and the helplines."""
    facts = _facts(kind)
    form = form_of(kind)
    asked = [question for card in form.cards for question in card.questions]
    more = [form_json.question(each, say) for each in (*asked, *form.bands)]
    about = {"title": say(form.words.get("about", "")), "items": say.all(form.about)}
    numbers = {"title": say(form.words["help"]), "help": [], "lines": help_lines(say, helplines())}
    menu = {"title": say(form.words.get("more", "")), "rows": [say(card.title) for card in form.cards]}
    states = [{"title": "", "state": say(text)} for text in form.words.values()]
    stop = [{"title": "", "items": say.all(form.stop.lines)}] if form.stop else []
    return [*form_json.screens(form, say, facts), *more, about, numbers, menu, *stop, *states]


def _drawn(screen: Json, say: Speaker) -> Iterator[str]:
    """What the frame adds to a screen: the way out, its buttons and boxes."""
    words = form_json.form_for(usual_facts(), "live").words
    keys = ("leave", *_DRAWN.get(screen.get("type", ""), ()))
    yield from _texts([say(words[key]) for key in keys if screen.get("type")])


def _texts(part: Any) -> Iterator[str]:
    """Every text of a screen, however deep; ids too, which no English is alike."""
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict):
        for key, each in part.items():
            yield from () if key in {"id", "type", "e"} else _texts(each)
    elif isinstance(part, (list, tuple)):
        for each in part:
            yield from _texts(each)
