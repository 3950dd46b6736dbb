"""Erasing at her wish."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.validators import InputRequired

from app.cases import service as cases
from app.deleting.erasing import Wish
from app.web.forms import StaffForm


class EraseForm(StaffForm):
    """How she said so, and whether her number goes too."""

    how = RadioField(
        _l("How did she tell you, just now or today?"),
        choices=cases.LIVE,
        validators=[InputRequired(_l("Say how. It has to be live: somebody else may hold her phone."))],
    )
    reach_too = BooleanField(_l("Her number and times too"))

    def wish(self) -> Wish:
        """As it is obeyed."""
        return Wish(cases.How(self.how.data), self.reach_too.data)
