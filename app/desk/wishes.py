"""What she wishes for: each thing that she tapped, and what she wrote, over every send that stands. Pure.

Promise: a wish in words is a wish like another; every one of them can be answered, under a name of its own.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import blake2b
from re import fullmatch

from app.desk.headings import ELSE, Standing
from app.desk.language import written_in
from app.desk.reading import Answer, wishes_known
from safety import speaking

WANT = "want"
SHORT_WORDS = 6
_WRITTEN = "written-"


@dataclass(frozen=True)
class Wished:
    """One wish: what she tapped, in English, or what she wrote, as she wrote it."""

    name: str
    chip: str = ""
    text: str = ""
    lang: str = ""
    english: str = ""

    @property
    def short(self) -> str:
        """How a line is headed that has room for little."""
        if self.chip:
            return self.chip
        kept, cut = speaking.beginning(self.english or self.text, SHORT_WORDS)
        return f"“{kept} …”" if cut else f"“{kept}”"


def wishes_of(standing: Standing) -> dict[str, Wished]:
    """Every wish by its name, what was said last first."""
    found: dict[str, Wished] = {}
    for said in standing.sends:
        answer = said.answer(WANT)
        for one in _of(answer, said.lang, standing) if answer else ():
            found.setdefault(one.name, one)
    return found


def believed(standing: Standing) -> Standing:
    """Without what came over a link that many people hold and nobody confirmed with her."""
    hers = (one for one in standing.sends if not one.many or one.send_id in standing.confirmed)
    return replace(standing, sends=tuple(hers))


def is_name(text: str) -> bool:
    """Whether a page may name a wish so."""
    return text in wishes_known(WANT) or fullmatch(_WRITTEN + "[0-9a-f]{16}", text) is not None


def _of(answer: Answer, lang: str, standing: Standing) -> Iterator[Wished]:
    """ "Something else" is a wish of its own only where she did not say what."""
    known, written = wishes_known(WANT), bool(answer.text.strip())
    for name in answer.ids:
        if name in known and not (written and name == ELSE):
            yield Wished(name, chip=known[name])
    if written:
        english = standing.english.get((WANT, answer.text))
        told = blake2b(answer.text.encode(), digest_size=8).hexdigest()
        lang = written_in(answer.text, lang)
        yield Wished(_WRITTEN + told, "", answer.text, lang, english.text if english else "")
