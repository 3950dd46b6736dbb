"""England's bank holidays: bundled data, nothing is fetched.

The `holidays` library loads every country of the world as soon as one is asked for: eight megabytes in each
process, and a tenth of a second that the first page would wait. Here it loads the one file that we need.
Source: that library, held against its own answer by a test.
"""

from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Protocol, cast

import holidays

_FILE = Path(holidays.__file__).parent / "countries" / "united_kingdom.py"


class Calendar(Protocol):
    """Days that are bank holidays, with their names."""

    def __contains__(self, day: date) -> bool:
        """Whether it is one; any year may be asked."""

    def items(self) -> list[tuple[date, str]]:
        """Those of the years that it was made of; several of one day are apart by `; `."""


def england(*years: int) -> Calendar:
    """The calendar of England and Wales, filled for these years, with names in British English."""
    return cast(Calendar, _KINGDOM(subdiv="ENG", years=years, language="en_GB"))


def days_of(*years: int) -> frozenset[date]:
    """The bank holidays of these years."""
    return frozenset(day for day, _ in england(*years).items())


def _kingdom() -> type:
    spec = spec_from_file_location("holidays.countries.united_kingdom", _FILE)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return cast(type, module.UnitedKingdom)


_KINGDOM = _kingdom()
