"""How this room's refusals read."""

from app.web.refusals import Words

LIST = ("quotes.waiting", "To what waits")

WORDS = {
    "no_such_quote": Words(
        404,
        "It does not wait any more",
        "Somebody decided about it, its six months are over, or it was taken back.",
        *LIST,
    ),
    "not_a_reviewer": Words(403, "Leads look at quotes", "Nothing was opened."),
    "same_reviewer": Words(
        409,
        "It takes a second person",
        "You edited it: another lead has to approve it. Nothing was let out.",
        *LIST,
    ),
    "quote_not_edited": Words(
        409,
        "Somebody changed it meanwhile",
        "It is not what you saw. Open it again and look at it as it stands now. Nothing was changed.",
        *LIST,
    ),
    "quote_reaches": Words(
        409,
        "A number or an address stands in it",
        "Take it out: it reaches somebody. Nothing was changed.",
        *LIST,
    ),
}
