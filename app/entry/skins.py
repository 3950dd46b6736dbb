"""Everyday apps: what a link shows to anyone who opens it.

Promise: a skin is only served whole (safety.skins says what that is), in a language that it has
words for; what it shows depends on that language and the year, never on the link.
How to add one: docs/skins.md.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from io import BytesIO
from urllib.parse import quote

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import InternationalizationExtension
from markupsafe import Markup

from app.entry import build, dates, recipes, shopping, sums
from app.entry.listed import Section
from app.entry.tongue import Json, Tongue
from app.web.locale import SOURCE, Locale, available, catalogue_path, locale_of, number_of
from safety.skins import lacks

MANIFEST = "app.webmanifest"  # what a phone reads that puts the app on its home screen
SKINS = build.PWA / "skins"
# what a page shows, from what is written by hand for its skin: "content" in skin.json names the one it uses
CONTENTS: dict[str, Callable[[Json, Tongue, int, str], dict[str, object]]] = {
    "dates": dates.content,
    "recipes": recipes.content,
    "shopping": shopping.content,
    "sums": sums.content,
}
LASTING: dict[str, Callable[[Json, Tongue], tuple[Section, ...]]] = {
    "dates": lambda _data, _said: (),
    "recipes": recipes.sections,
    "shopping": shopping.sections,
    "sums": lambda _data, _said: (),
}
PAGES = 256  # kept: more than there are apps in languages, so that a walk over all makes each once
_AS_IT_IS = "/ ='():;,!*@&+$?-._~"  # what an address inside double quotes may hold


class SkinUnfinished(Exception):
    """A skin lacks what makes it believable; the message says what."""


@dataclass(frozen=True, slots=True)
class Shell:
    """A page but for a link's own data, which comes last; and the page's policy."""

    frame: str
    csp: str

    def with_data(self, data: str = "") -> tuple[str, str]:
        """The page in its two pieces; `data` is the JSON of the sealed parts, if it is a link's page."""
        block = f'<script type="application/json" id="d">{data}</script>' if data else ""
        return self.frame, block

    def page(self, data: str = "") -> str:
        """The whole page."""
        return "".join(self.with_data(data))


@cache
def skins() -> tuple[str, ...]:
    """The skins that there are."""
    return tuple(sorted(path.parent.name for path in SKINS.glob("*/skin.json")))


def cover_locales(skin: str) -> tuple[Locale, ...]:
    """The languages that a skin can be shown in."""
    return available(f"cover_{skin}")


def this_year(today: date) -> int:
    """All that a page takes from the day: two loads in one year are alike."""
    return today.year


@lru_cache(maxsize=PAGES)
def everyday(skin: str, cover_locale: str, year: int) -> Shell:
    """The app as it is opened. SkinUnfinished where a part of it is missing."""
    shell = _shell(skin, _listing(skin, cover_locale, year, ""))
    if missing := lacks(shell.page(), data(skin)["lock"]):
        raise SkinUnfinished(f"{skin} in {cover_locale} lacks: {', '.join(missing)}")
    return shell


def searched(skin: str, cover_locale: str, year: int, query: str) -> Shell:
    """The app showing what a search found, for a browser without script. The query itself is not shown."""
    return _shell(skin, _listing(skin, cover_locale, year, query))


@lru_cache(maxsize=PAGES)
def alone(skin: str, cover_locale: str, year: int) -> Shell:
    """The app on an address of its own, where nothing can be opened: the same, without what opening needs."""
    script = _script(skin, "alone.js")
    app = f"/a/{skin}/{MANIFEST}?{number_of(cover_locale)}"
    values = _values(skin, cover_locale, year, "") | {"app": app}
    page = _page(skin, cover_locale, values)
    return Shell(f"{page}<script>{script}</script>", build.policy(script, _style(skin), alone=True))


def finds(skin: str, cover_locale: str, year: int, query: str) -> bool:
    """Whether a search finds anything: nothing that opens a form may."""
    return bool(_values(skin, cover_locale, year, query).get("count"))


def plain_shell(skin: str, cover_locale: str, main: Markup) -> str:
    """The same head and frame around another main part, without box or script."""
    return _page(skin, cover_locale, {"main": main, "style_too": build.engine_style()})


def trial(skin: str, cover_locale: str, year: int, said: NullTranslations) -> str:
    """The app as it would be with other words, to be looked at: without its script nothing in it runs."""
    filled = CONTENTS[data(skin)["content"]]
    content = filled(data(skin), Tongue(said, locale_of(cover_locale).babel), year, "")
    return _page(skin, cover_locale, content, _environment_with(said))


def own_text(skin: str) -> bytes:
    """The style and the script that every page of this skin holds: what is sealed in it goes on from them."""
    return (_style(skin) + _script(skin)).encode()


def csp(skin: str) -> str:
    """The content security policy of every page of this skin, whatever opens in it."""
    return build.policy(_script(skin), _style(skin))


def still_csp(skin: str) -> str:
    """The content security policy of a page of this skin in which nothing runs."""
    return build.still_policy(_style(skin))


def _shell(skin: str, page: str) -> Shell:
    return Shell(f"{page}<script>{_script(skin)}</script>", csp(skin))


def _listing(skin: str, cover_locale: str, year: int, query: str) -> str:
    return _page(skin, cover_locale, _values(skin, cover_locale, year, query))


def _values(skin: str, cover_locale: str, year: int, query: str) -> dict[str, object]:
    return CONTENTS[data(skin)["content"]](data(skin), tongue(skin, cover_locale), year, query)


def tongue(skin: str, cover_locale: str) -> Tongue:
    """A skin's words and dates in one language."""
    return Tongue(words(skin, cover_locale), locale_of(cover_locale).babel)


def lasting(skin: str, said: Tongue) -> tuple[Section, ...]:
    """What an app lists that is the same in every year: it can be printed. Nothing of the others."""
    return LASTING[data(skin)["content"]](data(skin), said)


def _page(
    skin: str, cover_locale: str, content: dict[str, object], environment: Environment | None = None
) -> str:
    locale = locale_of(cover_locale)
    icon = (SKINS / skin / "icon.svg").read_text(encoding="utf-8").strip()
    rendered = (
        (environment or _environment(skin, cover_locale))
        .get_template(f"{skin}/page.html")
        .render(
            lang=locale.babel.replace("_", "-") if locale.code == SOURCE else locale.code,
            dir=locale.dir,
            icon=icon,
            icon_address=quote(icon.replace('"', "'"), _AS_IT_IS),
            style=_style(skin),
            **content,
        )
    )
    return "".join(line.strip() for line in rendered.splitlines())


@cache
def _environment(skin: str, cover_locale: str) -> Environment:
    return _environment_with(words(skin, cover_locale))


def _environment_with(said: NullTranslations) -> Environment:
    environment = Environment(loader=FileSystemLoader(SKINS), autoescape=True, undefined=StrictUndefined)
    environment.add_extension(InternationalizationExtension)
    install = vars(environment)["install_gettext_translations"]
    install(said, newstyle=True)
    return environment


@cache
def data(skin: str) -> Json:
    """What is written by hand for a skin: docs/skins.md says what belongs in it."""
    written: Json = json.loads((SKINS / skin / "skin.json").read_text(encoding="utf-8"))
    return written


@cache
def words(skin: str, cover_locale: str) -> NullTranslations:
    """A skin's words in one language. They are read as they stand, so nothing compiled can be stale."""
    locale = locale_of(cover_locale)
    if locale.catalogue == SOURCE:
        return NullTranslations()
    compiled = BytesIO()
    with catalogue_path(locale, f"cover_{skin}").open("rb") as text:
        write_mo(compiled, read_po(text, locale=locale.babel))
    compiled.seek(0)
    return Translations(compiled)


@cache
def _script(skin: str, name: str = "main.js") -> str:
    return build.script([SKINS / skin / name])


@cache
def _style(skin: str) -> str:
    return build.style(SKINS / skin / "style.css")
