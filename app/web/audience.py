"""Who a page is for. Every route states it; the guard of each host refuses a route that does not."""

from collections.abc import Callable
from enum import StrEnum
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

ATTRIBUTE = "audience"


class Audience(StrEnum):
    """The people (and one machine) that a route may be for. The six roles carry their role's name."""

    SURVIVOR = "survivor"
    PUBLIC_STAFF = "public_staff"
    SIGNED_IN = "signed_in"
    IDVA = "idva"
    LEAD = "lead"
    COMMUNITY = "community"
    TRANSLATOR = "translator"
    MANAGER = "manager"
    ADMIN = "admin"
    MACHINE = "machine"


SURVIVOR = Audience.SURVIVOR
PUBLIC_STAFF = Audience.PUBLIC_STAFF
SIGNED_IN = Audience.SIGNED_IN
IDVA = Audience.IDVA
LEAD = Audience.LEAD
COMMUNITY = Audience.COMMUNITY
TRANSLATOR = Audience.TRANSLATOR
MANAGER = Audience.MANAGER
ADMIN = Audience.ADMIN
MACHINE = Audience.MACHINE


def audience(*who: Audience) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """State who a page is for; goes directly under the route decorator."""

    def state(page: Callable[P, R]) -> Callable[P, R]:
        setattr(page, ATTRIBUTE, frozenset(who))
        return page

    return state


def audience_of(page: Callable[..., object]) -> frozenset[Audience]:
    """Whom a page is for; empty where it does not say."""
    stated: object = getattr(page, ATTRIBUTE, frozenset())
    return stated if isinstance(stated, frozenset) else frozenset()
