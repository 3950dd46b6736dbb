"""The demonstration: invented services whose links and sign-ins come from one secret under VAR_DIR.

Promise: it never starts over a database that is not its own, can be loaded again at any time, leaves every
told link open with its meeting ahead and one case with its meeting behind it, and tells everything there is
to tell in `demo.json`.
"""

import json
import os
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pyotp
from sqlalchemy.orm import Session

from app import Face, create_app, inbox
from app.accounts import demo as people_demo
from app.accounts import service as accounts
from app.cases import demo as cases_demo
from app.cases import service as cases
from app.community import demo as community_demo
from app.db import current_db
from app.desk import demo as desk_demo
from app.entry import service as entry
from app.inbox import demo as inbox_demo
from app.insight import demo as insight_demo
from app.insight import demo_words as words_demo
from app.insight import service as insight
from app.quotes import service as quotes
from app.review import demo as review_demo
from app.voice import service as voice
from app.web import catalogues
from app.web.current import utc_now
from config import Config, demo_secret
from safety.errors import SafetyRefusal

TOLD = "demo.json"
HELD = timedelta(days=43)  # into a quarter: when its made-up meetings were
CITY = "E09000001"  # whose few cases are shown with Tower Hamlets
UNTOLD = "E09000016"  # of whose oldest meeting nobody entered the total
WAITS = "Tell me before you ring my sister at the salon. And please ask me on a Monday, not in school time."
NOTE = ["read", "rest"]  # what waits behind one code


class NotADemonstration(SafetyRefusal):
    """This database holds somebody's service: the demonstration keeps out."""

    code = "this database is not the demonstration's own"


def load(config: Config) -> None:
    """Make what is missing, open what has ended, and write `demo.json` anew."""
    catalogues.compile_all()
    config.outbox_dir.mkdir(mode=0o700, exist_ok=True)
    with create_app(config, Face.STAFF).app_context():
        _write(config.var_dir / TOLD, _made(current_db(), config, utc_now()))


def table(config: Config) -> str:
    """What `make run` ends with: every link and every sign-in, and how to stop."""
    told = json.loads((config.var_dir / TOLD).read_text(encoding="utf-8"))
    links = [_link_row(link) for link in told["links"]]
    staff = [_staff_row(person, utc_now()) for person in told["staff"]]
    return "\n".join(
        (
            "",
            "Beforehand is ready: a demonstration, with invented people only.",
            "",
            "Survivors' links (the code goes into the page's own search box, or on its keys)",
            *_columns(
                [("link", "code", "duress code", "page in", "form in", "skin", "case", "read by"), *links]
            ),
            "",
            f"Staff sign in at {told['staff_url']}/staff/",
            *_columns([("role", "email", "password", "number now", "secret of the numbers"), *staff]),
            "",
            "Ctrl-C stops.",
        )
    )


def _made(db: Session, config: Config, now: datetime) -> dict[str, Any]:
    require_own(db, config)
    if not accounts.services(db):
        accounts.proved.begin_anew(config.var_dir)
    secret = demo_secret(config.var_dir)
    people = people_demo.make_people(db, config.keys, secret, now)
    others = people_demo.make_people(db, config.keys, secret, now, cast=people_demo.NEIGHBOURS)
    cases_demo.make_meeting(db, others.service_id, now)
    links = cases_demo.make_cases(db, config.keys, secret, people.service_id, now)
    held = cases_demo.make_held(db, config.keys, secret, people.service_id, now)
    desk_demo.take_views(db, config.keys, held, cases.get(db, held).opened_at or now)
    _leave_notes(db, config, links, now)
    for service_id in (people.service_id, others.service_id):
        inbox_demo.make_rota(db, config.keys, service_id, now)
    inbox_demo.make_pages(db, config.keys, people.service_id, now)
    community = community_demo.make_kits(db, config.keys, inbox.links, secret, people.service_id, now)
    community += community_demo.make_leaflets(db, config.keys, inbox.links, secret, others.service_id, now)
    review_demo.make_reviewer(db, config.keys, people.service_id, now)
    _make_figures(db, config, people.service_id, others.service_id, now)
    _release_figures(db, config, people, now)
    _publish_words(db, config, people, now)
    return {
        "base_url": config.survivor_url,
        "staff_url": config.staff_url,
        "links": [
            *(link.entry(config.survivor_url) for link in links),
            *(link.entry(config.survivor_url) for link in community),
        ],
        "staff": [person.entry() for person in (*people.everyone, *others.everyone)],
        "outbox": str(config.outbox_dir),
    }


def _leave_notes(db: Session, config: Config, links: list[cases_demo.DemoLink], now: datetime) -> None:
    """A note waits where that was agreed, unless one does already or the second code was used."""
    for each in links:
        link_id, words = each.link.link_id, entry.reply_words(each.plan.form_locale, NOTE)
        if each.plan.contact.notes and voice.reply_of(db, link_id, now) is None:
            with suppress(voice.ReplyHeld):
                voice.leave_reply(db, config.keys, link_id, words, now)


def _release_figures(db: Session, config: Config, people: people_demo.DemoPeople, now: datetime) -> None:
    """A year of figures, published by a manager and a lead."""
    keys, pool = config.keys, accounts.pool_recipient(db, config.keys, people.service_id)
    assert pool is not None
    manager, lead = people.of(accounts.Role.MANAGER)[0], people.of(accounts.Role.LEAD)[0]
    who = [insight.Person(person.id, person.role) for person in (manager, lead)]

    def trail(action: str, subject: str, detail: str) -> None:
        accounts.append(db, keys, None, action, subject, now, detail)

    insight_demo.make_releases(db, keys, pool.key_id, who, trail, now)


def _publish_words(db: Session, config: Config, people: people_demo.DemoPeople, now: datetime) -> None:
    """What was changed and what was said, published by two leads; and one quote that waits for them."""
    keys, leads = config.keys, [person.id for person in people.of(accounts.Role.LEAD)[:2]]

    def trail(action: str, subject: str, detail: str) -> None:
        accounts.append(db, keys, None, action, subject, now, detail)

    if words_demo.make_words(db, leads, people_demo.AREAS, trail, now):
        quotes.give(db, keys, people.service_id, WAITS, "en", now)


def _make_figures(db: Session, config: Config, ours: UUID, others: UUID, now: datetime) -> None:
    """A year and more of made-up counts, over all of London; in one borough two services meet."""
    secret, today = demo_secret(config.var_dir), now.date()
    rest = people_demo.make_people(db, config.keys, secret, now, cast=people_demo.ELSEWHERE).service_id
    works = {code: [rest] for code in cases.area_names()}
    works |= {code: [ours] for code in (*people_demo.AREAS, CITY)}
    works[people_demo.NEIGHBOURS.areas[0]].append(others)
    totals = insight_demo.make_tallies(db, secret, works, today)
    oldest = min(quarter for _, quarter in totals)
    held = [
        (service, code, quarter.first + HELD, None if (code, quarter) == (UNTOLD, oldest) else total)
        for (code, quarter), total in totals.items()
        for service in works[code]
    ]
    cases_demo.make_past(db, held)


def require_own(db: Session, config: Config) -> None:
    """Raises NotADemonstration unless the database is empty or was made with this folder's secret."""
    for service in accounts.services(db):
        ours = accounts.pool_recipient(db, config.keys, service.id)
        if service.name not in people_demo.SERVICES or ours is None:
            raise NotADemonstration


def _link_row(link: dict[str, Any]) -> tuple[str, ...]:
    codes = link["code"], link["duress_code"] or "-"
    looks = link["cover_locale"], link["locale"], link["skin"]
    return link["url"], *codes, *looks, link["case"] or link["kind"], link["idva"]


def _staff_row(person: dict[str, str], now: datetime) -> tuple[str, ...]:
    number = pyotp.TOTP(person["totp_secret"]).at(now)
    return person["role"], person["email"], person["password"], number, person["totp_secret"]


def _columns(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  " + "  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]


def _write(path: Path, told: dict[str, Any]) -> None:
    """Whole or not at all, and for the owner only."""
    partial = path.with_suffix(".partial")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(told, file, indent=1, ensure_ascii=False)
    partial.replace(path)
