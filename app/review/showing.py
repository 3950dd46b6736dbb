"""What the pages of this room are told with."""

from typing import Any

from flask import request

from app.community import service as community
from app.review import rights, saying
from app.review.acting import Here
from app.review.book import glossary
from app.review.rules import own_last
from app.web.current import current_db
from app.web.locale import locale_of


def shown(viewer: community.Viewer) -> dict[str, Any]:
    """What every page of it says: in whose language, and how far a string is."""
    frame = community.shown(viewer)
    kept = {name: frame[name] for name in ("draft", "offered", "language")}
    return {**kept, "locale_of": locale_of, "state_of": saying.state_of, "where": saying.where}


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
        "undo": own_last(at.item.steps, at.alias),
        "before": request.args.get("before", "").split("/"),
    }
