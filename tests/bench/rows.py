"""One benchmark row: a JSON object a line, as people and programs read it."""

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Row:
    """What was measured, in which unit, with what it depends on and what is owed."""

    name: str
    value: float
    unit: str
    owed: float | None = None
    params: dict[str, Any] = field(default_factory=dict)

    @property
    def met(self) -> bool:
        """Whether it is within its budget (budgets only printed are always met)."""
        return self.owed is None or self.value <= self.owed

    def line(self) -> str:
        """The row as it is printed."""
        params = {**self.params, **({} if self.owed is None else {"owed": self.owed})}
        return json.dumps({"name": self.name, "value": self.value, "unit": self.unit, "params": params},
                          ensure_ascii=False)  # fmt: skip
