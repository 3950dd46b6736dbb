"""What she sent, as it is read: chips in English, her own words untouched, every version in sight.

Pure: sealed bytes in, values out; nothing here is kept.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from app.desk.models import Taking
from app.entry import service as entry
from app.voice.service import StoredSend
from safety import sealing
from safety.errors import Malformed, NotOpened
from safety.sealing import Kind

READ = frozenset({Kind.PARTIAL, Kind.FINAL})
OPENED = READ | {Kind.FEEDBACK}
KEPT_CONTROLS = {"\n", "\t"}
HALF_LETTERS = range(0xD800, 0xE000)  # lone surrogates, which no page can be written with
WHEN = "when"  # what the text is called that says when to call her


@dataclass(frozen=True)
class Answer:
    """One answer: what was tapped, in English, and what was written, as it was written."""

    id: str
    title: str
    chips: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    text: str = ""


@dataclass(frozen=True)
class Part:
    """What one answer taken live is about: the questions it gives, and what may be said; None: not asked."""

    given: frozenset[str] = frozenset()
    may: str | None = None


@dataclass(frozen=True)
class Said:
    """One version of what she said. Every yes of hers is believed only from inside the seal."""

    send_id: UUID
    received_at: datetime
    final: bool
    sequence: int
    version: int
    late: bool
    apart: bool
    lang: str = "en"
    as_i_go: bool = False
    script: bool = True
    many: bool = False  # it came over a link that many people hold, and was matched to this case
    came: datetime | None = None  # when it came there
    answers: tuple[Answer, ...] = ()
    soon: bool = False
    call: bool = False
    when: str = ""
    ask_first: bool = True
    tell: bool = False
    after: bool = False
    part: Part = Part()
    spoken: Taking | None = None

    @property
    def texts(self) -> dict[str, str]:
        """What she wrote, by what it is called."""
        texts = {one.id: one.text for one in self.answers} | {WHEN: self.when}
        return {name: text for name, text in texts.items() if text.strip()}

    def answer(self, question: str) -> Answer | None:
        """What she answered to one question, if she did."""
        return next((found for found in self.answers if found.id == question), None)

    def tapped(self, question: str, chip: str) -> bool:
        """Whether she tapped this one."""
        return any(one.id == question and chip in one.ids for one in self.answers)


@dataclass(frozen=True)
class Unread:
    """A version that could not be opened, and why in one word: other_link, not_opened or malformed."""

    send_id: UUID
    received_at: datetime
    why: str


@dataclass(frozen=True)
class Submission:
    """One sitting of hers: the version that is shown, and the others."""

    shown: Said
    others: tuple[Said, ...]


def opened(
    send: StoredSend, links: frozenset[UUID], privates: Iterable[tuple[bytes, bytes]]
) -> Said | Unread:
    """Open one send with the reader's keys. An envelope of another link is refused before any key is used."""
    try:
        envelope = sealing.parse(send.envelope)
        if not belongs(envelope.header, send, links):
            return Unread(send.id, send.received_at, "other_link")
        return said(send, json.loads(_content(envelope, privates)))
    except NotOpened:
        return Unread(send.id, send.received_at, "not_opened")
    except (Malformed, ValueError, RecursionError):
        return Unread(send.id, send.received_at, "malformed")


def belongs(header: sealing.Header, send: StoredSend, links: frozenset[UUID]) -> bool:
    """Whether the sealed header is this row's and the row one of the case's links."""
    told = (UUID(bytes=header.link_id), UUID(bytes=header.submission_id), header.sequence, header.kind)
    return send.link_id in links and told == (send.link_id, send.submission_id, send.sequence, send.kind)


def _content(envelope: sealing.Envelope, privates: Iterable[tuple[bytes, bytes]]) -> bytes:
    named = set(envelope.key_ids())
    for key_id, private in privates:
        if key_id in named:
            return sealing.open_with(envelope, key_id, private)
    raise NotOpened


def said(send: StoredSend, content: Any) -> Said:
    """The content's values, each taken only where it has the shape that it must have."""
    if not isinstance(content, dict):
        raise Malformed
    sent, given = _mapping(content.get("send")), _mapping(content.get("a"))
    return Said(
        send_id=send.id,
        received_at=send.received_at,
        final=send.kind == Kind.FINAL,
        sequence=send.sequence,
        version=send.version,
        late=send.late,
        apart=send.apart,
        lang=_text(content.get("lang")) or "en",
        as_i_go=content.get("how") == "go",
        script=content.get("by") != "server",
        many=content.get("many") is True,
        came=_moment(content.get("came"), send.received_at),
        answers=_answers(given),
        soon=sent.get("soon") is True,
        call=sent.get("call") is True,
        when=_text(sent.get("when")),
        ask_first=sent.get("say") != "all" or content.get("many") is True,
        tell=sent.get("tell") is True,
        after=send.kind == Kind.FEEDBACK,
        part=Part(frozenset(given), _text(sent.get("say")) if "send" in content else None),
    )


def submissions(
    all_said: Iterable[tuple[UUID, Said]], takings: Mapping[UUID, Taking] | None = None
) -> list[Submission]:
    """Sittings, the newest first. Of each the highest final, else the highest partial, is shown."""
    sittings: dict[UUID, list[Said]] = {}
    for submission_id, one in all_said:
        sittings.setdefault(submission_id, []).append(one)
    found = []
    for submission_id, came in sittings.items():
        taking = (takings or {}).get(submission_id)
        versions = _told(came, taking) if taking else came
        versions.sort(key=lambda one: (one.final, one.sequence, one.version), reverse=True)
        found.append(Submission(versions[0], tuple(versions[1:])))
    return sorted(found, key=lambda one: one.shown.received_at, reverse=True)


def _told(parts: list[Said], taking: Taking) -> list[Said]:
    """What was taken live comes answer by answer: each version is all that was said by then."""
    whole: list[Said] = []
    order = {name: place for place, name in enumerate(_questions())}
    for one in sorted(parts, key=lambda part: (part.final, part.sequence, part.version)):
        before = whole[-1] if whole else replace(one, answers=())
        answers = [*(kept for kept in before.answers if kept.id not in one.part.given), *one.answers]
        answers.sort(key=lambda answer: order.get(answer.id, len(order)))
        may = before.part.may if one.part.may is None else one.part.may
        told = replace(one, answers=tuple(answers), ask_first=may != "all", part=Part(one.part.given, may))
        whole.append(replace(told, spoken=taking, late=False, apart=False))
    return whole


def _moment(value: object, latest: datetime) -> datetime | None:
    try:
        found = datetime.fromisoformat(str(value))  # whatever a phone put there
        return found if found.year > 2000 and found <= latest else None
    except (ValueError, TypeError):
        return None


def visible(text: str) -> str:
    """Her words, with control characters shown as their pictures so that none acts on the page."""
    return "".join(_picture(letter) for letter in text.replace("\r\n", "\n").replace("\r", "\n"))


def _picture(letter: str) -> str:
    code = ord(letter)
    if code in HALF_LETTERS:
        return "\N{REPLACEMENT CHARACTER}"
    if letter in KEPT_CONTROLS or 32 <= code < 127 or code > 159:
        return letter
    return chr(0x2400 + code) if code < 32 else "\N{SYMBOL FOR DELETE}"


@cache
def _questions() -> dict[str, tuple[str, dict[str, str]]]:
    """Every question of the forms in English: its title and its chips, in the forms' order."""
    form, after = entry.form_of("live"), entry.form_of("after")
    asked = [*form.questions, *(question for card in form.cards for question in card.questions)]
    asked += [each for one in after.questions for each in (one, *one.then)]
    known = {one.id for one in asked}
    asked += [one for one in entry.form_of("community").questions if one.id not in known]
    return {one.id: (one.title, {chip.id: chip.text for chip in one.chips}) for one in asked}


def wishes_known(question: str) -> dict[str, str]:
    """What could be tapped at one question, in English, by id."""
    return dict(_questions()[question][1])


def _answers(given: Mapping[str, Any]) -> tuple[Answer, ...]:
    known = _questions()
    order = [*(name for name in known if name in given), *(name for name in given if name not in known)]
    return tuple(one for name in order if (one := _answer(name, _mapping(given[name]))).ids or one.text)


def _answer(name: str, given: Mapping[str, Any]) -> Answer:
    title, chips = _questions().get(name, (f"({name})", {}))
    listed = given.get("c")
    ids = tuple(one for one in listed if isinstance(one, str)) if isinstance(listed, list) else ()
    return Answer(name, title, tuple(chips.get(one, visible(one)) for one in ids), ids, _text(given.get("t")))


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    return visible(value) if isinstance(value, str) else ""
