"""How this room's refusals read."""

from app.web.refusals import Words

WORDS = {
    "not_your_language": Words(
        403,
        "This language was not given to you to check",
        "Ask the service that invited you.",
    ),
    "no_such_string": Words(404, "There is no such sentence any more", "Its English was changed meanwhile."),
    "string_changed": Words(
        409,
        "Somebody changed it meanwhile",
        "Look at it as it stands now. Nothing of yours was lost.",
    ),
    "nothing_to_take_back": Words(409, "Nothing of yours is left to take back", "Nothing was changed."),
    "cannot_review": Words(
        409,
        "They cannot be given this",
        "Only people of an organisation of your service check translations, in languages that have words.",
    ),
}
