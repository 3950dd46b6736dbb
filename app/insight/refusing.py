"""How this room's refusals read."""

from app.web.refusals import Words

WORDS = {
    "no_such_change": Words(
        404, "There is no such entry", "It is not there, or it is of an area that you do not write for."
    ),
    "change_second_person": Words(
        409,
        "It takes a second person",
        "You wrote it: somebody else, a lead or a manager for the same area, has to say yes. "
        "Nothing was changed.",
        "insight.changes",
        "To the entries",
    ),
    "change_moved_on": Words(
        409,
        "Somebody changed it meanwhile",
        "It was published, withdrawn or written anew since you opened it. Nothing was changed.",
        "insight.changes",
        "To the entries",
    ),
}
