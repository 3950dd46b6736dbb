"""The table plan: which tables a release holds, how much noise each has, which cells one response may touch.

Promise: what is counted keeps to the caps whatever a record says: three themes, one answer to each of six
questions, five bands, three things to do better. A response that is left out, or changed, moves no more cells
than the plan says, each by one. No cell is left out because of its count, and no area moves because of it.
Source: insight.md, "Releases".
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice

Cell = tuple[str, ...]
Counts = dict[str, dict[Cell, int]]
LONDON: Cell = ("London",)


class Span(StrEnum):
    """How long a table counts for."""

    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True)
class Place:
    """Where an area counts. No borough: it is in no borough table of its own (the City of London)."""

    borough: str | None
    command_area: str
    sub_region: str


@dataclass(frozen=True)
class Frame:
    """Everything that can be counted, known before any record is looked at."""

    themes: Mapping[str, str]  # code: group
    answers: Mapping[str, Sequence[str]]
    bands: Mapping[str, Sequence[str]]
    better: Sequence[str]
    places: Mapping[str, Place]


@dataclass(frozen=True)
class Response:
    """One counted record: where, and what was tapped. `sent`: it came with views, and counts in totals."""

    area: str
    sent: bool = False
    themes: Sequence[str] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    bands: Mapping[str, str] = field(default_factory=dict)
    better: Sequence[str] = ()


@dataclass(frozen=True)
class Caps:
    """The most that one response may count of each."""

    themes: int = 3
    answers: int = 6
    bands: int = 5
    better: int = 3


@dataclass(frozen=True)
class Table:
    """One table: its noise (standard deviation), and the most cells that one response may touch."""

    name: str
    span: Span
    sd: float
    most: int
    touched: Callable[[Response, Frame], Iterable[Cell]]
    cells: Callable[[Frame], Iterable[Cell]]


CAPS = Caps()


def capped(response: Response, frame: Frame, caps: Caps = CAPS) -> Response:
    """What of a response may count: known codes, each once, within the caps; nothing from nowhere."""
    if response.area not in frame.places:
        return Response(response.area)
    return Response(
        response.area,
        response.sent,
        _most(response.themes, frame.themes, caps.themes),
        dict(islice(_chosen(response.answers, frame.answers), caps.answers)),
        dict(islice(_chosen(response.bands, frame.bands), caps.bands)),
        _most(response.better, frame.better, caps.better),
    )


def counted(
    tables: Sequence[Table], frame: Frame, responses: Iterable[Response], caps: Caps = CAPS
) -> Counts:
    """The true counts of every cell, zeros too. For the build alone: nothing of it is ever kept."""
    counts: Counts = {table.name: dict.fromkeys(table.cells(frame), 0) for table in tables}
    for response in responses:
        whole = capped(response, frame, caps)
        for table in tables:
            cells = counts[table.name]
            for cell in set(table.touched(whole, frame)):
                cells[cell] += 1
    return counts


def _most(codes: Sequence[str], known: Iterable[str], most: int) -> tuple[str, ...]:
    among = set(known)
    return tuple(code for code in dict.fromkeys(codes) if code in among)[:most]


def _chosen(said: Mapping[str, str], known: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    return ((name, said[name]) for name, values in known.items() if said.get(name) in values)


def _themes(response: Response, frame: Frame) -> Iterator[Cell]:
    return ((code,) for code in response.themes)


def _pairs(said: Mapping[str, str]) -> Iterator[Cell]:
    return ((name, value) for name, value in said.items())


def _all_pairs(known: Mapping[str, Sequence[str]]) -> Iterator[Cell]:
    return ((name, value) for name, values in known.items() for value in values)


def _total(response: Response, frame: Frame) -> Iterator[Cell]:
    return iter((LONDON,) if response.sent else ())


def _sub_region_themes(response: Response, frame: Frame) -> Iterator[Cell]:
    place = frame.places.get(response.area)
    return ((place.sub_region, code) for code in response.themes if place)


def _command_answers(response: Response, frame: Frame) -> Iterator[Cell]:
    place = frame.places.get(response.area)
    return ((place.command_area, *cell) for cell in _pairs(response.answers) if place)


def _command_total(response: Response, frame: Frame) -> Iterator[Cell]:
    place = frame.places.get(response.area)
    return iter(((place.command_area,),) if response.sent and place else ())


def _borough_total(response: Response, frame: Frame) -> Iterator[Cell]:
    place = frame.places.get(response.area)
    return iter(((place.borough,),) if response.sent and place and place.borough else ())


def _group_bands(response: Response, frame: Frame) -> Iterator[Cell]:
    groups = dict.fromkeys(frame.themes[code] for code in response.themes)
    return ((group, *cell) for group in groups for cell in _pairs(response.bands))


def _areas(frame: Frame) -> list[str]:
    return sorted({place.command_area for place in frame.places.values()})


def _regions(frame: Frame) -> list[str]:
    return sorted({place.sub_region for place in frame.places.values()})


PLAN: tuple[Table, ...] = (
    Table("london_themes", Span.QUARTER, 8, 3, _themes, lambda frame: ((code,) for code in frame.themes)),
    Table(
        "london_answers",
        Span.QUARTER,
        12,
        6,
        lambda response, frame: _pairs(response.answers),
        lambda frame: _all_pairs(frame.answers),
    ),
    Table("london_total", Span.QUARTER, 12, 1, _total, lambda frame: (LONDON,)),
    Table(
        "sub_region_themes",
        Span.YEAR,
        5.5,
        3,
        _sub_region_themes,
        lambda frame: ((region, code) for region in _regions(frame) for code in frame.themes),
    ),
    Table(
        "command_answers",
        Span.YEAR,
        8,
        6,
        _command_answers,
        lambda frame: ((area, *cell) for area in _areas(frame) for cell in _all_pairs(frame.answers)),
    ),
    Table(
        "command_total",
        Span.YEAR,
        10,
        1,
        _command_total,
        lambda frame: ((area,) for area in _areas(frame)),
    ),
    Table(
        "borough_total",
        Span.YEAR,
        10,
        1,
        _borough_total,
        lambda frame: ((place.borough,) for place in frame.places.values() if place.borough),
    ),
    Table(
        "london_bands",
        Span.YEAR,
        12,
        5,
        lambda response, frame: _pairs(response.bands),
        lambda frame: _all_pairs(frame.bands),
    ),
    Table(
        "group_bands",
        Span.YEAR,
        24,
        15,
        _group_bands,
        lambda frame: (
            (group, *cell)
            for group in dict.fromkeys(frame.themes.values())
            for cell in _all_pairs(frame.bands)
        ),
    ),
    Table(
        "better",
        Span.YEAR,
        14,
        3,
        lambda response, frame: ((code,) for code in response.better),
        lambda frame: ((code,) for code in frame.better),
    ),
)


def tables_for(span: Span) -> tuple[Table, ...]:
    """The tables that are drawn for a quarter, or for a year."""
    return tuple(table for table in PLAN if table.span is span)


def table_named(name: str) -> Table:
    """A table of the plan by its name."""
    return next(table for table in PLAN if table.name == name)
