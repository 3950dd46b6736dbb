"""From what a phone sealed to what a record keeps: known codes only, within the caps, in one size.

Promise: of a counted part nothing is kept but what a table may count, and whether the form was English. What
a phone that is not ours put beside it is dropped here, before it is stored.
"""

import json
from typing import Any
from uuid import UUID

from app.insight.frame import ANSWERS, frame
from app.insight.themes import themes_of
from safety.errors import Malformed
from safety.table_plan import Response, capped

SIZE = 512
MOST_CHIPS = 40
Json = dict[str, Any]


def record_of(content: bytes) -> bytes:
    """The record of one counted part. Raises Malformed where it is not one, or is from nowhere we know."""
    said = _object(_parsed(content))
    area, taps = said.get("area"), _taps(said.get("themes_chips"))
    if not isinstance(area, str) or area not in frame().places:
        raise Malformed
    after = any(name in taps for name in (*ANSWERS, "better"))
    response = _after(area, taps) if after else _before(area, taps, said.get("bands"))
    return written(response, english=said.get("english") is True)


def written(response: Response, *, english: bool) -> bytes:
    """A record's bytes: every one as long as every other."""
    kept = capped(response, frame())
    said = {
        "area": kept.area,
        "sent": kept.sent,
        "themes": list(kept.themes),
        "answers": dict(kept.answers),
        "bands": dict(kept.bands),
        "better": list(kept.better),
        "english": english,
    }
    return json.dumps(said, separators=(",", ":")).encode().ljust(SIZE)


def read(record: bytes) -> Response:
    """A record as it is counted."""
    said = json.loads(record)
    return Response(
        said["area"], said["sent"], said["themes"], said["answers"], said["bands"], said["better"]
    )


def place(record_id: UUID) -> bytes:
    """What a record's seal is bound to."""
    return b"pool record:" + record_id.bytes


def _before(area: str, taps: dict[str, list[str]], bands: object) -> Response:
    chosen = {str(name): value for name, value in _object(bands or {}).items() if isinstance(value, str)}
    return Response(area, True, themes_of(taps), bands=chosen)


def _after(area: str, taps: dict[str, list[str]]) -> Response:
    answers = {name: taps[name][0] for name in ANSWERS if taps.get(name)}
    return Response(area, answers=answers, better=taps.get("better", []))


def _taps(said: object) -> dict[str, list[str]]:
    """The chips that were tapped, by question; what is not a list of short words is dropped."""
    return {name: _words(chips) for name, chips in _object(said).items()}


def _words(chips: object) -> list[str]:
    return [chip for chip in chips[:MOST_CHIPS] if isinstance(chip, str)] if isinstance(chips, list) else []


def _object(said: object) -> Json:
    if not isinstance(said, dict):
        raise Malformed
    return said


def _parsed(content: bytes) -> object:
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as fault:
        raise Malformed from fault
