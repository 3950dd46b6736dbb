"""What was changed because of what people said, as a receipt tells of it: a few short sentences.

Promise: each is text, in her language where somebody found that right, else in English and marked so.
"""

from collections.abc import Sequence

from app.entry.facts import Facts
from app.entry.speaker import Speaker, speaker
from app.entry.words import CHANGES_TITLE
from app.web.locale import SOURCE

Shown = str | dict[str, str]
Changes = Sequence[tuple[str, str, str]]
"""What people said, what was changed, and the code of the language that both are in."""

USUAL: Changes = (("x" * 90, "y" * 140, SOURCE),) * 2


def told_of(changes: Changes, say: Speaker) -> list[Shown]:
    """A heading and one text for each, nothing where there is none; English in another form is marked so."""
    code = say.words.locale.code
    said = [_said(f"“{said}” {did}", in_english=lang != code) for said, did, lang in changes]
    return [say(CHANGES_TITLE), *said] if said else []


def changes_told(changes: Changes, code: str, facts: Facts) -> list[Shown]:
    """The same for a page without a script."""
    return told_of(changes, speaker(code, facts))


def _said(text: str, *, in_english: bool) -> Shown:
    return {"x": "", "e": text} if in_english else text
