"""One benchmark row: a JSON object a line, as people and programs read it."""

import json
from dataclasses import dataclass, field, replace
from typing import Any, Self

from tests.bench.budgets import AT_LEAST

PROMISED = ("owed", "designed")
WORST = "heaviest of"  # how many rows this one is the worst of


@dataclass(frozen=True)
class Row:
    """What was measured, in which unit, with what it depends on, what is owed and what was first designed.

    What it is compared with, in the same run, stands in `params` under names that begin with "beside ".
    """

    name: str
    value: float
    unit: str
    owed: float | None = None
    params: dict[str, Any] = field(default_factory=dict)
    designed: float | None = None

    @property
    def at_least(self) -> bool:
        """Whether what is owed is the least, not the most."""
        return (self.name, self.unit) in AT_LEAST

    @property
    def met(self) -> bool:
        """Whether it is within its budget (budgets only printed are always met)."""
        return self._within(self.owed)

    @property
    def as_designed(self) -> bool:
        """Whether it is what was first hoped for, or no decision asked less since."""
        return self._within(self.designed)

    def _within(self, limit: float | None) -> bool:
        if limit is None:
            return True
        return self.value >= limit if self.at_least else self.value <= limit

    def line(self) -> str:
        """The row as it is printed."""
        promised = {"owed": self.owed, "designed": self.designed}
        params = {**self.params, **{name: value for name, value in promised.items() if value is not None}}
        return json.dumps({"name": self.name, "value": self.value, "unit": self.unit, "params": params},
                          ensure_ascii=False)  # fmt: skip

    @classmethod
    def read(cls, line: str) -> Self:
        """A row as it was printed; raises ValueError where it is none."""
        told = json.loads(line)
        if not isinstance(told, dict) or set(told) != {"name", "value", "unit", "params"}:
            raise ValueError("not a row")
        params = dict(told["params"])
        owed, designed = (params.pop(name, None) for name in PROMISED)
        numbers = (told["value"], *(each for each in (owed, designed) if each is not None))
        if not all(isinstance(each, int | float) for each in numbers):
            raise ValueError("a figure that is no number")
        return cls(told["name"], told["value"], told["unit"], owed, params, designed)


def heaviest(rows: list[Row]) -> Row:
    """The worst of these, named."""
    worst = max(rows, key=lambda row: row.value)
    return replace(worst, params={**worst.params, WORST: len(rows)})
