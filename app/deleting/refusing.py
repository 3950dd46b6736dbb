"""How refusals to erase read."""

from app.web.refusals import Words

WORDS = {
    "law_holds": Words(
        409,
        "A legal hold keeps this case, so nothing was erased",
        "Two leads put it there, for a reason and until a day. You can tell her: “I asked for it to be "
        "erased. The law makes us keep it for now. Nobody reads it because of that, and I will ask again.” "
        "Ask a lead whether the hold is still needed.",
        "desk.case",
        "To the case",
    ),
}
