"""What the desk asks: what was confirmed live, who covers and until when."""

from datetime import date, datetime, time, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from app.cases import service as cases
from app.cases.service import covering
from app.desk.service import Live
from app.entry.service import MOST_SAID
from app.web.forms import StaffForm

WHY = [
    SelectChoice(covering.Why.LEAVE.value, _l("Leave or a day off")),
    SelectChoice(covering.Why.SICK.value, _l("Sick")),
    SelectChoice(covering.Why.COURT.value, _l("In court or at another meeting")),
    SelectChoice(covering.Why.URGENT.value, _l("Somebody may be in danger now")),
    SelectChoice(covering.Why.LEFT.value, _l("Left the service")),
]
SPEAK = [
    SelectChoice("", _l("No: print only what she allowed")),
    SelectChoice("asked", _l("I asked her, live, and she agreed to all of it")),
    SelectChoice("danger", _l("Someone could be badly hurt, and it must be said")),
]


class ConfirmForm(StaffForm):
    """It was read back to her, live, and it was she who sent it."""

    send_id = SelectMultipleField(_l("What was read back"), validate_choice=False)
    how = RadioField(_l("How did you speak?"), choices=cases.LIVE, validators=[InputRequired(_l("Say how."))])
    interpreter = StringField(
        _l("Who interpreted"),
        description=cases.INTERPRETER_HINT,
        validators=[Length(max=cases.INTERPRETER_MAX)],
    )

    def live(self) -> Live:
        """As it is kept."""
        return Live(cases.How(self.how.data), self.interpreter.data or "")


class CoverForm(StaffForm):
    """Why the cover colleague reads, from when and until when."""

    why = RadioField(_l("Why is cover needed?"), choices=WHY, validators=[InputRequired(_l("Say why."))])
    starts = DateField(
        _l("From"), description=_l("Today, unless you choose a later day."), validators=[Optional()]
    )
    until = DateField(
        _l("Until the end of"),
        description=_l("28 days at most."),
        validators=[InputRequired(_l("Give a day."))],
    )
    today: date

    def validate_until(self, field: DateField) -> None:
        """Cover ends, and soon."""
        if field.data and not self.today <= field.data <= self.today + timedelta(days=covering.COVER_DAYS):
            raise ValidationError(_("Choose a day from today to 28 days ahead."))

    def validate_starts(self, field: DateField) -> None:
        """Not before today, and not after its end."""
        if field.data and not self.today <= field.data <= (self.until.data or field.data):
            raise ValidationError(_("Choose a day from today to the last day of cover."))

    def starts_at(self) -> datetime | None:
        """The first minute of that day in London; None is now."""
        day: date | None = self.starts.data
        return datetime.combine(day, time(), cases.LONDON) if day else None

    def until_end(self) -> datetime:
        """The last minute of that day in London."""
        day: date = self.until.data
        return datetime.combine(day, time(23, 59), cases.LONDON)


class SheetForm(StaffForm):
    """Whether more than she allowed beforehand may be spoken, and why; `of`: the last send that was shown."""

    of = HiddenField(default="")
    agreed = RadioField(_l("She has not said “all of it”. May all of it be said?"), choices=SPEAK, default="")


class NoteForm(StaffForm):
    """Which approved sentences are left for her."""

    say = SelectMultipleField(
        _l("What to say"),
        validators=[
            InputRequired(_l("Choose one at least.")),
            Length(max=MOST_SAID, message=_l("Choose four at most.")),
        ],
    )
    tells = BooleanField(_l("This tells her what came of the meeting"))


class AgreeForm(StaffForm):
    """What she proposed about reaching her was agreed with her just now, live."""

    seen = HiddenField()
    agreed_how = RadioField(
        _l("How did you speak?"), choices=cases.LIVE, validators=[InputRequired(_l("Say how."))]
    )
    agreed_interpreter = StringField(
        _l("Who interpreted"),
        description=cases.INTERPRETER_HINT,
        validators=[Length(max=cases.INTERPRETER_MAX)],
    )

    def contact(self, now: cases.ContactAgreement | None, *, may: bool) -> cases.Contact:
        """As it is kept: notes stay as they were agreed; a no is a no to everything."""
        if not may:
            return cases.Contact()
        notes = now is not None and now.may_reply
        return cases.Contact(cases.How(self.agreed_how.data), self.agreed_interpreter.data or "", notes)


class ThemesForm(StaffForm):
    """The themes that her chips carry."""

    themes = SelectMultipleField(_l("Themes"), validate_choice=False)


class TranslatorForm(StaffForm):
    """To whom the texts of one version go."""

    send_id = HiddenField()
    translator = SelectField(_l("Translator"), validate_choice=False)


class WayForm(StaffForm):
    """How one reads."""

    at_once = BooleanField(_l("Show her words at once, without “I'm ready”"))


class EmptyForm(StaffForm):
    """A button."""
