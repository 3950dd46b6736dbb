"""Beforehand's service. `create_app` is the only door to it; `app/joining.py` joins its parts."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from app.clock import utc_now

if TYPE_CHECKING:
    from flask import Flask

    from config import Config


class Face(StrEnum):
    """The two hosts: each is an app of its own, and neither can resolve the other's addresses."""

    SURVIVOR = "survivor"
    STAFF = "staff"


def create_app(config: "Config", face: Face, clock: Callable[[], datetime] = utc_now) -> "Flask":
    """One host's app. Nothing of the other host is registered in it.

    The parts are loaded here and not with this package: a command that only looks at settings, or watches
    over others, needs none of them.
    """
    from app.joining import joined

    return joined(config, face, clock)
