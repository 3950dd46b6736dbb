"""What this room needs of others to act: who somebody is, that it is them, and a line in the trail.

Promise: it learns a person's id and role. Passwords and numbers pass through to be proved and are kept
nowhere.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from flask import Flask, current_app

from app.insight.publishing import Person

EXTENSION = "beforehand_insight_acting"


@dataclass(frozen=True)
class Acting:
    """The functions. `prove`: (password, number) -> who is signed in, or a refusal as at the sign-in."""

    me: Callable[[], Person]
    prove: Callable[[str, str], Person]
    trail: Callable[[UUID | None, str, str, str], None]


def join(app: Flask, acting: Acting) -> None:
    """Give this room what it acts with."""
    app.extensions[EXTENSION] = acting


def acting() -> Acting:
    """What it was given."""
    given: Acting = current_app.extensions[EXTENSION]
    return given
