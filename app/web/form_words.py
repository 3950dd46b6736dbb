"""What a form's library would say of a wrong answer, in words of ours: what to do, for whoever is tired.

Promise: nobody reads a message that was written for programmers.
"""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

DAY = _l("Give the whole day: day, month and year.")
TIME = _l("Give a time, for example 09:30.")
CHOOSE = _l("Choose one of those that are shown.")
WHOLE = _l("Give a whole number, in figures.")
FILL = _l("Fill this in.")
AGAIN = _l("This cannot be read. Write it again.")
WORDS: dict[str, Any] = {
    "Not a valid date value.": DAY,
    "Not a valid datetime value.": DAY,
    "Not a valid time value.": TIME,
    "Not a valid integer value.": WHOLE,
    "Not a valid decimal value.": _l("Give a number, in figures."),
    "Number must be at least %(min)s.": _l("Give %(min)s or more."),
    "Number must be at most %(max)s.": _l("Give %(max)s or less."),
    "Number must be between %(min)s and %(max)s.": _l("Give a number from %(min)s to %(max)s."),
    "Not a valid choice.": CHOOSE,
    "'%(value)s' is not a valid choice for this field.": CHOOSE,
    "Invalid Choice: could not coerce.": CHOOSE,
    "Invalid choice(s): one or more data inputs could not be coerced.": CHOOSE,
    "This field is required.": FILL,
    "Invalid email address.": _l("Give a whole address, for example name@service.example."),
}


class TooLong(str):
    """Says how much is too much: the library knows it only once the message is filled in."""

    __slots__ = ()

    def __mod__(self, values: Any) -> str:
        over, most = values["length"] - values["max"], str(values["max"])
        said: str = ngettext(
            "One letter too many: %(most)s fit. Nothing was cut.",
            "%(num)s letters too many: %(most)s fit. Nothing was cut.",
            over,
            most=most,
        )
        return said


class Translations:
    """Stands where the library looks for its own translations."""

    def gettext(self, text: str) -> str:
        """Ours; what nobody gave words to asks for another try."""
        return str(WORDS.get(text, AGAIN))

    def ngettext(self, one: str, many: str, number: int) -> str:
        """The same where a number decides the form."""
        return TooLong() if "longer than" in one else self.gettext(one)
