"""What is asked of whoever edits a quote."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import BooleanField, HiddenField, TextAreaField
from wtforms.validators import InputRequired, ValidationError

from app.insight import service as insight
from app.web.forms import StaffForm, unseen_in
from app.web.plainly import plain
from safety.nodes import unseen
from safety.redaction import reaches

NOTHING = _l("Write what would be shown, or refuse it.")


class EditForm(StaffForm):
    """The quote as it would be shown."""

    version = HiddenField()
    text = TextAreaField(
        _l("As it would be shown"),
        description=_l(
            "Up to 300 letters, on one line. Leave out or blur what is marked; keep her way of saying it."
        ),
        validators=[InputRequired(NOTHING)],
    )
    translated = BooleanField(_l("This is a translation into English"))
    sure = BooleanField(
        _l("Nothing in it could point at one person, not even to somebody who knows them well"),
        validators=[InputRequired(_l("Look at each marked piece first, and tick this."))],
    )

    def validate_text(self, field: Any) -> None:
        """Nothing typed is changed or cut."""
        typed = field.data or ""
        if not typed.strip():
            raise ValidationError(NOTHING)
        if found := unseen(typed.replace("\r", "").strip()):
            raise ValidationError(unseen_in(typed, found))
        if plain(typed) != " ".join(typed.split()):
            raise ValidationError(_("Plain text only: leave out what stands between < and >."))
        over = len(plain(typed)) - insight.QUOTE
        if over > 0:
            raise ValidationError(_too_many(over))
        if reaches(typed):
            raise ValidationError(_("A number, an address or a site stands in it. It would reach somebody."))


class SeenForm(StaffForm):
    """Which version somebody saw."""

    version = HiddenField()


def _too_many(over: int) -> str:
    said: str = ngettext(
        "One letter too many. Nothing was cut.", "%(num)s letters too many. Nothing was cut.", over
    )
    return said
