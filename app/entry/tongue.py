"""The words of one language, as an everyday app says them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from babel.dates import format_skeleton
from babel.support import NullTranslations

Json = dict[str, Any]  # what is written by hand for a skin


@dataclass(frozen=True, slots=True)
class Tongue:
    """The words of one language, and how it writes a date."""

    words: NullTranslations
    babel: str

    def say(self, text: str) -> str:
        """A text in this language; itself where nothing is known of it."""
        return self.words.gettext(text) if text else text

    def day(self, day: date) -> str:
        """A weekday, a day and a month."""
        return format_skeleton("MMMMEEEEd", day, fuzzy=True, locale=self.babel)
