"""How this room says no."""

from safety.errors import SafetyRefusal


class NotYourLanguage(SafetyRefusal):
    """Nobody gave this person this language to check."""

    code = "not_your_language"


class NoSuchString(SafetyRefusal):
    """No such string in this language, or not any more."""

    code = "no_such_string"


class StringChanged(SafetyRefusal):
    """Somebody did something to the string after the page was made."""

    code = "string_changed"


class NothingToTakeBack(SafetyRefusal):
    """The person has done nothing to this string that still stands."""

    code = "nothing_to_take_back"


class NotAReviewer(SafetyRefusal):
    """Only people of the service's own organisations are given a language, of those that have words."""

    code = "cannot_review"
