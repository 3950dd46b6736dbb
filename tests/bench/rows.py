"""One benchmark row: a JSON object a line, as people and programs read it."""

import json
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True)
class Row:
    """What was measured, in which unit, with what it depends on, what is owed and what was first designed."""

    name: str
    value: float
    unit: str
    owed: float | None = None
    params: dict[str, Any] = field(default_factory=dict)
    designed: float | None = None
    at_least: bool = False  # what is owed is the least, not the most

    @property
    def met(self) -> bool:
        """Whether it is within its budget (budgets only printed are always met)."""
        if self.owed is None:
            return True
        return self.value >= self.owed if self.at_least else self.value <= self.owed

    def line(self) -> str:
        """The row as it is printed."""
        promised = {"owed": self.owed, "designed": self.designed}
        params = {**self.params, **{name: value for name, value in promised.items() if value is not None}}
        return json.dumps({"name": self.name, "value": self.value, "unit": self.unit, "params": params},
                          ensure_ascii=False)  # fmt: skip

    def cells(self) -> str:
        """The row of a table: what it depends on, and what it is compared with, in words."""
        beside = {name: value for name, value in self.params.items() if name.startswith("beside ")}
        given = {name: value for name, value in self.params.items() if name not in beside}
        owed = "printed" if self.owed is None else f"{self.owed}" if self.met else f"**{self.owed}**"
        cells = (self.name, self.value, self.unit, owed, _told(beside), self.designed, _told(given))
        return f"| {' | '.join('' if cell is None else str(cell) for cell in cells)} |"


def heaviest(rows: list[Row]) -> Row:
    """The worst of these, named."""
    worst = max(rows, key=lambda row: row.value)
    return replace(worst, params={**worst.params, "heaviest of": len(rows)})


def _told(values: dict[str, Any]) -> str:
    return ", ".join(f"{name.removeprefix('beside ')} {value}" for name, value in values.items())
