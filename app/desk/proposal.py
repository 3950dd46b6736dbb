"""Her own answer about reaching her: a proposal beside what was agreed live, never a change of it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.desk.reading import Answer, Said, Submission

ASKED = ("reach", "how", "voicemail", "after")
NONE = "none"


@dataclass(frozen=True)
class Proposal:
    """What she asks now: her newest answer to each question about it, and when a call would suit her."""

    said: Said
    answers: tuple[Answer, ...]
    when: str

    @property
    def no(self) -> bool:
        """Whether she asks not to be contacted."""
        return any(one.id == "how" and NONE in one.ids for one in self.answers)


def proposal(sittings: Sequence[Submission]) -> Proposal | None:
    """What she proposes, over every sitting, the newest first; None where she proposes nothing."""
    shown = [sitting.shown for sitting in sittings]
    found = {name: next(filter(None, (said.answer(name) for said in shown)), None) for name in ASKED}
    when = next((said.when for said in shown if said.when), "")
    answers = tuple(one for one in found.values() if one)
    if not answers and not when:
        return None
    told = next(said for said in shown if said.when or any(said.answer(name) for name in ASKED))
    return Proposal(told, answers, when)
