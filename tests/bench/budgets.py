"""What is owed, in bytes and milliseconds, and which looks owe it."""

from app.entry.service import Looks

FIRST_VIEW = 14_600  # one TCP initial window, whatever the skin; `first_view_flights` counts its packets
FIRST_VIEWS = {  # all in English, and otherwise
    "plain": (11_000, FIRST_VIEW),
    "recipes": (12_500, 14_400),
    "calculator": (11_900, 13_500),
}
OTHER_FIRST_VIEWS = (11_500, 13_000)
JOURNEYS = {True: (29_000, 32_000), False: (30_500, 35_200)}  # with a script or without: English, others
# docs/decisions/0011 and 0029 say why no less is possible yet
# the everyday app is paid for twice: behind the form, and after leaving
JOURNEYS_MORE = {"recipes": 2_100, "calculator": 2_500}
JOURNEY_DESIGNED, JOURNEY_PLAIN_DESIGNED, JOURNEY_CARDS_DESIGNED = 22_000, 30_000, 40_000
CARDS_MORE = (27_000, 29_500)  # nine sends more, and the cards: English, others; docs/decisions/0061
UNLOCK_MS, RESULT_MS, SEAL_MS, COVER_MS = 1_400, 100, 50, 50
COVER_SHARE, FORM_SHARE, LINE_SHARE = 0.6, 0.5, 1.2
# of a bare Flask view's on the same server, or of one that asks its database: docs/decisions/0041
LANDING_WARM, LANDING_COLD, LANDING_ASKING, ACCEPT_SHARE = 0.35, 0.1, 0.6, 0.25
WARM_DESIGNED, COLD_DESIGNED, ACCEPT_DESIGNED = 0.8, 0.5, 0.6
ASKING = "warm, of one that asks its database"
RSS_MB, START_S = 120, 3
SOAK_GROWTH, FLOOD_P99_MS = 1.05, 10_000
# The decision that asks less of a figure than was first hoped for.
DECIDED = {
    "journey_bytes": "0029", "journey_bytes_nojs": "0029", "journey_bytes_cards": "0061",
    "landing_ratio": "0041", "accept_ratio": "0041",
}  # fmt: skip
# Every figure that is owed, in the order in which it is told.
NAMES = (
    "first_view_bytes", "first_view_requests", "journey_bytes", "journey_bytes_nojs", "journey_bytes_cards",
    "usable_form_ms", "usable_form_share", "unlock_ms", "unlock_result_ms", "exit_cover_ms",
    "exit_cover_share", "exit_traces", "seal_ms", "landing_ratio", "accept_ratio", "accept_p99_ms", "served",
    "caseload_growth", "dashboard_growth",
    "release_build_s", "outbox_exact", "acked_lost", "web_rss_mb", "start_s", "attack_fact", "attack_member",
    "release_useful", "set_up_s", "soak_growth", "flood_p99_ms",
    "first_view_flights", "cut_sends", "line_form_ms", "line_form_share",
)  # fmt: skip
# Of these what is owed is the least; of all others the most.
AT_LEAST = frozenset({
    ("landing_ratio", "warm"), ("landing_ratio", "cold"), ("landing_ratio", ASKING),
    ("accept_ratio", "ratio"),
    ("release_useful", "share shown"), ("release_useful", "top five right"),
})  # fmt: skip


def journey_owed(looks: Looks, *, script: bool = True, cards: bool = False) -> int:
    """The most that a whole journey behind these looks may weigh; `cards`: with them, sent as one goes."""
    weights = (JOURNEYS[script], CARDS_MORE) if cards else (JOURNEYS[script],)
    own = sum(english if _english(looks) else other for english, other in weights)
    return own + JOURNEYS_MORE.get(looks.skin, 0)


def first_view_owed(looks: Looks) -> int:
    """The most that the first view of these looks may weigh."""
    english, other = FIRST_VIEWS.get(looks.skin, OTHER_FIRST_VIEWS)
    return english if _english(looks) else other


def _english(looks: Looks) -> bool:
    return looks.cover_locale == looks.form_locale == "en"
