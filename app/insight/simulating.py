"""A London that does not exist: invented responses of any size, for demonstration, tests and benchmarks.

Promise: nothing here is taken from anybody. Who answers what is drawn from one seed by made-up chances; every
record that comes of it is made as a phone's is, by chips, and looks like one to the build.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from math import ceil
from random import Random
from typing import Any
from uuid import uuid4

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.db import writing
from app.insight import recording
from app.insight.frame import ANSWERS, BANDS, BETTER, frame
from app.insight.models import PoolRecord, Release
from app.insight.themes import ASKED, chips_of
from config import Keys
from safety.errors import SafetyRefusal
from safety.periods import quarters_of

BATCH = 5_000
Json = dict[str, Any]
CHANCES = {  # of closed answers and bands, in a hundred, made up, in the order of what can be said
    "asked": (58, 27, 15),
    "heard": (46, 30, 14, 10),
    "told": (72, 20, 8),
    "safer": (50, 37, 13),
    "easy": (68, 24, 8),
    "harm": (86, 5, 9),
    "age": (3, 16, 31, 25, 14, 7, 4),
    "gender": (91, 6, 3),
    "ethnic": (22, 21, 9, 40, 8),
    "disabled": (24, 76),
    "lgbt": (9, 91),
}


class Drawn(SafetyRefusal):
    """Records cannot be added to a quarter whose tables are drawn."""

    code = "the tables of this quarter are drawn: nothing can be added to it"


@dataclass(frozen=True)
class London:
    """The made-up city, as parameters. `many`: views counted in a quarter of average weather."""

    seed: int = 2030
    many: int = 450
    after: float = 0.6  # how many of them answer afterwards too
    bands: float = 0.75  # how often a band is given
    english: float = 0.7
    uneven: float = 0.5  # how much boroughs differ in size: a log-normal's sigma
    seasons: Sequence[float] = (1.08, 1.0, 0.97, 0.95)  # January first
    taps: Mapping[str, Sequence[int]] = field(
        default_factory=lambda: {
            "not": (0, 1, 1, 2),
            "want": (0, 1, 1, 2),
            "worry": (1, 1, 2, 2),
            "change": (0, 1),
        }
    )


def parts(london: London, quarter: str) -> Iterator[Json]:
    """What phones would have sent in one quarter. The same seed and quarter give the same."""
    draw = Random(f"{london.seed} {quarter}")  # noqa: S311  # invented people need no secrecy
    areas, sizes = _sizes(london)
    season = london.seasons[int(quarter[-1]) - 1]
    for _ in range(ceil(london.many * season)):
        (area,) = draw.choices(areas, cum_weights=sizes)
        english = draw.random() < london.english
        yield _before(london, draw, area, english)
        if draw.random() < london.after:
            yield _after(draw, area, english)


def simulate(db: Session, keys: Keys, pool_key_id: bytes, london: London, quarter: str) -> int:
    """Put one made-up quarter into the pool, as records; how many. Raises NotAPeriod or Drawn.

    For a demonstration's or a test's database alone: whoever calls makes sure of that.
    """
    (quarter,) = quarters_of(quarter)
    rows, made = (_row(keys, pool_key_id, quarter, part) for part in parts(london, quarter)), 0
    with writing(db):
        if db.scalar(select(Release.id).where(Release.period == quarter)) is not None:
            raise Drawn
        while page := list(islice(rows, BATCH)):
            db.execute(insert(PoolRecord), page)
            made += len(page)
    return made


def _row(keys: Keys, pool_key_id: bytes, quarter: str, part: Json) -> Json:
    record_id = uuid4()
    record = recording.record_of(json.dumps(part).encode())
    sealed = keys.data.seal(record, recording.place(record_id))
    return {"id": record_id, "pool_key_id": pool_key_id, "quarter": quarter, "sealed": sealed}


def _sizes(london: London) -> tuple[list[str], list[float]]:
    """Areas, and their sizes added up: the same in every quarter. The City is small."""
    draw, total, sizes = Random(london.seed), 0.0, []  # noqa: S311
    for place in frame().places.values():
        total += draw.lognormvariate(0, london.uneven) * (1 if place.borough else 0.05)
        sizes.append(total)
    return list(frame().places), sizes


def _before(london: London, draw: Random, area: str, english: bool) -> Json:
    taps = {name: _some(draw, chips_of(name), draw.choice(london.taps[name])) for name in ASKED}
    given = {
        name: _said(draw, name, values) for name, values in BANDS.items() if draw.random() < london.bands
    }
    return {"v": 1, "themes_chips": taps, "bands": given, "area": area, "english": english}


def _after(draw: Random, area: str, english: bool) -> Json:
    taps = {name: [_said(draw, name, values)] for name, values in ANSWERS.items()}
    taps["better"] = _some(draw, BETTER, draw.choice((0, 1, 1, 2, 3)))
    return {"v": 1, "themes_chips": taps, "bands": {}, "area": area, "english": english}


def _some(draw: Random, chips: Sequence[str], many: int) -> list[str]:
    """So many different chips, the first ones likelier, in their own order."""
    chosen = {_one(draw, chips) for _ in range(many)}
    return [chip for chip in chips if chip in chosen]


def _said(draw: Random, name: str, values: Sequence[str]) -> str:
    (value,) = draw.choices(values, weights=CHANCES[name])
    return value


def _one(draw: Random, values: Sequence[str]) -> str:
    """One of them: each a quarter likelier than the next."""
    (value,) = draw.choices(values, weights=[1.25**-place for place in range(len(values))])
    return value
