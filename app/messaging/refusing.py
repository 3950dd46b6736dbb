"""Why a message does not go, and how that reads."""

from enum import StrEnum

from app.entry.service import NoSuchText
from app.web.refusals import Words
from safety.errors import SafetyRefusal


class Hold(StrEnum):
    """What keeps every text of a case back, or this one."""

    NOT_AGREED = "not_agreed"
    EXPIRED = "expired"
    DURESS = "duress"
    STOPPED = "stopped"
    HANDED_OVER = "handed_over"
    NO_TEXTS = "no_texts"
    CHANGED = "changed"
    CLOSED = "closed"
    MISSED = "missed"
    NOT_SET_UP = "not_set_up"
    SENDER_TELLS = "sender_tells"


class Held(SafetyRefusal):
    """No text may go for this case; `hold` says why."""

    code = "text_held"

    def __init__(self, hold: Hold) -> None:
        super().__init__()
        self.hold = hold


class Meanwhile(SafetyRefusal):
    """Number, times or what was agreed were written down anew after a page was opened."""

    code = "text_meanwhile"


class NotNow(SafetyRefusal):
    """This is not inside one of her windows, or too near to its end."""

    code = "text_not_now"


class NoWindow(SafetyRefusal):
    """No window of hers opens before the agreement ends."""

    code = "text_no_window"


class TooLate(SafetyRefusal):
    """The message has gone, or is going just now."""

    code = "text_too_late"


class NoSuchMessage(SafetyRefusal):
    """There is no such message, or it is not this person's."""

    code = "no_such_message"


class Unfit(SafetyRefusal):
    """The text would tell something: it is not sent, whoever approved it."""

    code = "text_unfit"


REFUSALS = (Held, NotNow, NoWindow, TooLate, NoSuchMessage, Unfit, NoSuchText)

WORDS = {
    "text_held": Words(409, "No text may go", "Something keeps texts for this case back. Nothing was sent."),
    "text_meanwhile": Words(
        409,
        "It was written down anew meanwhile",
        "Number, times or what was agreed changed after you opened the page. Nothing was written down.",
    ),
    "text_not_now": Words(
        409,
        "It is not one of her times just now",
        "Or it is too near to its end. Choose her next time instead. Nothing was sent.",
    ),
    "text_no_window": Words(
        409,
        "None of her times comes before the agreement ends",
        "Agree it again, live; then send. Nothing was sent.",
    ),
    "text_too_late": Words(409, "It is too late for that", "It has gone, or is going at this moment."),
    "no_such_message": Words(404, "There is no such message", "It may have been deleted in its time."),
    "text_unfit": Words(
        409, "This text could tell something", "It names somebody or something. Nothing was sent."
    ),
    "no_such_text": Words(
        409, "This text is not approved in that language", "Choose another text, or another language."
    ),
    "not_textable": Words(409, "No text can go to this number", "Give a mobile's number."),
}
