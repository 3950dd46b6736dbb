"""Every pair of skin and languages there is, and a link for each in a running demonstration.

The links are made as a worker's are, and read by the people who read the demonstration's own.
"""

import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import brotli
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app.db import set_up_engine
from app.engine import ENGINE_OPTIONS
from app.entry import service as entry
from app.entry.answers import more_bytes
from app.entry.document import left_to, locales, part_sizes
from app.entry.service import Facts, Looks
from app.entry.skins import cover_locales, everyday, skins
from app.web.locale import SOURCE
from config import Config, Keys
from safety.sealing import Recipient
from safety.unlocking import ROUNDS, send_key
from tests.links import for_many
from tests.live import Demonstration
from tests.spread import PROVE

OPEN_FOR = timedelta(days=7)
SOONER = 100_000  # rounds, where the slow step is not what is measured: as many digits, so the same bytes
assert len(str(SOONER)) == len(str(ROUNDS))


@dataclass(frozen=True)
class Linked:
    """An open link: how it looks, where its everyday app lives on its own, what opens it, what its page needs
    to send.
    """

    looks: Looks
    path: str
    home: str
    code: str
    link_id: UUID
    key: bytes
    readers: tuple[Recipient, ...]

    @property
    def params(self) -> dict[str, str]:
        """How it looks, as a row tells it."""
        skin, cover, form = self.looks.skin, self.looks.cover_locale, self.looks.form_locale
        return {"skin": skin, "cover": cover, "form": form}

    @property
    def leave(self) -> str:
        """What leaving it asks for."""
        return f"/x?{left_to(self.looks)}"


def looks() -> list[Looks]:
    """A page in English with every form behind it; a page in any other language with its own form."""
    found = []
    for skin in skins():
        for cover in (locale.code for locale in cover_locales(skin)):
            own = [cover] if cover in locales() else [SOURCE]
            found += [Looks(skin, cover, form) for form in (locales() if cover == SOURCE else own)]
    return found


def weighty() -> list[Looks]:
    """The looks whose weight is taken on the line in every run: in English, and the heaviest by a reckoning.

    A page's sealed parts and its everyday app hardly share a byte, so their sum orders looks as the line
    does; it is made for every look, in a second. With `--prove` all of them are weighed.
    """
    found = looks()
    if PROVE:
        return found
    heads = {(one.skin, one.cover_locale): _head(one) for one in found}
    reckoned = {one: (heads[one.skin, one.cover_locale], sum(part_sizes(one))) for one in found}
    picked: set[Looks] = set()
    for skin in skins():
        own = sorted((one for one in found if one.skin == skin), key=lambda one: sum(reckoned[one]))
        by_size = sorted(own, key=lambda one: sum(reckoned[one]) + sum(_later(one.form_locale)))
        picked |= {
            *own[-1:],
            *by_size[-1:],
            *(one for one in own if one.form_locale == one.cover_locale == SOURCE),
        }
    return [one for one in found if one in picked]


def _head(one: Looks) -> int:
    frame, _ = everyday(one.skin, one.cover_locale, datetime.now(UTC).year).with_data()
    return len(brotli.compress(frame.encode(), quality=5))


def _later(form: str) -> tuple[int, int]:
    """The answer after opening, and the whole form without a script, that a journey in this language adds."""
    return more_bytes("rest", form), more_bytes("form", form)


def make_links(
    live: Demonstration, wanted: list[Looks], rounds: int = SOONER, *, many: bool = False
) -> list[Linked]:
    """An open link of each of these looks; links that many people hold, if so wanted."""
    engine = create_engine(live.database_url, **ENGINE_OPTIONS)
    set_up_engine(engine)
    config = Config.from_env({**os.environ, "DEMO": "1", "VAR_DIR": str(live.var_dir)})
    with Session(engine, expire_on_commit=False) as db:
        facts = _facts(db, config.keys, live)
        made = [_linked(db, config, one, for_many(facts) if many else facts, rounds) for one in wanted]
    engine.dispose()
    return made


def _facts(db: Session, keys: Keys, live: Demonstration) -> Facts:
    """What a link of the demonstration is made from: its worker, its meeting, who reads."""
    link = entry.known_token(db, keys, live.link(kind="case")["url"].rsplit("/", 1)[1])
    assert link is not None
    return entry.facts_of(keys, link)


def _linked(db: Session, config: Config, one: Looks, facts: Facts, rounds: int) -> Linked:
    now, keys = datetime.now(UTC), config.keys
    new = entry.create_link(
        db,
        keys,
        skin=one.skin,
        cover_locale=one.cover_locale,
        form_locale=one.form_locale,
        facts=facts,
        kind=entry.Kind.CASE if facts.worker else entry.Kind.COMMUNITY,
        codes=entry.Wanted(duress=False),
        closes_at=now + OPEN_FOR,
        rounds=rounds,
        now=now,
    )
    live_key, _ = entry.send_keys(keys, entry.by_id(db, new.link_id))
    home = "/" if one.skin == config.default_skin else f"/a/{one.skin}"
    return Linked(one, f"/k/{new.token}", home, new.code, new.link_id, send_key(live_key), facts.recipients)
