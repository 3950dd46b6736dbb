"""What is asked about organisations, their people and their kits."""

from uuid import UUID

from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.accounts import service as accounts
from app.community.kits import MOST_LANGUAGES, Plan
from app.community.models import NAME
from app.community.organisations import About, OrganisationView
from app.entry import service as entry
from app.entry.service import marked
from app.web.forms import StaffForm
from safety.letters import hidden

ASK = "ask"
OWN, ENGLISH = "own", "en"
NOBODY = "none"
TOO_LONG = Length(max=NAME, message=marked("Use up to 80 letters. Nothing was cut."))
CHOOSE = marked("Choose at least one.")


class Boxes(SelectMultipleField):  # type: ignore[misc]  # WTForms ships no types
    """Several of several, each with a box of its own."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def named(form: StaffForm, field: StringField) -> None:
    """A name that can stand on a page."""
    text = (field.data or "").strip()
    if not text:
        raise ValidationError(marked("Write a name."))
    if hidden(text):
        raise ValidationError(marked("Write it in one line of ordinary letters."))


named.field_flags = {"required": True}  # type: ignore[attr-defined]  # how WTForms is told


def some(form: StaffForm, field: Boxes) -> None:
    """At least one box."""
    if not field.data:
        raise ValidationError(CHOOSE)


class KitForm(StaffForm):
    """What a new kit is to be."""

    organisation = SelectField("For which organisation", [InputRequired()], default=NOBODY)
    name = StringField(
        marked("What do you call this kit?"),
        [named, TOO_LONG],
        description=marked("Only you and the service see it. It stands on no piece."),
    )
    languages = Boxes(
        marked("Languages"),
        [some],
        description=marked("Each language gets an address and a code of its own."),
    )
    skin = RadioField(
        marked("Everyday app"),
        [InputRequired(marked("Choose one."))],
        description=marked("What anyone sees who opens the address."),
    )
    cover = RadioField(
        marked("Language of the everyday app"),
        default=OWN,
        choices=[SelectChoice(OWN, marked("The same language")), SelectChoice(ENGLISH, marked("English"))],
        description=marked("The one in which nobody would find an app odd on her phone."),
    )
    area = SelectField(
        marked("Area"),
        [InputRequired()],
        description=marked("Where the help is. If you meet people from many places, let the page ask."),
    )
    pieces = Boxes(marked("Pieces"), [some])

    def validate_languages(self, field: Boxes) -> None:
        """No more than a service can look after, and only where the everyday app is there too."""
        if len(field.data or ()) > MOST_LANGUAGES:
            raise ValidationError(marked("Choose up to twelve languages; make another kit for more."))

    def validate_cover(self, field: RadioField) -> None:
        """Only everyday apps that exist in the language they would be in."""
        if self.skin.data not in entry.skins():
            return
        there = {one.code for one in entry.cover_locales(self.skin.data)}
        wanted = self.languages.data or () if field.data == OWN else (ENGLISH,)
        if not set(wanted) <= there:
            raise ValidationError(
                marked(
                    "This app is not there in all languages that you chose. Choose English or another app."
                )
            )

    def plan(self, whose: str | None) -> Plan:
        """As it is made."""
        return Plan(
            name=self.name.data.strip(),
            languages=tuple(self.languages.data),
            skin=self.skin.data,
            own_cover=self.cover.data == OWN,
            area_code="" if self.area.data == ASK else self.area.data,
            pieces=tuple(self.pieces.data),
            organisation_id=UUID(whose) if whose else None,
        )


class OrganisationForm(StaffForm):
    """An organisation, as a lead writes it down."""

    name = StringField("Name", [named, TOO_LONG], description="It stands on no link and on no piece.")
    languages = Boxes(
        "Languages", [some], description="Their own pages are in the first of these that we have words in."
    )
    areas = Boxes("Areas", [some])

    def fill(self, one: OrganisationView) -> None:
        """Show it as it stands, unless something else was sent."""
        if not self.is_submitted():
            self.name.data, self.languages.data = one.name, list(one.languages)
            self.areas.data = list(one.areas)

    def about(self) -> About:
        """As it is kept."""
        return About(self.name.data.strip(), tuple(self.languages.data), tuple(self.areas.data))


class MemberForm(StaffForm):
    """Somebody of an organisation."""

    name = StringField("Name", [named, TOO_LONG])
    email = StringField("Email address", [InputRequired("Enter their address."), Length(max=254)])

    def validate_email(self, field: StringField) -> None:
        """An address that a person can sign in with."""
        if not accounts.good_address(field.data or ""):
            raise ValidationError("Write an address like name@example.org.")


class StepForm(StaffForm):
    """One button, asked once."""


class LanguageForm(StaffForm):
    """One language, of those that are shown."""

    language = SelectField(marked("Language"), [InputRequired()])


class PlaceForm(StaffForm):
    """Somebody who has an account already."""

    staff_id = HiddenField(validators=[InputRequired()])
