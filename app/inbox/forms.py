"""What is asked of whoever is on duty, and of leads about the rota."""

import re
from datetime import time
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, FieldList, HiddenField, RadioField, SelectField, StringField, TimeField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from app.inbox.models import ROUTE_MAX, What
from app.inbox.rota import WEEKDAYS, Rota
from app.inbox.standing import Decision
from app.web.forms import StaffForm, version_of
from safety.nodes import unseen

USUAL = time(16)
CHOOSE = InputRequired(_l("Choose one."))
SAID = {
    What.MATCHED: _l("It is from somebody whose case we have: match it"),
    What.NEW_CASE: _l("Somebody new: a case is being opened for it"),
    What.PASSED_ON: _l("Passed on to another service"),
    What.NO_WAY: _l("No way to reach her; a second person looks at it too"),
    What.DUPLICATE: _l("The same again: it came before"),
    What.NOT_REAL: _l("Not real; a second person looks at it too"),
}
DONE = {
    What.MATCHED: _l("Matched to a case"),
    What.NEW_CASE: _l("A case is being opened for it"),
    What.PASSED_ON: _l("Passed on to another service"),
    What.NO_WAY: _l("No way to reach her; two people looked"),
    What.DUPLICATE: _l("The same again"),
    What.NOT_REAL: _l("Not real; two people looked"),
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
    to = SelectField(
        _l("Passed on: to whom?"),
        description=_l("A service of this list reads it in its own duty inbox; it is sealed to them."),
        choices=[SelectChoice("", _l("To somebody who is not on this list"))],
        default="",
    )

    asks = ""  # whose case it is, said before anything goes there
    seen = HiddenField()  # the number of the decision that stood when this page was made
    sure = HiddenField()  # the reference whose case was shown, so that nothing goes to another by a slip

    def validate_reference(self, field: StringField) -> None:
        """Which case it goes to has to be said."""
        if self.what.data == What.MATCHED and not (field.data or "").strip():
            raise ValidationError(_("Give the reference of the open case."))

    def decision(self) -> Decision:
        """As it is written down."""
        to = UUID(self.to.data) if self.to.data else None
        return Decision(What(self.what.data), self.reference.data or "", to, version_of(self.seen))


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
        typed = field.data or ""
        if not _WORDS.fullmatch(typed) or unseen(typed) or not re.search(r"\d", typed):
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
