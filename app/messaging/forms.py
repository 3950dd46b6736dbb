"""What staff type about texts: number and times, which text, how messages look."""

import re
from datetime import time

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.messaging import saying
from app.messaging.choosing import Choice, When
from app.messaging.reach import Agreed, Answers
from app.messaging.senders import Look
from app.web.forms import FieldError, StaffForm
from safety.contact import DAY_MINUTES, LEAST_MINUTES, Window
from safety.numbers import LONGEST, NotTextable, mobile

BLOCKS = 3
DAYS_OFF = 3
DAYS = [
    SelectChoice(str(number), name)
    for number, name in enumerate(
        (_l("Mon"), _l("Tue"), _l("Wed"), _l("Thu"), _l("Fri"), _l("Sat"), _l("Sun"))
    )
]


class TimesForm(Form):  # type: ignore[misc]  # WTForms ships no types
    """One stretch of the day, on some days of the week."""

    days = SelectMultipleField(
        _l("On"), choices=DAYS, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    opens = TimeField(_l("from"), validators=[Optional()])
    closes = TimeField(_l("until"), validators=[Optional()])

    def validate_days(self, field: SelectMultipleField) -> None:
        """All three, or none of them; and long enough to be of use."""
        if not (field.data or self.opens.data or self.closes.data):
            return
        if not field.data or self.opens.data is None or self.closes.data is None:
            raise ValidationError(_("Give days, from and until; or leave all three empty."))
        if self._minutes()[1] - self._minutes()[0] < LEAST_MINUTES:
            raise ValidationError(
                _("Until must be at least ten minutes after from. Over midnight, give two times.")
            )

    def windows(self) -> frozenset[Window]:
        """As they are judged; none where nothing was typed."""
        if not self.days.data or self.opens.data is None or self.closes.data is None:
            return frozenset()
        opens, closes = self._minutes()
        if opens >= closes:
            return frozenset()
        return frozenset(Window(int(day), opens, closes) for day in self.days.data)

    def fill(self, days: list[int], opens: int, closes: int) -> None:
        """Show what was written down before."""
        self.days.data = [str(day) for day in days]
        self.opens.data = time(opens // 60, opens % 60)
        self.closes.data = time(closes // 60 % 24, closes % 60)

    def _minutes(self) -> tuple[int, int]:
        opens, closes = (each.data.hour * 60 + each.data.minute for each in (self.opens, self.closes))
        return opens, closes or DAY_MINUTES


class ReachForm(StaffForm):
    """Her number and her times, as she gave them live."""

    number = StringField(
        _l("Her mobile's number"),
        description=_l("Kept sealed, and deleted with the case."),
        validators=[Length(max=LONGEST)],
    )
    answers = RadioField(
        _l("Who may pick up when it is rung?"),
        choices=[
            SelectChoice(Answers.NOBODY.value, _l("Do not ring it")),
            SelectChoice(Answers.HER.value, _l("Only she does")),
            SelectChoice(Answers.OTHERS.value, _l("Somebody else may: then say it was a wrong number")),
        ],
        default=Answers.NOBODY.value,
    )
    texts = BooleanField(
        _l("Texts may be sent to it, at her times only"),
        description=_l("She knows what one could mean if somebody else reads it. Silence is a no."),
    )
    times = FieldList(FormField(TimesForm), min_entries=BLOCKS, max_entries=BLOCKS)
    never = FieldList(
        DateField(_l("Never on this day"), validators=[Optional()]),
        min_entries=DAYS_OFF,
        max_entries=DAYS_OFF,
    )
    on_holidays = BooleanField(
        _l("Texts may go on bank holidays too"),
        description=_l("Without the tick nothing goes on a bank holiday, whatever day it is."),
    )
    seen = HiddenField()
    drama = False

    def validate_number(self, field: StringField) -> None:
        """A mobile's, or none."""
        typed = (field.data or "").strip()
        if not typed and not self.texts.data:
            return
        try:
            mobile(typed, drama=self.drama)
        except NotTextable as refusal:
            raise ValidationError(saying.no_text_to(refusal.why)) from None

    def validate_texts(self, field: BooleanField) -> None:
        """A yes without a time would be a no that nobody sees."""
        if field.data and not any(each.form.windows() for each in self.times):
            raise ValidationError(_("Give at least one of her times below."))

    def problems(self) -> list[FieldError]:
        """Everything to put right, of her times and days too."""
        plain = [name for name in ("number", "answers", "texts", "on_holidays") if self[name].errors]
        inner = [each.form.days for each in self.times if each.form.days.errors]
        inner += [day for day in self.never if day.errors]
        return [
            FieldError(field.id, field.label.text, str(field.errors[0]))
            for field in (*(self[name] for name in plain), *inner)
        ]

    def agreed(self) -> Agreed:
        """As it is kept."""
        typed = (self.number.data or "").strip()
        windows = frozenset[Window]().union(*(each.form.windows() for each in self.times))
        return Agreed(
            number=mobile(typed, drama=self.drama) if typed else "",
            texts=bool(self.texts.data),
            windows=windows,
            never=frozenset(day.data for day in self.never if day.data),
            on_holidays=bool(self.on_holidays.data),
            answers=Answers(self.answers.data),
        )


class TextForm(StaffForm):
    """Which approved text, in which language, and when."""

    template = RadioField(_l("What to say"), validators=[InputRequired(_l("Choose one."))])
    locale = RadioField(_l("In which language?"), validators=[InputRequired(_l("Choose one."))])
    when = RadioField(
        _l("When?"),
        choices=[
            SelectChoice(When.NEXT.value, _l("At her next time")),
            SelectChoice(When.NOW.value, _l("Now, inside one of her times")),
        ],
        default=When.NEXT.value,
    )
    key = HiddenField()
    shown = HiddenField()

    def choice(self) -> Choice:
        """As it is judged."""
        return Choice(str(self.template.data), str(self.locale.data), When(self.when.data))


_PENCE = re.compile(r"([0-9]{1,4})(?:\.([0-9]))?")


class PenceField(IntegerField):  # type: ignore[misc]  # WTForms ships no types
    """Pence with one place, as the provider's price has them; kept as tenths of a penny.

    More places are refused in words: cut off, a worker would be told too little.
    """

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        whole, rest = divmod(self.data or 0, 10)
        return f"{whole}.{rest}" if rest else str(whole)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        typed = valuelist[0].strip() if valuelist else ""
        found = _PENCE.fullmatch(typed)
        if typed and not found:
            self.data = None
            raise ValueError(_("Give pence with one place, rounded up: for 4.53 give 4.6."))
        self.data = int(found[1]) * 10 + int(found[2] or 0) if found else None


class LookForm(StaffForm):
    """How the service's messages look, and when its staff are left alone."""

    name = StringField(
        _l("Sender of texts"),
        description=_l("Up to eleven letters that tell nothing, or a number beginning with +."),
        validators=[Length(max=20)],
    )
    messaging_service = StringField(
        _l("Messaging service"),
        description=_l("Twilio's own name for it, beginning with MG. It takes the sender's place."),
        validators=[Length(max=34)],
    )
    tenths_a_part = PenceField(
        _l("Pence for each part of a text"),
        description=_l(
            "Tenths where the price has them, like 4.5. A worker sees the cost before a text goes."
        ),
        default=0,
        validators=[Optional(), NumberRange(0, 1000, _l("Give a number from 0 to 100."))],
    )
    opens = TimeField(_l("Staff get emails from"), default=time(9), validators=[InputRequired()])
    closes = TimeField(_l("until"), default=time(17), validators=[InputRequired()])
    soon = BooleanField(
        _l("“Please read this soon” may come at any hour"),
        description=_l("Otherwise it waits until the next working morning, like everything else."),
    )

    def look(self) -> Look:
        """As it is kept."""
        return Look(
            name=(self.name.data or "").strip(),
            messaging_service=(self.messaging_service.data or "").strip(),
            tenths_a_part=self.tenths_a_part.data or 0,
            soon=bool(self.soon.data),
            opens=self.opens.data,
            closes=self.closes.data,
        )
