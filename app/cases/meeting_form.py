"""What staff type about a meeting."""

from datetime import datetime, time

from flask_babel import lazy_gettext as _l
from wtforms import DateField, DateTimeLocalField, IntegerField, SelectField, TimeField
from wtforms.validators import InputRequired, NumberRange, Optional

from app.cases.meetings import NewMeeting, from_london
from app.web.forms import StaffForm

AGENDA_MOST = 200


class MeetingForm(StaffForm):
    """A meeting, in London's time. The cut-off may be left to the usual rule."""

    area_code = SelectField(_l("Area"), validators=[InputRequired(_l("Choose an area."))])
    on = DateField(_l("Date"), validators=[InputRequired(_l("Give the date."))])
    at = TimeField(_l("Starts at"), default=time(9, 30), validators=[InputRequired(_l("Give the time."))])
    cut_off = DateTimeLocalField(_l("Cut-off for papers"), format="%Y-%m-%dT%H:%M", validators=[Optional()])
    agenda_total = IntegerField(
        _l("Cases on the agenda, if known"), validators=[Optional(), NumberRange(0, AGENDA_MOST)]
    )

    def new_meeting(self) -> NewMeeting:
        """What was typed. Raises NoSuchTime where London's clocks skip the cut-off's hour."""
        assert self.on.data and self.at.data
        cut_off: datetime | None = self.cut_off.data
        return NewMeeting(
            area_code=self.area_code.data,
            on=self.on.data,
            at=self.at.data,
            cut_off=from_london(cut_off.date(), cut_off.time()) if cut_off else None,
            agenda_total=self.agenda_total.data,
        )
