"""How this room's refusals read."""

from app.web.refusals import Words

WORDS = {
    "no_such_job": Words(
        404,
        "There is nothing to translate here",
        "It was done, given back, or its 48 hours are over and it is destroyed. Whoever asked can ask again.",
    ),
    "no_translator": Words(
        409,
        "This translator cannot be sent anything just now",
        "A lead has to invite them as a translator, and to certify their key. Nothing was sent.",
    ),
    "already_asked": Words(
        409, "A translator has these words already", "Wait until they come back, or until 48 hours are over."
    ),
}
