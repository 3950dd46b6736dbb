"""What a program may send to an address and what it is told, stated where the address is.

Promise: only what is not a page for people is described; a test fails on a module that answers in JSON and
describes nothing, and on an answer that is other than it says.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
Schema = dict[str, Any]

ATTRIBUTE = "described"
JSON, TEXT, BYTES = "application/json", "text/plain", "application/octet-stream"
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Shaped:
    """One answer: how it is written, and its shape; nothing for an answer without a body."""

    kind: str = ""
    shape: Schema = field(default_factory=dict)


@dataclass(frozen=True)
class Described:
    """What one address takes, beside its path, and what it tells by status."""

    takes: Shaped
    tells: dict[int, Shaped]
    headers: dict[str, str]  # what has to be asked with


def described(
    tells: dict[int, Shaped], takes: Shaped | None = None, **headers: str
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """State it; goes directly under the audience. A header's name is written with `_` for `-`."""
    asked = {name.replace("_", "-"): value for name, value in headers.items()}

    def state(page: Callable[P, R]) -> Callable[P, R]:
        setattr(page, ATTRIBUTE, Described(takes or Shaped(), tells, asked))
        return page

    return state


def described_of(page: Callable[..., object]) -> Described | None:
    """What an address states; None where it is a page."""
    stated: object = getattr(page, ATTRIBUTE, None)
    return stated if isinstance(stated, Described) else None


def words(*said: str) -> Shaped:
    """One of these words, on a line."""
    return Shaped(TEXT, {"type": "string", "enum": [f"{word}\n" for word in said]})


def told(**parts: Schema) -> Shaped:
    """A JSON object of exactly these parts."""
    shape = {"type": "object", "required": sorted(parts), "properties": parts, "additionalProperties": False}
    return Shaped(JSON, shape)


def form(*names: str) -> Shaped:
    """A form's fields, each of which may be left out."""
    return Shaped(FORM, {"type": "object", "properties": {name: {"type": "string"} for name in names}})
