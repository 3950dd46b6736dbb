"""What changed between two versions of what she said, and of how she lets it be used.

Promise: the pieces of a text, put together again, are her text, letter for letter; only marks stand around
what the other version does not have.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from re import findall

from app.desk.reading import Answer, Said, Submission

Pieces = tuple[tuple[str, bool], ...]  # a piece of a text, and whether the other version lacks it
USE = "use"  # what her choices at Send are called here: what may be said, and what she asks for
MANY_WORDS = 2000  # from where a text is shown as changed whole: comparing takes too long


@dataclass(frozen=True)
class Change:
    """One answer that is not as it was: chips that came and went, and the words then and now.

    Under `USE` it is her choices at Send, as ids, and her words about a good time.
    """

    title: str
    came: tuple[str, ...]
    went: tuple[str, ...]
    before: Pieces
    now: Pieces


@dataclass(frozen=True)
class Version:
    """One version, and what changed in it since the one before; None for the first of its sitting."""

    said: Said
    changes: tuple[Change, ...] | None


def history(sitting: Submission) -> list[Version]:
    """All versions of a sitting, the newest first."""
    all_said = sorted((sitting.shown, *sitting.others), key=_when)
    earlier: list[Said | None] = [None, *all_said[:-1]]
    versions = [
        Version(one, changes(was, one) if was else None) for was, one in zip(earlier, all_said, strict=True)
    ]
    return versions[::-1]


def changes(was: Said, now: Said) -> tuple[Change, ...]:
    """Every answer that differs, in the order of the later version, what is no longer there, then its use."""
    names = dict.fromkeys(one.id for one in (*now.answers, *was.answers))
    pairs = [(_answer(was, name, now), _answer(now, name, was)) for name in names]
    pairs.append((_use(was), _use(now)))
    return tuple(_change(old, new) for old, new in pairs if (old.ids, old.text) != (new.ids, new.text))


def _change(old: Answer, new: Answer) -> Change:
    before, now = compared(old.text, new.text)
    return Change(
        title=new.title,
        came=tuple(chip for chip, id_ in zip(new.chips, new.ids, strict=True) if id_ not in old.ids),
        went=tuple(chip for chip, id_ in zip(old.chips, old.ids, strict=True) if id_ not in new.ids),
        before=before,
        now=now,
    )


def compared(before: str, now: str) -> tuple[Pieces, Pieces]:
    """Both texts in pieces, word by word; nothing where they are the same."""
    if before == now:
        return (), ()
    old, new = findall(r"\s+|\S+", before), findall(r"\s+|\S+", now)
    if max(len(old), len(new)) > MANY_WORDS:
        return _pieces([(before, True)]), _pieces([(now, True)])
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    marked = [(tag != "equal", old[a:b], new[c:d]) for tag, a, b, c, d in steps]
    return (
        _pieces((("".join(was), changed) for changed, was, _ in marked)),
        _pieces((("".join(is_now), changed) for changed, _, is_now in marked)),
    )


def _pieces(found: Iterable[tuple[str, bool]]) -> Pieces:
    return tuple((text, changed) for text, changed in found if text)


def _answer(said: Said, name: str, other: Said) -> Answer:
    """The answer to one question; an empty one of the same title where there is none."""
    own, others = said.answer(name), other.answer(name)
    assert own or others
    return own or replace(others or Answer(name, name), chips=(), ids=(), text="")


def _use(said: Said) -> Answer:
    chosen = {"ask": said.ask_first, "all": not said.ask_first}
    chosen |= {"soon": said.soon, "call": said.call, "tell": said.tell}
    ids = tuple(name for name, on in chosen.items() if on)
    return Answer(USE, USE, ids, ids, said.when)


def _when(said: Said) -> tuple[object, ...]:
    return said.received_at, said.sequence, said.version
