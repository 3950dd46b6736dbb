"""What staff type about themselves and about each other."""

import re
from typing import Any

from wtforms import HiddenField, IntegerField, PasswordField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from app.accounts.models import Role
from app.accounts.passwords import LEAST, MOST
from app.web.forms import StaffForm
from safety.nodes import unseen

ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+")
PASSKEY_NAME = 40
ROLE_LABELS = {
    Role.IDVA: "IDVA",
    Role.LEAD: "Service lead",
    Role.COMMUNITY: "Community organisation",
    Role.TRANSLATOR: "Translator",
    Role.MANAGER: "Service manager",
    Role.ADMIN: "Administrator",
}
NEW_PASSWORD_HINT = (
    f"At least {LEAST} characters. Three or four words that only you would put together work well. "
    "Leave names out."
)


def good_address(text: str) -> bool:
    """Whether this reads as an email address."""
    return ADDRESS.fullmatch(text.strip()) is not None and not unseen(text.strip())


def _said(message: str) -> list[Any]:
    return [InputRequired(message)]


def _an_address(form: StaffForm, field: StringField) -> None:
    """One that a person can sign in with, and read again."""
    if not good_address(field.data or ""):
        raise ValidationError("Write an address like name@example.org.")


class SignInForm(StaffForm):
    """The first step."""

    email = StringField("Email address", _said("Enter your email address."))
    password = PasswordField("Password", _said("Enter your password."))


class NumberForm(StaffForm):
    """A number that an app shows."""

    number = StringField(
        "Six-digit number",
        _said("Enter the number that your authenticator app shows."),
        description="From the authenticator app on your phone. It changes every 30 seconds.",
    )


class InvitedForm(StaffForm):
    """The number that goes with a link."""

    number = StringField(
        "The number that you were told",
        _said("Enter the six figures that you were told."),
        description="Six figures, told by voice by whoever invited you.",
    )


class SecondStepForm(StaffForm):
    """The second step without a device: a number of the app, or a code from paper."""

    number = StringField(
        "Six-digit number, or a printed code",
        _said("Enter the number that your authenticator app shows, or one of your printed codes."),
        description="The number from the authenticator app on your phone changes every 30 seconds. "
        "A printed code has sixteen figures and counts once.",
    )


class ProofForm(StaffForm):
    """One of the two, to show that it is oneself."""

    password = PasswordField("Your password", [Optional()])
    number = StringField("Six-digit number, or a printed code", [Optional()])

    def typed(self) -> str:
        """The box that was filled in, or the first."""
        return "number" if self.number.data and not self.password.data else "password"


class AnswerForm(StaffForm):
    """What a device said; the page's script fills it in."""

    answer = HiddenField()


class PasskeyForm(AnswerForm):
    """A passkey's name, which its owner alone sees."""

    name = StringField(
        "Name",
        [Length(max=PASSKEY_NAME, message=f"Use up to {PASSKEY_NAME} characters.")],
        description="So that you know it again, such as “work laptop”. Only you see it.",
    )


class OwnPassword(StaffForm):
    """A password of one's own, typed twice."""

    new = PasswordField(
        "New password",
        [*_said("Choose a password."), Length(LEAST, MOST, f"Use between {LEAST} and {MOST} characters.")],
        description=NEW_PASSWORD_HINT,
    )
    again = PasswordField("New password again", _said("Type the new password again."))

    def validate_again(self, field: PasswordField) -> None:
        """Both times the same."""
        if field.data != self.new.data:
            raise ValidationError("This is not the same as the new password. Type both again.")


class SetUpForm(OwnPassword):
    """A first sign-in: an own password, and a first number to show that the device works."""

    number = NumberForm.number


class ChangePasswordForm(OwnPassword):
    """A new password for somebody who knows the old one."""

    old = PasswordField("Password now", _said("Enter the password that you use now."))


class InviteForm(StaffForm):
    """A new colleague."""

    name = StringField(
        "Name", [*_said("Enter their name."), Length(max=80, message="Use up to 80 characters.")]
    )
    email = StringField("Email address", [*_said("Enter their address."), _an_address, Length(max=254)])
    role = SelectField(
        "Role",
        _said("Choose a role."),
        description="A service manager sees figures of the areas of your service, and no case. "
        "Somebody of a community organisation is invited on that organisation's own page.",
        choices=[
            SelectChoice(one.value, label) for one, label in ROLE_LABELS.items() if one is not Role.COMMUNITY
        ],
    )


class CertifyForm(StaffForm):
    """The words were compared; where one lead is alone, with whom."""

    trustee = StringField(
        "Trustee who compared the words with you",
        [Length(max=80, message="Use up to 80 characters.")],
        description="Their name goes into the audit trail.",
    )


class RenewPaperForm(StaffForm):
    """The paper half was lost, or somebody else may have seen it."""

    trustee = StringField(
        "Trustee who gets the new paper",
        [*_said("Give their name."), Length(max=80, message="Use up to 80 characters.")],
        description="Their name goes into the audit trail.",
    )

    def validate_trustee(self, field: StringField) -> None:
        """More than spaces."""
        if not (field.data or "").strip():
            raise ValidationError("Give their name.")


class WorkingTimeForm(StaffForm):
    """Which share of full time somebody works."""

    per_cent = IntegerField(
        "Per cent of full time",
        [Optional(), NumberRange(10, 100, "Write a number from 10 to 100.")],
        description="100 is full time. Empty counts as full time.",
    )


class ConfirmForm(StaffForm):
    """One button, asked once."""
