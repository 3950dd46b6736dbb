"""How releases refuse, in words for the page."""

from app.insight import asking, building, publishing, releases
from app.web.refusals import Words
from safety.periods import NotAPeriod

BACK = ("insight.release_list", "See all releases")


def _said(status: int, title: str, text: str) -> Words:
    return Words(status, title, text, *BACK)


WORDS = {
    NotAPeriod.code: _said(404, "There is no such period", "Choose one from the list of releases."),
    releases.NoRelease.code: _said(
        404, "Nothing is drawn for this period", "It can be asked for in the list."
    ),
    building.PeriodNotOver.code: _said(
        409, "This period is not over yet", "The list says from which day on its tables can be drawn."
    ),
    building.AlreadyDrawn.code: _said(
        409,
        "This period is drawn",
        "Its tables stay as they are and are never drawn again. If something was wrong, say so in a later "
        "period’s note.",
    ),
    building.QuartersMissing.code: _said(
        409,
        "The four quarters come first",
        "A year’s London figures are the sum of its quarters: publish all four, then the year.",
    ),
    building.BadNote.code: _said(
        400, "This note cannot be kept", "A note is one line of plain text, 500 letters at most."
    ),
    asking.AskedAlready.code: _said(409, "It is asked for already", "The worker draws it within a minute."),
    asking.MayNotDraw.code: _said(403, "Leads and managers do this", "Ask one of them."),
    publishing.MayNotPublish.code: _said(403, "Leads and managers do this", "Ask one of them."),
    publishing.AgreedAlready.code: _said(
        409, "You have agreed already", "It takes somebody else: another lead or manager."
    ),
    publishing.AlreadyPublished.code: _said(
        409, "It is published", "Two people have agreed. It stays as it is."
    ),
}
"""By the code of each refusal."""
