"""The fields of the form without JavaScript, and what was said in them.

Promise: field names and the values of taps are letters and numbers that say nothing; whatever arrives is
taken, a field that is not known is left out, and no character of a text is changed but its line ends.

Names: `a1`, `a2`, … taps of the first, second, … question (value: which one, counted from 1), `b1`, `b2`, …
its words; `c1`, `c2`, … the ticks of the send screen in their order (value 1), `d1` when to call, `e1` what
may be said (value: which one), `f1` that a note is to go (value: its number); `g1` which of two forms she
wants (1: only to be counted, 0: the other), `h1` that this is not her phone (1), or is (0);
`i1` that she wants to see what the service says of itself (1).
"""

from typing import Any
from urllib.parse import parse_qsl, urlencode

Json = dict[str, Any]
Fields = dict[str, list[str]]
MAX_FIELDS = 400
SAYS = ("all", "ask")


def read(body: bytes) -> Fields:
    """An urlencoded body as fields. What is not UTF-8 becomes a mark that says so; nothing is refused."""
    pairs = body.split(b"&", MAX_FIELDS)[:MAX_FIELDS]
    fields: Fields = {}
    for pair in pairs:
        text = pair.decode("utf-8", "replace")
        for name, value in parse_qsl(text, keep_blank_values=True, errors="replace", separator="&"):
            fields.setdefault(name, []).append(value.replace("\r\n", "\n"))
    return fields


def written(fields: Fields) -> bytes:
    """The fields as a body again."""
    return urlencode(fields, doseq=True).encode()


def content(form: Json, fields: Fields) -> Json:
    """What was said, in the shape that the page with JavaScript seals; `by` tells the desk how it came."""
    questions = asked(form)
    answers = {one["id"]: _hers(one, number, fields) for number, one in enumerate(questions, 1)}
    said = {id_: answer for id_, answer in answers.items() if answer["c"] or answer["t"].strip()}
    sent = {"a": said, "send": _send(form, fields)}
    return {"v": 1, "form": form["v"], "lang": form["lang"], "how": "send", "by": "server", **sent}


def counted(form: Json, fields: Fields, area: str) -> Json:
    """Taps only: no word of hers and nothing that ties it to the rest. How old she is is not among them."""
    whole = [one for one in enumerate(asked(form), 1) if not one[1].get("sub")]
    taps = {one["id"]: _answer(one, number, fields)["c"] for number, one in whole}
    for id_ in (*form.get("stop", ())[:1], *_unasked(form, taps)):
        taps.pop(id_, None)
    return {"v": 1, "themes_chips": taps, "bands": {}, "area": area, "english": form["lang"].startswith("en")}


def _unasked(form: Json, taps: Json) -> list[str]:
    """What is only counted after a tap that was not made."""
    question, chip, ids = form.get("only", ("", "", []))
    return [] if chip in taps.get(question, ()) else ids


def chosen(fields: Fields, name: str) -> bool | None:
    """What a button of this name says: yes, no, or nothing where it was not pressed."""
    return {"0": False, "1": True}.get(fields.get(name, [""])[0])


def posted(fields: Fields) -> bool:
    """Whether a field of the form came at all."""
    return any(_is_ours(name) for name in fields)


def said(fields: Fields) -> bool:
    """Whether anything was said in it; that a note is to go, or which form she wants, says nothing."""
    spoken = {name: values for name, values in fields.items() if _is_ours(name) and name[0] not in "fghi"}
    return any(value.strip() for values in spoken.values() for value in values)


def stops(form: Json, fields: Fields) -> bool:
    """Whether something was tapped after which this form sends nothing."""
    question, chip, _lines = form.get("stop", ("", "", ()))
    found = (each for each in enumerate(asked(form), 1) if each[1]["id"] == question)
    return any(chip in _answer(one, number, fields)["c"] for number, one in found)


def removed(fields: Fields) -> int | None:
    """The number of the note that is to go, if one is."""
    number = fields.get("f1", [""])[0]
    return int(number) if number.isascii() and number.isdigit() and len(number) < 40 else None


def asked(form: Json) -> list[Json]:
    """The questions of a form, in order."""
    return [screen for screen in form["screens"] if screen["type"] == "question"]


def _is_ours(name: str) -> bool:
    return len(name) > 1 and name[0] in "abcdefghi" and name[1:].isascii() and name[1:].isdigit()


def _answer(question: Json, number: int, fields: Fields) -> Json:
    ids = [chip[0] for chip in question.get("chips", [])]
    chosen = _chosen(ids, fields.get(f"a{number}", []))[: question.get("most")]
    return {"c": chosen, "t": "\n".join(fields.get(f"b{number}", []))}


def _hers(question: Json, number: int, fields: Fields) -> Json:
    """An answer, less the taps that are only counted and never told to her worker."""
    answer = _answer(question, number, fields)
    told = question["told"] if "told" in question else answer["c"]
    return {**answer, "c": [id_ for id_ in answer["c"] if id_ in told]}


def _chosen(ids: list[str], values: list[str]) -> list[str]:
    """The ids of the places that were tapped, each once, in their own order."""
    return [id_ for place, id_ in enumerate(ids, 1) if str(place) in values]


def _send(form: Json, fields: Fields) -> Json:
    screen = next(screen for screen in form["screens"] if screen["type"] == "send")
    order = [check[0] for check in screen.get("checks", [])]
    ticked = {id_: bool(fields.get(f"c{place}")) for place, id_ in enumerate(order, 1)}
    ticks = {id_: ticked.get(id_, False) for id_ in ("soon", "call", "tell", "count")}
    say = (_chosen(list(SAYS), fields.get("e1", [])) or [""])[0]
    return {"when": "\n".join(fields.get("d1", [])), **ticks, "say": say}
