"""Asking that a case stays past its time."""

from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from app.cases.models import HoldWhy
from app.web.forms import StaffForm
from safety.retention import latest_hold

REASONS = {
    HoldWhy.COURT: _l("A court has ordered it, or is about to decide"),
    HoldWhy.POLICE: _l("The police have asked for it in writing"),
    HoldWhy.REVIEW: _l("An inquest or a review of a death or of a serious case"),
    HoldWhy.COMPLAINT: _l("A complaint or a claim"),
    HoldWhy.HERS: _l("She has asked for it herself"),
}


class HoldForm(StaffForm):
    """Why, and until when."""

    why = RadioField(
        _l("Why must it stay?"),
        choices=[SelectChoice(each.value, label) for each, label in REASONS.items()],
        validators=[InputRequired(_l("Say why."))],
    )
    until = DateField(
        _l("Until the end of"),
        description=_l("A year from today at most. It can be asked for again."),
        validators=[InputRequired(_l("Give a day."))],
    )
    today: date

    def validate_until(self, field: DateField) -> None:
        """It ends, and within a year."""
        if field.data and not self.today < field.data <= latest_hold(self.today):
            raise ValidationError(_("Choose a day after today and within a year."))
