"""The dull piece that everyone in the room can be given: something of the everyday app's own, for a fridge.

Promise: it is true and useful by itself, in any year, and nothing on it tells. Why it bears an address and a
number is plain: the app that it comes from, and the number of its print.
"""

from collections.abc import Callable
from dataclasses import dataclass

from app.community.pieces import words
from app.community.pieces.piece import Piece
from app.community.pieces.voices import Voices
from app.entry import service as entry


@dataclass(frozen=True)
class Part:
    """Lines under a heading: each a thing, and what is said of it; boxes to tick for what is to be got.

    Figures run from left to right in every script.
    """

    title: str
    rows: tuple[tuple[str, str], ...]
    boxes: bool = False
    figures: bool = False


@dataclass(frozen=True)
class Leaf:
    """One half of an A4 sheet."""

    title: str
    said: str
    parts: tuple[Part, ...]
    text: str = ""


def leaves(piece: Piece, voices: Voices) -> tuple[Leaf, Leaf]:
    """Two of them, to be cut apart: two dishes where there are dishes, else the same twice."""
    return _LEAVES[entry.skin_data(piece.skin)["content"]](piece, voices)


def _dishes(piece: Piece, voices: Voices) -> tuple[Leaf, Leaf]:
    """Which two: as the number has it, so that a kit has always the same ones and another kit others."""
    dishes = [dish for section in entry.lasting(piece.skin, voices.app) for dish in section.items]
    first = sum(map(ord, piece.code)) % len(dishes)
    return _dish(dishes[first]), _dish(dishes[first - len(dishes) // 2])


def _dish(dish: object) -> Leaf:
    assert isinstance(dish, entry.Recipe)
    return Leaf(dish.name, dish.said, (Part("", tuple((need, "") for need in dish.needs)),), dish.how)


def _shopping(piece: Piece, voices: Voices) -> tuple[Leaf, Leaf]:
    shelves = entry.lasting(piece.skin, voices.app)
    parts = (
        Part(shelf.title, tuple((item.name, "") for item in shelf.items), boxes=True) for shelf in shelves
    )
    leaf = Leaf(voices.called.title, "", tuple(parts))
    return leaf, leaf


def _dates(piece: Piece, voices: Voices) -> tuple[Leaf, Leaf]:
    say, names = voices.dull.say, entry.skin_data(piece.skin)["holidays"]
    free = ((voices.app.say(names[day]), say(falls)) for day, falls in words.DAYS.items())
    clocks = ((say(what), say(when)) for what, when in words.CLOCKS)
    leaf = Leaf(say(words.MOVING_DAYS), "", (Part("", (*free, *clocks)),), say(words.FREE_INSTEAD))
    return leaf, leaf


def _sums(_piece: Piece, voices: Voices) -> tuple[Leaf, Leaf]:
    say = voices.dull.say
    rows = tuple((say(what), factor) for what, factor in words.FACTORS)
    leaf = Leaf(say(words.SUMS), "", (Part("", rows, figures=True),), say(words.PRESS_EACH))
    return leaf, leaf


_LEAVES: dict[str, Callable[[Piece, Voices], tuple[Leaf, Leaf]]] = {
    "dates": _dates,
    "recipes": _dishes,
    "shopping": _shopping,
    "sums": _sums,
}
