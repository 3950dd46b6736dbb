"""A piece as markup: words put into its template. No request is needed; nothing in it runs or is fetched."""

from collections.abc import Callable
from pathlib import Path
from unicodedata import east_asian_width

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from app.community.pieces import words
from app.community.pieces.leaf import leaves
from app.community.pieces.piece import DULL, Piece
from app.community.pieces.voices import Voices
from app.entry import service as entry
from app.web.locale import SOURCE
from app.web.square import square
from safety.unlocking import show_code

MOST_LETTERS = 760  # on a poster in letters of the first size
LEAVE_NOW = "Leave now"  # as the form's own catalogue has it
TEMPLATES = Path(__file__).parent.parent / "templates"
_environment = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def inner(kind: str, piece: Piece, voices: Voices) -> Markup:
    """The page of a piece, from its own element on."""
    about = _hers(piece, voices) | _dull(piece, voices)
    template = _environment.get_template(f"community/pieces/{kind}.html")
    return Markup(template.render(piece=piece, words=words, square=square(piece.address), **about))  # noqa: S704  # nosec B704  # escaped there


def document(kind: str, piece: Piece, voices: Voices) -> str:
    """The same as a whole document, to be made a PDF of. What it is called is as dull as what is on it."""
    title = voices.called.title if kind in DULL else voices.hers.say(_TITLES[kind])
    locale = voices.dull.locale if kind in DULL else voices.hers.locale
    template = _environment.get_template("community/pieces/document.html")
    return template.render(title=title, locale=locale, piece=inner(kind, piece, voices))


def shared(piece: Piece, voices: Voices) -> str:
    """One line for a message: what the app is, where it is, and the number of it."""
    like = entry.to_copy(piece.cover_locale, piece.skin, piece.address)
    return f"{like} – {voices.dull.say(words.SHORT_NUMBER, {'number': piece.code})}"


_BESIDE = {
    "title": words.BESIDE,
    "lead": words.NOT_TO_HAND_OUT,
    "first": words.FIRST_STEPS,
    "then": words.THEN,
    "more": ((words.NOT_MY_PHONE, words.ON_MY_PHONE), (words.GOOD_TO_KNOW, words.TO_KNOW)),
}
_TITLES = {"poster": words.AFRAID, "beside": words.BESIDE}


def _hers(piece: Piece, voices: Voices) -> dict[str, object]:
    """What is said to her, or to whoever sits beside her; the English beneath it has the English names."""
    shown = show_code(piece.code).replace(" ", "\u00a0")  # never on two lines
    look = entry.look(voices.form, piece.skin, shown)
    english = entry.look(entry.texts(SOURCE), piece.skin, shown)
    facts = {"like": look.like, "first": look.first, "leave": voices.form.say(LEAVE_NOW)}
    in_english = {"like": english.like, "first": english.first, "leave": LEAVE_NOW}
    return {
        "hers": voices.hers.locale,
        "say": _say(voices.hers, facts),
        "beneath": lambda text: voices.hers.beneath(text, in_english),
        "dense": _letters(voices.hers, facts) > MOST_LETTERS,
        "look": look,
        "beside": _BESIDE,
        "content": entry.skin_data(piece.skin)["content"],
        "code": show_code(piece.code),
        "keys": entry.skin_data(piece.skin)["lock"] != "box",
    }


def _letters(texts: entry.Texts, facts: dict[str, str]) -> int:
    """How much there is on a poster: much of it has to be set smaller to stay on one page."""
    written = "".join(texts.say(text, facts) + texts.beneath(text) for text in words.POSTER)
    return len(written) + sum(east_asian_width(letter) in "WF" for letter in written)


def _say(texts: entry.Texts, facts: dict[str, str]) -> Callable[[str], str]:
    return lambda text: texts.say(text, facts)


def _dull(piece: Piece, voices: Voices) -> dict[str, object]:
    """What anyone may see."""
    number = Markup('<bdi dir="ltr">{}</bdi>').format(show_code(piece.code))
    return {
        "dull": voices.dull.locale,
        "called": voices.called,
        "number": escape(voices.dull.say(words.NUMBER)).replace("{number}", number),
        "leaves": leaves(piece, voices),
        "shared": shared(piece, voices),
    }
