"""The boxes beside her words: what will be said."""

from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import Length

from app.desk.forms import SPEAK
from app.desk.headings import Quote
from app.desk.sheet import MUST_NOT, ORDER
from app.desk.wording import LINE_MAX, SAY_MAX, Kept, Wording
from app.web.forms import StaffForm, version_of

SAID = (MUST_NOT, *ORDER)


def _box(label: Any, most: int = SAY_MAX) -> TextAreaField:
    too_long = _l("Make it shorter: %(max)d letters at most.")
    return TextAreaField(label, validators=[Length(max=most, message=too_long)])


class WordingForm(StaffForm):
    """What will be said under each heading; nothing of hers is in a box."""

    freely = ("say_", "english", "why", "wait")
    version = HiddenField(default="0")
    of = HiddenField(default="", validators=[Length(max=32)])
    say_not = _box(_l("What will be said: must not happen"))
    say_want = _box(_l("What will be said: she wants"))
    say_worry = _box(_l("What will be said: what worries her most"))
    say_avoid = _box(_l("What will be said: not to be shared"))
    say_kids = _box(_l("What will be said: the children"))
    say_change = _box(_l("What will be said: what has changed"))
    say_trust = _box(_l("What will be said: what works already"))
    say_with = _box(_l("What will be said: who to work with"))
    say_tell = _box(_l("What will be said: how and when to tell her"))
    say_easier = _box(_l("What will be said: interpreter and access"))
    english = _box(_l("Her words in English"))
    translator = StringField(_l("Who translated"), validators=[Length(max=LINE_MAX)])
    why = _box(_l("Why no views were received"))
    wait = _box(_l("What we ask the meeting to wait for"))
    agreed = RadioField(
        _l("She has not said “all of it”. May all of it be said?"),
        choices=SPEAK,
        default="",
        validate_choice=True,
    )

    @property
    def at(self) -> int:
        """The version that the page was made from."""
        return version_of(self.version)

    def fill(self, kept: Kept, newest: UUID | None, quote: Quote | None) -> None:
        """The words as they are kept; of her quote, where nobody worded its English, the translator's.

        A yes that she gave for what she sent before is not carried over, nor the English of other words; a
        yes just chosen beside her words is.
        """
        words, stands = kept.wording, kept.wording.stands_for(newest)
        chosen = bool(self.agreed.raw_data) and newest is not None and self.of.data == newest.hex
        self.version.data, self.of.data = str(kept.version), newest.hex if newest else ""
        for name in SAID:
            self[f"say_{name}"].data = words.say.get(name, "")
        for name in ("why", "wait"):
            self[name].data = getattr(words, name)
        self.english.data, self.translator.data = (words.english, words.translator) if stands else ("", "")
        if quote and quote.english and not (stands and words.english):
            self.english.data, self.translator.data = quote.english, quote.translator
        self.agreed.data = self.agreed.data if chosen else words.allows(newest)

    def wording(self) -> Wording:
        """As it is kept."""
        lines = {name: _lines(self[name].data) for name in ("english", "translator", "why", "wait")}
        say = {name: _lines(self[f"say_{name}"].data) for name in SAID}
        said = {name: text for name, text in say.items() if text}
        of = self.of.data or ""
        return Wording(say=said, agreed=self.agreed.data or "", of=of, agreed_of=of, **lines)


def _lines(text: str | None) -> str:
    """Without the spaces around it, and with one kind of line end."""
    return (text or "").replace("\r\n", "\n").strip()
