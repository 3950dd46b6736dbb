"""How this room's refusals read."""

from app.web.refusals import Words

WORDS = {
    "no_such_arrival": Words(
        404, "There is no such thing in the inbox", "It was deleted in its time, or came to another service."
    ),
    "not_on_rota": Words(
        403,
        "You are not on the rota",
        "Only who is on duty on some day opens what came. A lead can change that. Nothing was opened.",
    ),
    "nobody_there": Words(409, "Nobody is on duty there", "Nothing was passed on."),
    "matched_before": Words(409, "That case has it already", "Nothing went there a second time."),
    "passed_before": Words(409, "They have it already", "Nothing was passed on a second time."),
    "decided_before": Words(
        409, "Somebody decided about it already", "Nothing was written down. Open it again and look."
    ),
    "touched_there": Words(
        409,
        "It cannot be taken back any more",
        "Somebody opened it where it went, or worked on that case since. Nothing was changed. Talk to them.",
    ),
    "nothing_behind": Words(
        409,
        "It cannot be given back",
        "It did not come to this case from the duty inbox, or its 28 days there are over. Nothing changed.",
    ),
    "confirmed_here": Words(
        409,
        "It was confirmed live as hers",
        "It stands with the case, since somebody wrote down that she said so. Nothing was changed.",
    ),
    "not_looked": Words(409, "You have not opened it yet", "Open it first. Nothing was written down."),
    "rota_too_small": Words(
        409,
        "The rota needs two people at least",
        "Choose IDVAs at work here whose keys are certified, for each weekday. Nothing was changed.",
    ),
    "not_that_day": Words(
        409,
        "The rota cannot change on that day",
        "Give a working day from today on, no more than a year ahead. Nothing was changed.",
    ),
    "nobody_opens": Words(
        409,
        "Nobody on the rota has a key that opens",
        "First have the key of somebody on the rota certified, or put somebody on the rota who has one. "
        "Nothing was asked.",
    ),
    "rota_differs": Words(
        409,
        "The duty key is not that of the rota as it stands",
        "The rota or its duty key changed since this was asked. Nothing was opened. Have the lead who asked "
        "take it back, look at the rota together, and ask again.",
        "desk.recoveries",
        "To recoveries",
    ),
    "nothing_lost": Words(
        409,
        "Nothing waits that whoever is on duty cannot open",
        "It was decided about, its 28 days are over, or it was given already. Nothing was opened.",
    ),
    "no_rota": Words(
        409, "There is no rota yet", "Write down who is on duty; then links can be made. Nothing was made."
    ),
    "no_such_version": Words(
        404, "That version is not kept any more", "Go back and look at those that are. Nothing was changed."
    ),
    "no_such_link": Words(404, "There is no such link", "It has ended, or it is another service's."),
}
