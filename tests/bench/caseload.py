"""An IDVA's own 500 cases among a thousand, then among a hundred thousand: how much longer the page takes."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection
from pathlib import Path
from secrets import token_bytes
from statistics import median, quantiles
from typing import Any
from uuid import UUID, uuid4

from playwright.sync_api import Browser
from sqlalchemy import Engine, create_engine, insert, select, text
from sqlalchemy.orm import Session

from app.accounts.models import Staff, StaffState
from app.cases.models import Case, CaseLink, Meeting
from app.db import set_up_engine, writing
from app.engine import ENGINE_OPTIONS
from app.entry.models import Link
from app.voice.models import Send
from config import Config, Keys
from safety.sealing import Kind
from tests import cluster
from tests.bench.rows import Row
from tests.desk_walk import Desk
from tests.live import Live, start_live

OWN, FEW, MANY = 500, 1_000, 100_000
SENDS, BATCH = 3, 10_000
TIMES, WARM = 300, 10
PEOPLE = 200
GROWTH = 1.3
NOTHING = bytes(16)


@dataclass
class Filler:
    """Puts cases into a running demonstration's database, as a busy London would over years."""

    engine: Engine
    keys: Keys
    mine: UUID
    others: list[UUID]
    service: UUID
    meeting: UUID
    now: datetime

    def put(self, count: int, *, own: bool) -> None:
        """So many cases, her own or other people's, each with a link over which something may have come."""
        with self.engine.begin() as connection:
            for start in range(0, count, BATCH):
                found = [self._case(number, own) for number in range(start, min(start + BATCH, count))]
                for table, at in ((Link, 0), (Case, 1), (CaseLink, 2)):
                    connection.execute(insert(table), [one[at] for one in found])
                connection.execute(insert(Send), [send for one in found for send in one[3]])

    def settle(self) -> None:
        """What PostgreSQL does by itself: learn how its tables are filled. Nobody tells SQLite to."""
        if self.engine.dialect.name == "postgresql":
            with self.engine.begin() as connection:
                connection.execute(text("ANALYZE"))

    def _case(self, number: int, own: bool) -> tuple[Any, ...]:
        case_id, link_id, now, others = uuid4(), uuid4(), self.now, len(self.others)
        idva_id = self.mine if own else self.others[number % others]
        cover_id = self.others[(number + 1) % others]
        looks = {"skin": "plain", "cover_locale": "en", "form_locale": "en"}
        sealed = {"sealed_secrets": NOTHING, "sealed_token": NOTHING, "sealed_facts": NOTHING}
        link = {"id": link_id, "token_mac": token_bytes(32), "closes_at": now + timedelta(days=60),
                "first_shown_at": now, "created_at": now, "code_settled": number % 2 == 0}  # fmt: skip
        case = {"id": case_id, "service_id": self.service, "reference": f"B-{number:06}", "idva_id": idva_id,
                "cover_id": cover_id, "meeting_id": self.meeting, "link_id": link_id, "state": "open",
                "created_at": now, "changed_at": now, "opened_at": now, "sealed_duress": NOTHING,
                "mac": NOTHING}  # fmt: skip
        joined = {"link_id": link_id, "case_id": case_id, "made_at": now}
        came = SENDS if own else number % 2
        sends = [self._send(link_id, at, own) for at in range(came)]
        return link | looks | sealed, case | looks, joined, sends

    def _send(self, link_id: UUID, sequence: int, own: bool) -> dict[str, Any]:
        send_id = uuid4()  # nobody looks at the others' seals
        code = self.keys.data.seal(b"live", b"send code:" + send_id.bytes) if own else NOTHING
        return {"id": send_id, "link_id": link_id, "submission_id": link_id, "sequence": sequence,
                "kind": int(Kind.PARTIAL), "sha256": token_bytes(32), "version": 1, "urgent": False,
                "wants_call": False, "received_at": self.now, "late": False, "apart": False,
                "sealed_envelope": NOTHING, "sealed_code": code}  # fmt: skip


def caseload_growth(playwright_browser: Browser, folder: Path) -> Iterator[Row]:
    """The page's p99 among many over that among few, and both as they were; on either database."""
    yield _grown(playwright_browser, start_live(folder), "SQLite")
    cluster.reserve()
    try:
        (other := folder / "postgresql").mkdir()
        yield _grown(playwright_browser, start_live(other, cluster.make_database("caseload")), "PostgreSQL")
    finally:
        cluster.release()


def _grown(browser: Browser, live: Live, database: str) -> Row:
    try:
        filling, cookie = filler(live), signed_in(browser, live, "idva")
        filling.put(OWN, own=True)
        filling.put(FEW - OWN, own=False)
        filling.settle()
        few = _taken(live, cookie)
        filling.put(MANY - FEW, own=False)
        filling.settle()
        many = _taken(live, cookie)
        filling.engine.dispose()
    finally:
        live.stop()
    told = {"database": database, "own": OWN, "among": MANY, "p50 ms": round(median(many), 1)}
    told |= {"p99 ms": _p99(many), "p50 ratio": round(median(many) / median(few), 2), "beside among": FEW}
    beside = {"beside p50 ms": round(median(few), 1), "beside p99 ms": _p99(few)}
    return Row("caseload_growth", round(_p99(many) / _p99(few), 2), "ratio", GROWTH, told | beside)


def _p99(taken: list[float]) -> float:
    return round(quantiles(taken, n=100)[98], 1)


def filler(live: Live) -> Filler:
    """What fills this demonstration's database: its first IDVA, and colleagues of hers."""
    engine = create_engine(live.database_url, **ENGINE_OPTIONS)
    set_up_engine(engine)
    keys = Config.from_env({"DEMO": "1", "VAR_DIR": str(live.var_dir)}).keys
    with Session(engine, expire_on_commit=False) as db:
        mine = db.scalars(select(Staff).where(Staff.email == live.staff("idva")["email"])).one()
        ahead = Meeting.service_id == mine.service_id, Meeting.starts_at > datetime.now(UTC)
        meeting = db.scalars(select(Meeting).where(*ahead).order_by(Meeting.starts_at).limit(1)).one()
        others = [_colleague(mine, number) for number in range(PEOPLE)]
        with writing(db):
            db.add_all(others)
        ids = [one.id for one in others]
        return Filler(engine, keys, mine.id, ids, meeting.service_id, meeting.id, datetime.now(UTC))


def _colleague(mine: Staff, number: int) -> Staff:
    """Somebody whose cases lie beside hers: London has a few hundred."""
    return Staff(id=uuid4(), service_id=mine.service_id, role=mine.role, email=f"{number}@example.org",
                 display_name=f"Colleague {number}", state=StaffState.SUSPENDED, created_at=mine.created_at,
                 totp_last_step=0, mac=NOTHING)  # fmt: skip


def signed_in(browser: Browser, live: Live, role: str) -> str:
    """The cookies of a browser at which the first member of staff of this role signed in."""
    context = browser.new_context()
    try:
        Desk(context.new_page(), live, live.staff(role)).sign_in()
        return "; ".join(f"{one['name']}={one['value']}" for one in context.cookies())
    finally:
        context.close()


def _taken(live: Live, cookie: str) -> list[float]:
    """Milliseconds of each look at the first page, once the server is warm."""
    connection = HTTPConnection("127.0.0.1", live.port, timeout=30)
    taken = []
    for _ in range(WARM + TIMES):
        start = time.perf_counter()
        connection.request(
            "GET", "/staff/cases", headers={"Host": f"localhost:{live.port}", "Cookie": cookie}
        )
        answer = connection.getresponse()
        body = answer.read()
        taken.append((time.perf_counter() - start) * 1000)
        assert answer.status == 200 and b"Page 1 of" in body
    connection.close()
    return taken[WARM:]
