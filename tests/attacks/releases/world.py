"""The people in it: an invented London with boroughs of very different sizes, and whoever is attacked.

One person is two records at most: what was counted with their views, and what was counted after the meeting.
"""

import json
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from random import Random

from app.insight import recording
from app.insight.frame import ANSWERS, BANDS, BETTER, frame
from app.insight.simulating import London, parts
from safety.disclosure import least_shown
from safety.table_plan import Response, table_named
from tests.attacks.releases.code import HERS, QUARTERS, Responses

UNEVEN = London(many=900, uneven=1.1)


@dataclass(frozen=True)
class Pair:
    """Two worlds that differ in one person's records: the attacker is to tell which it is."""

    name: str
    without: tuple[Response, ...]
    having: tuple[Response, ...]

    def worlds(self) -> tuple[Responses, Responses]:
        """Everybody in either world."""
        return _with(self.without, self.having), _with(self.having, self.having)


@cache
def others() -> Responses:
    """Everybody else, by quarter: nobody of her age, so that she is alone in some cells."""
    said = {quarter: map(_read, parts(UNEVEN, quarter)) for quarter in QUARTERS}
    return {
        quarter: [one for one in people if one.bands.get("age") != BANDS["age"][-1]]
        for quarter, people in said.items()
    }


@cache
def smallest() -> str:
    """The borough with the fewest."""
    many = Counter(one.area for people in others().values() for one in people if one.sent)
    return min((code for code, place in frame().places.items() if place.borough), key=lambda code: many[code])


def whole(area: str, themes: tuple[str, ...]) -> tuple[Response, Response]:
    """Someone who says all that can be said, the rarest of each."""
    before = Response(area, True, themes, bands={name: values[-1] for name, values in BANDS.items()})
    after = Response(area, answers={name: values[-1] for name, values in ANSWERS.items()}, better=BETTER[-3:])
    return before, after


def apart(many: int = 3) -> tuple[str, ...]:
    """Themes of different groups, as far as there are groups; then any."""
    firsts = {group: code for code, group in frame().themes.items()}
    return tuple(dict.fromkeys((*firsts.values(), *frame().themes)))[:many]


def random_person(seed: int = 5) -> tuple[Response, Response]:
    """Somebody like anybody."""
    draw = Random(seed)
    said = [_read(part) for part in parts(London(seed=seed, after=1.0), HERS)]
    at = 2 * draw.randrange(len(said) // 2)
    return said[at], said[at + 1]


def pairs() -> list[Pair]:
    """Whether somebody took part at all, and whether one thing is so of them."""
    rarest, anybody = whole(smallest(), apart()), random_person()
    before, after = rarest
    themeless = (replace(before, themes=before.themes[1:]), after)
    silent = (before, replace(after, answers={**after.answers, "harm": ANSWERS["harm"][0]}))
    return [
        Pair("took part: everything said, smallest borough", (), rarest),
        Pair("took part: anybody", (), anybody),
        Pair("took part: more than the caps allow", (), whole(smallest(), apart(99))),
        Pair("one theme or not", themeless, rarest),
        Pair("one answer or another", silent, rarest),
    ]


def _with(hers: tuple[Response, ...], known: tuple[Response, ...]) -> Responses:
    """The others, some of whom bring her borough's total to where one more would be shown, and her."""
    area = known[0].area
    so_far = sum(one.sent and one.area == area for people in others().values() for one in people)
    brink = max(0, least_shown(table_named("borough_total").sd) - 1 - so_far)
    more = [Response(area, True)] * brink
    return {
        quarter: [*people, *(more if quarter == QUARTERS[0] else ()), *(hers if quarter == HERS else ())]
        for quarter, people in others().items()
    }


def _read(part: dict) -> Response:
    return recording.read(recording.record_of(json.dumps(part).encode()))
