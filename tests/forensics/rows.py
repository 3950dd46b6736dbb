"""The benchmark's row: how many traces a browser's folder holds after every way of leaving."""

from playwright.sync_api import Playwright

from tests.bench.rows import Row
from tests.forensics.runs import live_through
from tests.forensics.stories import short
from tests.live import Live


def exit_traces(playwright: Playwright, live: Live) -> Row:
    """Words, codes, telling words, and addresses outside the browser's own history: none is owed."""
    lives = [live_through(playwright, live, plans) for plans in short()]
    params = {
        "journeys": sum(len(life.stories) for life in lives),
        "searches": sum(len(life.found) for life in lives),
        "files": sum(left.files for life in lives for left in life.found),
        "megabytes": round(sum(left.size for life in lives for left in life.found) / 1e6),
        "address_stands_in": ", ".join(sorted({place for life in lives for place in life.addresses})),
    }
    traces = [trace for life in lives for trace in life.traces]
    return Row("exit_traces", len(traces), "traces", 0, params | ({"found": traces} if traces else {}))
