"""What is asked of whoever is on duty, and of leads about rota and links."""

import re
from datetime import time
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, FieldList, RadioField, SelectField, StringField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from app.cases import service as cases
from app.entry import service as entry
from app.inbox.models import ROUTE_MAX, What
from app.inbox.rota import WEEKDAYS, Rota
from app.web.forms import StaffForm

USUAL = time(16)
ASK = "ask"
CHOOSE = InputRequired(_l("Choose one."))
SAID = {
    What.MATCHED: _l("It is from somebody whose case we have: match it"),
    What.NEW_CASE: _l("Somebody new: a case is being opened for it"),
    What.PASSED_ON: _l("Passed on to another service"),
    What.NO_WAY: _l("No way to reach her; a second person looks at it too"),
    What.DUPLICATE: _l("The same again: it came before"),
    What.NOT_REAL: _l("Not real"),
}
_WORDS = re.compile(r"[^\x00-\x1f<>{}]*")


class DecideForm(StaffForm):
    """What becomes of something that came."""

    what = RadioField(
        _l("What becomes of it?"),
        choices=[SelectChoice(what.value, text) for what, text in SAID.items()],
        validators=[CHOOSE],
    )
    reference = StringField(
        _l("The case's reference"),
        description=_l("Only to match it. Ask the worker whom she names; their case's readers then have it."),
        validators=[Length(max=40)],
    )

    def validate_reference(self, field: StringField) -> None:
        """Which case it goes to has to be said."""
        if self.what.data == What.MATCHED and not (field.data or "").strip():
            raise ValidationError(_("Give the reference of the open case."))


class RotaForm(StaffForm):
    """Who is on duty from Monday to Friday, until when they read, and whom a child can call."""

    days = FieldList(SelectField(validators=[InputRequired(_l("Choose somebody."))]), min_entries=WEEKDAYS)
    reads_by = TimeField(
        _l("Read by, on the next working day"),
        description=_l("The page says so to whoever writes."),
        default=USUAL,
        validators=[InputRequired(_l("Give the time."))],
    )
    route = StringField(
        _l("Whom a child can call here"),
        description=_l("The area's children's services. Under 16, it and Childline are all that is shown."),
        validators=[InputRequired(_l("Give a number.")), Length(max=ROUTE_MAX)],
    )

    def validate_route(self, field: StringField) -> None:
        """It stands on a survivor's page: words and a number, nothing else."""
        if not _WORDS.fullmatch(field.data or "") or not re.search(r"\d", field.data or ""):
            raise ValidationError(_("Give a number, in plain letters and digits."))

    def fill(self, rota: Rota) -> None:
        """Show the rota as it stands, unless something else was sent."""
        if self.is_submitted():
            return
        for day, who in zip(self.days, rota.days, strict=True):
            day.data = str(who)
        self.route.data, self.reads_by.data = rota.route, time.fromisoformat(rota.reads_by)

    def rota(self) -> Rota:
        """As it is kept."""
        assert self.reads_by.data
        return Rota(
            tuple(UUID(day.data) for day in self.days), f"{self.reads_by.data:%H:%M}", self.route.data.strip()
        )


class InsteadForm(StaffForm):
    """Who of the rota reads on one day, in place of whose day it is."""

    day = DateField(_l("Day"), validators=[InputRequired(_l("Give the day."))])
    who = SelectField(_l("Who reads then"), validators=[InputRequired(_l("Choose somebody."))])


class LinkForm(StaffForm):
    """How a link's page looks, for which area and in which languages."""

    area = SelectField(
        _l("Area"), description=_l("Or she is asked where she needs help."), validators=[CHOOSE]
    )
    skin = SelectField(_l("Everyday app"), validators=[CHOOSE])
    cover_locale = SelectField(_l("Language of the everyday app"), default="en", validators=[CHOOSE])
    form_locale = SelectField(_l("Language of the form"), default="en", validators=[CHOOSE])

    def validate_skin(self, field: SelectField) -> None:
        """Only what exists."""
        if not cases.pair_exists(field.data, self.cover_locale.data):
            raise ValidationError(_("This app is not there in that language. Choose another."))

    def area_code(self) -> str:
        """The area; empty where she is asked."""
        return "" if self.area.data == ASK else str(self.area.data)

    def looks(self) -> entry.Looks:
        """As it is made."""
        return entry.Looks(self.skin.data, self.cover_locale.data, self.form_locale.data)
