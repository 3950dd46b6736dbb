"""What is typed to draw and to publish a release."""

from typing import Any

from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired, Length, ValidationError

from app.insight.building import NOTE_MAX
from app.web.forms import StaffForm


def _said(message: str) -> list[Any]:
    return [InputRequired(message)]


class DrawForm(StaffForm):
    """Have a period drawn; a note stands with its tables for good."""

    note = StringField(
        "Note that stands with the figures",
        [Length(max=NOTE_MAX, message=f"Use {NOTE_MAX} letters at most.")],
        description="One line, no names: for example what a former period got wrong. Write that period as "
        "2030-Q2, 2030-31 or April to June 2030, and the note stands on its page too. It stays as it is.",
    )

    def validate_note(self, field: StringField) -> None:
        """One plain line."""
        if not (field.data or "").isprintable():
            raise ValidationError("Use plain text in one line, without signs that cannot be seen.")


class AgreeForm(StaffForm):
    """Publishing takes one's own password and number once more."""

    password = PasswordField("Your password", _said("Enter your password."))
    number = StringField(
        "Six-digit number",
        _said("Enter the number that your authenticator app shows."),
        description="One that you have not used yet: after signing in, wait for the next.",
    )
