"""One folder's whole life: stories walked, closed or killed, searched; restored, closed, searched again."""

import re
import tempfile
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from secrets import token_hex

from playwright.sync_api import Playwright

from tests.forensics.elsewhere import elsewhere
from tests.forensics.phone import RESTORE, Phone, came_back, walk
from tests.forensics.stories import Plan, Story, tell
from tests.forensics.traces import Told, Trace, codes_in, opened, telling_in, told, words_in
from tests.live import Live

# Where the browser itself keeps addresses. The neutral address stands there whatever a page does.
CHROMIUMS = (
    "History",
    "Sessions/",
    "Sessions_Encrypted/",
    "Favicons",
    "Top Sites",
    "Shortcuts",
    "Network Action Predictor",
    "ukm_db",
)
FIREFOXS = ("places.sqlite", "favicons.sqlite", "sessionstore")
HISTORY = CHROMIUMS + FIREFOXS
# What Firefox counts about itself in its own words ("FEATURE_FAILURE" holds Turkish's "fail"), when it likes;
# and its own scripts, made ready for its next start ("SponsorProtection" holds "protection").
# Canaries, codes and addresses are looked for there as everywhere.
ITS_OWN = ("datareporting/", "startupCache/")


@dataclass(frozen=True)
class Left:
    """What was found in a folder: traces that are ours to answer for, and where the address stands."""

    when: str
    traces: tuple[Trace, ...]
    addresses: tuple[str, ...]
    files: int
    size: int


@dataclass(frozen=True)
class Life:
    """What was walked, how many tabs the browser restored, and what was found each time."""

    stories: tuple[Story, ...]
    restored: int
    found: tuple[Left, ...]

    @property
    def traces(self) -> list[str]:
        return [f"{left.when}: {trace}" for left in self.found for trace in left.traces]

    @property
    def addresses(self) -> list[str]:
        return sorted({_kind(file) for left in self.found for file in left.addresses})


def live_through(playwright: Playwright, live: Live, plans: list[Plan]) -> Life:
    """Walk every plan in one fresh folder, a tab each; the last is left as it stands. Search, twice."""
    stories = [tell(live, plan) for plan in plans]
    with tempfile.TemporaryDirectory() as name, elsewhere() as address:
        folder = Path(name)
        phone = Phone(playwright, folder, plans[0].script).used().open()
        for story in stories:
            walk(phone, story)
        control = f"wren{token_hex(4)}"
        phone.type_elsewhere(address, control)
        (phone.kill if plans[-1].way == "kill" else phone.close)()
        first = searched(folder, "closed", stories, control, blank(playwright))
        phone.open(RESTORE)
        restored = came_back(phone, stories)
        phone.close()
        second = searched(folder, "restored and closed", stories, control, blank(playwright))
    return Life(tuple(stories), restored, (first, second))


def searched(folder: Path, when: str, stories: list[Story], control: str, before: Counter[Told]) -> Left:
    """Everything of these stories that the folder holds."""
    held = opened(folder)
    assert words_in(held, [control]), "what was typed elsewhere was not found: the search finds nothing"
    words = [word for story in stories for word in story.words]
    codes = [code for story in stories for code in story.codes]
    stands = words_in(held, [story.address for story in stories])
    telling = [trace for trace in telling_in(held, before) if not trace.file.startswith(ITS_OWN)]
    traces = [*words_in(held, words), *codes_in(held, codes), *telling]
    traces += [trace for trace in stands if not any(part in trace.file for part in HISTORY)]
    addresses = tuple(sorted({trace.file for trace in stands}))
    return Left(when, tuple(traces), addresses, held.files, held.size)


def _kind(file: str) -> str:
    """A file's name without what the browser numbers it by."""
    return re.sub(r"_\d+$", "", file.removesuffix("-wal").removesuffix("-journal"))


@cache
def blank(playwright: Playwright) -> Counter[Told]:
    """The telling words that the browser itself brings, found after a visit to an empty page."""
    with tempfile.TemporaryDirectory() as name, elsewhere() as address:
        phone = Phone(playwright, Path(name)).used().open()
        phone.type_elsewhere(address, "nothing")
        phone.close()
        return told(opened(Path(name)))
