"""Who types what, and how she leaves: one story is one link in one fresh tab."""

from dataclasses import dataclass
from datetime import UTC, datetime
from secrets import token_hex

from sqlalchemy.orm import Session

from app.entry import skins
from tests.links import Made, open_link
from tests.live import Live, reached

HOWS = ("unsent", "sent", "as one goes")
KEPT = "kept"  # sealed on the phone by her choice, because nothing could be sent
WAYS = ("bar", "escape", "three shifts", "out of sight", "mid-sentence", "kill")
PLAIN_WAYS = ("sent, then loaded again", "loaded again", "left and opened again", "mid-sentence, no script")
NAMES = {"en": "kestrel", "ar": "كناري"}


@dataclass(frozen=True)
class Plan:
    """Which app, in which languages; how answers go; how she leaves."""

    skin: str
    way: str
    how: str = "unsent"
    cover: str = "en"
    form: str = "en"

    @property
    def script(self) -> bool:
        """Whether the phone runs scripts."""
        return self.way not in PLAIN_WAYS

    def __str__(self) -> str:
        return f"{self.skin} {self.cover}-{self.form}, {self.how}, {self.way}"


@dataclass(frozen=True)
class Story:
    """A plan with a link of its own and words that stand nowhere else."""

    plan: Plan
    made: Made
    url: str
    words: tuple[str, str, str]

    @property
    def code(self) -> str:
        return self.made.new.code

    @property
    def codes(self) -> list[str]:
        """Every way in which the code may have been written down."""
        written = {self.code, self.code.replace(" ", ""), f"{self.code[:3]} {self.code[3:]}"}
        return sorted(written)

    @property
    def address(self) -> str:
        """What names this link in an address."""
        return self.made.new.token


def tell(live: Live, plan: Plan) -> Story:
    """A new link over the running service, and what she will write."""
    engine, config = reached(live)
    with Session(engine) as db:
        made = open_link(db, config.keys, datetime.now(UTC), skin=plan.skin, cover=plan.cover, form=plan.form)
    engine.dispose()
    first, second, third = (f"{NAMES[plan.form]}{token_hex(4)}" for _ in range(3))
    return Story(plan, made, f"{live.survivor_url}{made.path}", (first, second, third))


def short() -> list[list[Plan]]:
    """Every skin, every way and every how at least once, in three folders' lives."""
    names = skins.skins()
    plans = [Plan(names[at % len(names)], way, HOWS[at % len(HOWS)]) for at, way in enumerate(WAYS[:4])]
    plans += [Plan(name, "bar") for name in names[len(plans) :]]
    last = Plan("plain", "mid-sentence", "as one goes", cover="ar", form="ar")
    killed = Plan(names[-1], "kill")
    scriptless = [Plan(names[at % len(names)], way) for at, way in enumerate(PLAIN_WAYS)]
    return [[*plans, last], [killed], [Plan("list", "mid-sentence", KEPT)], scriptless]


def full() -> list[list[Plan]]:
    """Every skin in every language that it has, by every way and every how, and without a script."""
    lives = []
    for skin in skins.skins():
        for locale in skins.cover_locales(skin):
            for how in HOWS:
                plans = [Plan(skin, way, how, locale.code, locale.code) for way in WAYS]
                lives += [plans[:-1], plans[-1:]]
            lives.append([Plan(skin, "kill", KEPT, locale.code, locale.code)])
            lives.append([Plan(skin, way, "unsent", locale.code, locale.code) for way in PLAIN_WAYS])
    return lives
