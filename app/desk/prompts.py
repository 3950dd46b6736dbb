"""What is worked out while her words are open, and kept nowhere: languages, and places to check.

A prompt asks a person to look; it is no measure of risk, is never on the sheet, and nothing counts it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.desk.language import Guess, another, language_of_all
from app.desk.reading import Said, Submission
from safety.danger import Place, prompts

AROUND = 40  # letters shown on each side of a place
KINDS = {
    "choking": "choking",
    "kill": "threats to kill",
    "weapon": "a weapon",
    "die": "wanting to die",
    "pregnant": "pregnancy",
    "stalking": "stalking",
    "release": "release or bail",
    "leaving": "leaving",
    "court": "court this week",
    "passport": "passport or papers taken",
}


@dataclass(frozen=True)
class Check:
    """One place to check: what of, in which answer, and her words around it."""

    kind: str
    title: str
    before: str
    match: str
    behind: str


def checks(sittings: Sequence[Submission]) -> list[Check]:
    """Every place to check in all that she sent; the same words in several versions once."""
    found = (one for sitting in sittings for said in (sitting.shown, *sitting.others) for one in _in(said))
    return list({(one.kind, one.title, one.match.casefold()): one for one in reversed(list(found))}.values())[
        ::-1
    ]


def guess(said: Said) -> Guess | None:
    """What her words look to be in, each language that they plainly are in; None where she wrote none."""
    words = [one.text for one in said.answers if one.text]
    return language_of_all(words, said.lang) if words else None


def others(said: Said) -> dict[str, Guess]:
    """Her texts that plainly are in another language than her form, by what each is called."""
    found = {name: another(text, said.lang) for name, text in said.texts.items()}
    return {name: one for name, one in found.items() if one}


def foreign(said: Said) -> bool:
    """Whether there are words of hers that do not look to be English."""
    found = guess(said)
    return bool(said.texts) and (found is None or found.code != "en" or not found.sure)


def _in(said: Said) -> Iterator[Check]:
    for answer in said.answers:
        for place in prompts(answer.text):
            yield _check(answer.title, answer.text, place)


def _check(title: str, text: str, place: Place) -> Check:
    start, end = max(0, place.start - AROUND), place.end + AROUND
    return Check(
        kind=KINDS[place.kind],
        title=title,
        before=("…" if start else "") + text[start : place.start],
        match=text[place.start : place.end],
        behind=text[place.end : end] + ("…" if end < len(text) else ""),
    )
