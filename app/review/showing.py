"""What the pages of this room are told with."""

from datetime import date, datetime
from typing import Any

from flask import request

from app.community import service as community
from app.entry import service as entry
from app.review import rights, saying
from app.review.acting import Here
from app.review.book import Entry, glossary
from app.review.errors import NoSuchString
from app.review.rules import own_last
from app.web.catalogues import KIT
from app.web.current import current_db
from app.web.locale import locale_of


def shown(viewer: community.Viewer) -> dict[str, Any]:
    """What every page of it says: in whose language, and how far a string is."""
    frame = community.shown(viewer)
    kept = {name: frame[name] for name in ("draft", "offered", "language", "day")}
    return {**kept, "locale_of": locale_of, "state_of": saying.state_of, "where": saying.where}


def in_a_screen(one: Entry) -> bool:
    """Whether it stands where a survivor's phone shows it; kits and their pages are looked at as they are."""
    return one.domain != KIT


def picture(at: Here, now: datetime) -> entry.Preview:
    """The screen that says it, with the words as they stand here. Raises NoSuchString where there is none."""
    one = at.item.entry
    if not in_a_screen(one):
        raise NoSuchString
    english = one.english
    wording = entry.Trial(english[0], english[1] if english[1:] else "", at.item.now.words)
    return entry.preview(at.place.code, one.domain, wording, now.date())


def told_of(viewer: community.Viewer, at: Here) -> dict[str, Any]:
    """One string, its terms, and who did what; of people elsewhere nobody is told who they are."""
    own = viewer.organisation
    names = rights.names(current_db(), own.id, viewer.service_id) if own else {}
    return {
        "code": at.place.code,
        "item": at.item,
        "terms": glossary(at.place.code, at.item.entry.english[0]),
        "names": names,
        "alias": at.alias,
        "did": saying.DID,
        "on": date.fromisoformat,
        "undo": own_last(at.item.steps, at.alias),
        "in_a_screen": in_a_screen(at.item.entry),
        "before": request.args.get("before", "").split("/"),
    }
