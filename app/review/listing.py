"""The strings of a language for one reviewer: how far they are, which are shown, and which one is next."""

from dataclasses import dataclass

from app.entry.service import marked
from app.review.steps import Item, Key

PAGE = 25
MINE, ALL, ASKED, DONE = "mine", "all", "asked", "done"
SHOWN = {
    MINE: marked("Waiting for me"),
    ASKED: marked("With a question"),
    DONE: marked("Done"),
    ALL: marked("All"),
}


@dataclass(frozen=True)
class Progress:
    """How many are done, of how many; and the same where safety is at stake."""

    done: int
    all: int
    safe: int
    critical: int


@dataclass(frozen=True)
class Wanted:
    """Which strings somebody wants to see."""

    show: str = MINE
    q: str = ""
    page: int = 1


@dataclass(frozen=True)
class Leaf:
    """One page of them."""

    items: list[Item]
    count: int
    page: int
    more: bool


def progress(found: list[Item]) -> Progress:
    """How far a language is."""
    critical = [one for one in found if one.entry.critical]
    return Progress(sum(map(_done, found)), len(found), sum(map(_done, critical)), len(critical))


def leaf(found: list[Item], alias: str, wanted: Wanted) -> Leaf:
    """What is wanted of them, in order of danger."""
    some = [one for one in found if _shows(one, alias, wanted.show) and _says(one, wanted.q)]
    last = max(1, -(-len(some) // PAGE))
    page = min(max(1, wanted.page), last)
    return Leaf(some[(page - 1) * PAGE : page * PAGE], len(some), page, page < last)


def following(found: list[Item], alias: str, after: Key) -> Item | None:
    """The next one that waits for this person: the most dangerous after this one, else before it."""
    at = next((place for place, one in enumerate(found) if one.entry.key == after), -1)
    return next((one for one in (*found[at + 1 :], *found[: at + 1]) if _shows(one, alias, MINE)), None)


def _shows(one: Item, alias: str, show: str) -> bool:
    if show == MINE:
        return one.now.waits_for(alias, critical=one.entry.critical)
    return {ASKED: one.now.asked, DONE: _done(one)}.get(show, True)


def _done(one: Item) -> bool:
    return one.now.done(critical=one.entry.critical)


def _says(one: Item, q: str) -> bool:
    said = "\n".join((*one.entry.english, *one.now.words)).casefold()
    return all(word in said for word in q.casefold().split())
