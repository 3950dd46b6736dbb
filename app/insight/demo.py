"""The demonstration's figures, of an invented London: tallies, and a year and more of published releases.

Promise: the same secret gives the same tallies; no row is of a case, and nothing here runs outside a
demonstration or a test. Safe to run again: what is there stays, and what is drawn is never drawn anew.
"""

import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.insight.building import Asked, Trail, build
from app.insight.models import Release, Tally
from app.insight.noise import gaussian
from app.insight.publishing import Person, agree
from app.insight.releases import PEOPLE
from app.insight.simulating import London, simulate
from app.insight.tallies import keep_tallies
from config import Keys
from safety.coverage import Counted, bands_of, counts_of
from safety.periods import drawn_from, next_quarter, quarter_of, quarters_of, year_of
from safety.quarters import Quarter, settled_on
from safety.standard import Facts, Heard, Told, WhyNot

INVENTED = "Invented figures, for the demonstration."
QUARTERS = 7  # enough for the last whole year, at any time
BEHIND = "E09000028"  # one area stands out, so that it can be seen how that looks
WHYS = (WhyNot.NOT_REACHED,) * 4 + (WhyNot.UNAWARE,) * 3 + (WhyNot.NO_CHANNEL,) * 2 + tuple(WhyNot)


def settled_quarters(today: date) -> list[Quarter]:
    """The last quarters whose figures stand still, oldest first."""
    quarter = Quarter.of(date(today.year - 3, today.month, 1))
    found = []
    while settled_on(quarter) <= today:
        found.append(quarter)
        quarter = quarter.next
    return found[-QUARTERS:]


def make_tallies(
    db: Session, secret: bytes, works: Mapping[str, Sequence[UUID]], today: date
) -> dict[tuple[str, Quarter], int]:
    """Counts of every area and quarter where there are none; how many cases each then has on its agendas.

    `works`: the services that work in each area; where there are two, the second has every fourth case.
    """
    there = set(db.scalars(select(Tally.quarter_from)))
    totals: dict[tuple[str, Quarter], int] = {}
    went: list[Counted] = []
    for at, quarter in enumerate(settled_quarters(today)):
        for code, services in works.items():
            seed = secret + f"tally {code} {quarter.first:%Y-%m}".encode()
            drawn = random.Random(seed)  # noqa: S311  # made up
            size = 26 if code == BEHIND else max(3, round(drawn.gauss(15, 6)))
            totals[code, quarter] = size + drawn.choice((0, 0, 1, 2))
            if quarter.first not in there:
                facts = [_case(drawn, at, code) for _ in range(size)]
                went.extend(
                    _gone(drawn, services[each % 4 == 3 and len(services) > 1], code, quarter, one)
                    for each, one in enumerate(facts)
                )
    keep_tallies(db, went)
    return totals


def _gone(drawn: random.Random, service: UUID, code: str, quarter: Quarter, facts: Facts) -> Counted:
    """A case as it counts, with who it was of; views came less often where a form was not English."""
    young, other = drawn.random() < 0.12, drawn.random() < (0.26 if facts.in_time else 0.4)
    bands = ("age:16-17" if young else "age:18+", "language:other" if other else "language:english")
    counts = counts_of(facts)
    return Counted(service, code, quarter, counts, bands_of(counts, bands))


def _case(drawn: random.Random, at: int, code: str) -> Facts:
    """One made-up case; telling gets better from quarter to quarter, and areas differ a little."""
    good = 0.62 + 0.03 * at + (sum(map(ord, code)) % 7 - 3) * 0.03 - (0.35 if code == BEHIND else 0)
    offered = drawn.random() < good + 0.12
    in_time = offered and drawn.random() < good
    heard = drawn.choice((Heard.READ_OUT, Heard.SUMMARISED, Heard.SUMMARISED, Heard.NOT_REACHED))
    is_told = drawn.random() < good
    return Facts(
        offered=offered,
        not_offered=drawn.choice(WHYS) if not offered and drawn.random() < 0.7 else None,
        in_time=in_time,
        begun=True,
        heard=heard if in_time else None,
        answered=drawn.random() < good if in_time else None,
        told=Told.CALL if is_told else None,
        told_in=drawn.choice((1, 1, 2, 2, 3, 5, 6)) if is_told else None,
        days_since=30,
        invited=in_time and drawn.random() < 0.5,
        may_still_invite=False,
    )


def make_releases(
    db: Session, keys: Keys, pool_key_id: bytes, people: Sequence[Person], trail: Trail, now: datetime
) -> list[str]:
    """Draw and publish the last whole year and every quarter since, where missing; the periods drawn now."""
    drawn = set(db.scalars(select(Release.period)))
    missing = [period for period in released_periods(now) if period not in drawn]
    for period in missing:
        if quarters_of(period) == (period,):
            simulate(db, keys, pool_key_id, London(), period)
        build(db, keys, Asked(period, INVENTED), gaussian, trail, now)
        for person in people[:PEOPLE]:
            agree(db, keys, period, person, trail, now)
    return missing


def released_periods(now: datetime) -> list[str]:
    """The four quarters of the last year that is over, the year itself, and the quarters since."""
    today = now.date()
    year = year_of(quarter_of(today))
    while drawn_from(year) > today:
        year = f"{int(year[:4]) - 1}-{int(year[:4]) % 100:02}"
    found, quarter = [*quarters_of(year), year], next_quarter(quarters_of(year)[-1])
    while drawn_from(quarter) <= today:
        found.append(quarter)
        quarter = next_quarter(quarter)
    return found
