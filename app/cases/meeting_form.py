"""What staff type about a meeting."""

from datetime import date, datetime, time

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, DateTimeLocalField, HiddenField, IntegerField, SelectField, TimeField
from wtforms.validators import InputRequired, NumberRange, Optional, ValidationError

from app.cases.meetings import NewMeeting, from_london, london, usual_cut_off
from app.cases.models import Meeting
from app.web.forms import StaffForm

AGENDA_MOST = 200
YEAR_DAYS = 366


class TotalForm(StaffForm):
    """How many cases were on a past meeting's agenda."""

    version = HiddenField(_l("Meeting"), default="0")
    agenda_total = IntegerField(
        _l("Cases on the agenda, if known"), validators=[Optional(), NumberRange(0, AGENDA_MOST)]
    )

    def fill(self, meeting: Meeting) -> None:
        """Show a meeting as it stands, unless something else was sent."""
        if not self.is_submitted():
            self.version.data, self.agenda_total.data = str(meeting.version), meeting.agenda_total


class MeetingForm(StaffForm):
    """A meeting, in London's time. The cut-off may be left to the usual rule."""

    version = TotalForm.version
    today: date
    area_code = SelectField(_l("Area"), validators=[InputRequired(_l("Choose an area."))])
    on = DateField(_l("Date"), validators=[InputRequired(_l("Give the date."))])
    at = TimeField(_l("Starts at"), default=time(9, 30), validators=[InputRequired(_l("Give the time."))])
    cut_off = DateTimeLocalField(_l("Cut-off for papers"), format="%Y-%m-%dT%H:%M", validators=[Optional()])
    agenda_total = TotalForm.agenda_total

    def validate_on(self, field: DateField) -> None:
        """A wrong year would delete what is kept too soon, or keep it too long."""
        if field.data and abs((field.data - self.today).days) > YEAR_DAYS:
            raise ValidationError(_("Give a date within a year of today."))

    def fill(self, meeting: Meeting) -> None:
        """Show a meeting as it stands, unless something else was sent."""
        if self.is_submitted():
            return
        starts, closes = london(meeting.starts_at), london(meeting.cut_off_at)
        self.version.data, self.area_code.data = str(meeting.version), meeting.area_code
        self.on.data, self.at.data = starts.date(), starts.time()
        if meeting.cut_off_at != usual_cut_off(starts.date()):
            self.cut_off.data = closes.replace(tzinfo=None)
        if "agenda_total" in self:
            self.agenda_total.data = meeting.agenda_total

    def new_meeting(self) -> NewMeeting:
        """What was typed. Raises NoSuchTime where London's clocks skip the cut-off's hour."""
        assert self.on.data and self.at.data
        cut_off: datetime | None = self.cut_off.data
        return NewMeeting(
            area_code=self.area_code.data,
            on=self.on.data,
            at=self.at.data,
            cut_off=from_london(cut_off.date(), cut_off.time()) if cut_off else None,
            agenda_total=self.agenda_total.data if "agenda_total" in self else None,
        )
