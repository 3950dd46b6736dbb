"""What is asked of who writes “you said, we did”, in English and in another language."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from app.insight.areas import areas
from app.insight.changes import Author, Told
from app.insight.models import DID, SAID
from app.insight.themes import themes
from app.web.forms import StaffForm, unseen_in
from app.web.plainly import plain
from safety.nodes import unseen
from safety.redaction import reaches

EMPTY = InputRequired(_l("Write it first."))
MARKS = _l("Plain text only: leave out what stands between < and >.")
REACHES = _l("Leave out numbers, addresses and sites: this is shown on phones that others open.")


class ToldForm(StaffForm):
    """Two short sentences."""

    said = StringField(
        _l("What people said"),
        description=_l("Up to 90 letters, of many people together: “Tell us sooner what was decided.”"),
        validators=[EMPTY],
    )
    did = StringField(
        _l("What was changed"),
        description=_l("Up to 140 letters, and only what has been done: “Workers now ring within two days.”"),
        validators=[EMPTY],
    )

    def validate_said(self, field: Any) -> None:
        """Nothing typed is changed or cut."""
        _short(field.data or "", SAID)

    def validate_did(self, field: Any) -> None:
        """The same."""
        _short(field.data or "", DID)

    def told(self) -> Told:
        """What was written."""
        return Told(self.said.data or "", self.did.data or "").plainly()


class ChangeForm(ToldForm):
    """Under which theme, and where."""

    theme = SelectField(_l("Theme"))
    area = SelectField(_l("Where"))

    def offer(self, author: Author) -> "ChangeForm":
        """The themes, and the areas that this person writes for."""
        self.theme.choices = [SelectChoice(one.code, one.name) for one in themes().values()]
        own = sorted((areas()[code].name, code) for code in author.areas if code in areas())
        self.area.choices = [
            SelectChoice("", str(_("All of London"))),
            *(SelectChoice(code, name) for name, code in own),
        ]
        return self


class RightForm(StaffForm):
    """What stood there when somebody found it right."""

    said = HiddenField()
    did = HiddenField()

    def told(self) -> Told:
        """What was seen."""
        return Told(self.said.data or "", self.did.data or "")


def _short(text: str, most: int) -> None:
    if not text.strip():
        raise ValidationError(EMPTY.message)
    if found := unseen(text.strip()):
        raise ValidationError(unseen_in(text, found))
    if plain(text) != " ".join(text.split()):
        raise ValidationError(MARKS)
    if len(plain(text)) > most:
        over = len(plain(text)) - most
        raise ValidationError(_too_many(over))
    if reaches(text):
        raise ValidationError(REACHES)


def _too_many(over: int) -> str:
    said: str = ngettext(
        "One letter too many. Nothing was cut.", "%(num)s letters too many. Nothing was cut.", over
    )
    return said
