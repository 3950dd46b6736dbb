"""How this room's refusals read; a member reads them in their organisation's language."""

from app.entry.service import marked
from app.web.refusals import Words

WORDS = {
    "not_your_language": Words(
        403,
        marked("This language was not given to you to check"),
        marked("Ask the service that invited you."),
    ),
    "no_such_string": Words(
        404, marked("There is no such sentence any more"), marked("Its English was changed meanwhile.")
    ),
    "string_changed": Words(
        409,
        marked("Somebody changed it meanwhile"),
        marked("Look at it as it stands now. Nothing of yours was lost."),
    ),
    "nothing_to_take_back": Words(
        409, marked("Nothing of yours is left to take back"), marked("Nothing was changed.")
    ),
    "cannot_review": Words(
        409,
        "They cannot be given this",
        "Only people of an organisation of your service check translations, in languages that have words.",
    ),
}
