"""A service's own short page, in one language: who we are, how to ring us, what happens next.

Promise: it is shown only after a code; nothing but nodes of the kinds in `safety.nodes` is kept or leaves.
Each change is a version of its own, and one before can be brought back. Nothing of it stands in the page
that anyone can load, so a change takes effect at once and tells nobody anything.
"""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.db import writing
from app.entry.facts import Facts
from app.entry.models import LocalPage
from app.web.locale import SOURCE, locale_of
from safety.nodes import Nodes, checked

KEPT = 20  # versions of one page


@dataclass(frozen=True)
class Local:
    """A page as it stands in one language; without nodes there is none."""

    locale: str
    version: int
    nodes: Nodes
    made_at: datetime | None = None


USUAL = Local(SOURCE, 1, [["p", "…"]])


def local_of(db: Session, facts: Facts, code: str) -> Local | None:
    """What a link's reader is shown: her language's, else the English one; None where there is neither."""
    if facts.pool is None:
        return None
    found = (next(iter(versions(db, facts.pool.key_id, one)), None) for one in dict.fromkeys((code, SOURCE)))
    return next((page for page in found if page and page.nodes), None)


def versions(db: Session, owner: bytes, code: str) -> list[Local]:
    """A page's versions, the newest first. `owner` is the id of the service's pool key."""
    rows = db.scalars(
        select(LocalPage)
        .where(LocalPage.pool_key_id == owner, LocalPage.locale == code)
        .order_by(LocalPage.version.desc())
    )
    return [Local(row.locale, row.version, checked(json.loads(row.nodes)), row.made_at) for row in rows]


def keep_page(db: Session, owner: bytes, code: str, nodes: Nodes, now: datetime) -> int:
    """A new version, shown from now on; none of its nodes ends the page. Returns its number.

    Raises Malformed where it is no page, TooBig where it is too long; then nothing changed.
    """
    text = json.dumps(checked(nodes), ensure_ascii=False)
    with writing(db):
        before = versions(db, owner, code)
        number = before[0].version + 1 if before else 1
        db.add(LocalPage(pool_key_id=owner, locale=code, version=number, nodes=text, made_at=now))
        mine = (LocalPage.pool_key_id == owner, LocalPage.locale == code)
        db.execute(delete(LocalPage).where(*mine, LocalPage.version <= number - KEPT))
    return number


def bring_back(db: Session, owner: bytes, code: str, version: int, now: datetime) -> int | None:
    """An earlier version once more, as the newest; None where it is not kept any more."""
    with writing(db):
        found = next((one for one in versions(db, owner, code) if one.version == version), None)
        return keep_page(db, owner, code, found.nodes, now) if found else None


def local_told(page: Local) -> dict[str, object]:
    """What is shown: the nodes, their language, and whether they lead to a number or to a site."""
    said, text = locale_of(page.locale), json.dumps(page.nodes)
    warned = {"calls": '"tel:' in text, "sites": '"http' in text}
    return {"lang": said.code, "dir": said.dir, "nodes": page.nodes, **warned}


def local_json(page: Local | None) -> bytes:
    """The same for a phone; empty where there is none."""
    told = local_told(page) if page else {"nodes": []}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
