"""The managers' pages among ten thousand counted records, then among a million: how much longer they take."""

import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from secrets import token_bytes
from statistics import median, quantiles
from uuid import uuid4

import pyotp
from playwright.sync_api import Browser
from sqlalchemy import Engine, insert, text

from app.insight.models import PoolRecord
from app.web.current import utc_now
from safety.periods import quarter_of
from tests import cluster
from tests.bench.rows import Row
from tests.live import Live, reached, start_live

FEW, MANY, BATCH = 10_000, 1_000_000, 10_000
TIMES, WARM = 200, 10
GROWTH = 1.2
PAGES = ("/staff/insight/", "/staff/insight/said", "/staff/insight/heard", "/staff/insight/releases")
SEALED = 512  # bytes of a record, about


def dashboard_growth(browser: Browser, folder: Path, many: int = MANY) -> Iterator[Row]:
    """The slowest page's p99 among many over that among few, on PostgreSQL."""
    cluster.reserve()
    try:
        live = start_live(folder, cluster.make_database("dashboard"))
        try:
            engine, _config = reached(live)
            cookie = _signed_in(browser, live)
            _fill(engine, FEW)
            few = {page: _taken(live, cookie, page) for page in PAGES}
            _fill(engine, many - FEW)
            grown = {page: _taken(live, cookie, page) for page in PAGES}
            engine.dispose()
        finally:
            live.stop()
    finally:
        cluster.release()
    ratio, page = max((_p99(grown[page]) / _p99(few[page]), page) for page in PAGES)
    told = {"page": page, "among": many, "p50 ms": round(median(grown[page]), 1), "p99 ms": _p99(grown[page])}
    beside = {
        "p50 ratio": round(median(grown[page]) / median(few[page]), 2),
        "beside among": FEW,
        "beside p50 ms": round(median(few[page]), 1),
        "beside p99 ms": _p99(few[page]),
    }
    yield Row("dashboard_growth", round(ratio, 2), "ratio", GROWTH, told | beside)


def _fill(engine: Engine, count: int) -> None:
    """So many records of the running quarter: no page opens one, so that none is sealed."""
    quarter, pool = quarter_of(utc_now().date()), bytes(16)
    with engine.begin() as connection:
        for start in range(0, count, BATCH):
            rows = [
                {"id": uuid4(), "pool_key_id": pool, "quarter": quarter, "sealed": token_bytes(SEALED)}
                for _ in range(min(BATCH, count - start))
            ]
            connection.execute(insert(PoolRecord), rows)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM (ANALYZE)"))  # PostgreSQL's own would come while pages are timed


def _signed_in(browser: Browser, live: Live) -> str:
    """What a manager's browser says of itself."""
    context, person = browser.new_context(), live.staff("manager")
    try:
        page = context.new_page()
        page.goto(f"{live.staff_url}/staff/sign-in")
        page.get_by_label("Email address").fill(person["email"])
        page.get_by_label("Password", exact=True).fill(person["password"])
        page.get_by_role("button").first.click()
        page.get_by_label("Six-digit number").fill(pyotp.TOTP(person["totp_secret"]).at(utc_now()))
        page.get_by_role("button").first.click()
        page.wait_for_url("**/staff/insight/")
        return "; ".join(f"{one['name']}={one['value']}" for one in context.cookies())
    finally:
        context.close()


def _taken(live: Live, cookie: str, page: str) -> list[float]:
    """Milliseconds of each look at one page, once the server is warm."""
    connection = HTTPConnection("127.0.0.1", live.port, timeout=30)
    taken = []
    for _ in range(WARM + TIMES):
        start = time.perf_counter()
        connection.request("GET", page, headers={"Host": f"localhost:{live.port}", "Cookie": cookie})
        answer = connection.getresponse()
        answer.read()
        taken.append((time.perf_counter() - start) * 1000)
        assert answer.status == 200
    connection.close()
    return taken[WARM:]


def _p99(taken: list[float]) -> float:
    return round(quantiles(taken, n=100)[98], 1)
