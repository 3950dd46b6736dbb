"""What staff send of an agenda."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField

from app.web.forms import StaffForm


class AgendaForm(StaffForm):
    """A file with an agenda's rows."""

    file = FileField(_l("The file (CSV)"), validators=[FileRequired(_l("Choose a file."))])


class AgendaSureForm(StaffForm):
    """The rows that were looked at, carried by the page itself: the server keeps none."""

    rows = HiddenField()
    whole = BooleanField(
        _l("This is the whole agenda"),
        description=_l(
            "Also write down how many cases are on it: every row above counts, with or without a worker. "
            "It is what coverage is measured against."
        ),
    )
