"""What a lead looks for in the trail, and a head that was noted elsewhere."""

import re
from collections.abc import Callable, Sequence
from datetime import date

from flask import request
from wtforms import DateField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, Regexp, ValidationError

from app.accounts.searching import BY_NOBODY, MARK, Asked
from app.accounts.staff import StaffView
from app.accounts.trail import BY_ITSELF
from app.web.forms import StaffForm

RECORD = re.compile(r"(?:record )?([0-9a-f-]{4,36})")
RECORD_MAX = 60
HEAD = re.compile(rf"\s*(\d{{1,12}})\s*[:,·\s]\s*([0-9a-f]{{{MARK}}})\s*")
EARLIEST, LATEST = date(2000, 1, 1), date(9000, 1, 1)


Named = Callable[[str], Sequence[str]]


class TrailForm(StaffForm):
    """By whom, what, about which record and when; an address, so that it can be kept: no token is in it."""

    who = SelectField("Who", default="")
    what = SelectField("What", default="")
    about = StringField(
        "About",
        description="A case’s reference, or the first letters of a record, as they stand here.",
        validators=[Optional(), Length(max=RECORD_MAX)],
        filters=[lambda text: (text or "").strip()],
    )
    since = DateField("From", validators=[Optional()])
    until = DateField("Until the end of", validators=[Optional()])

    def offer(self, people: list[StaffView], actions: list[str], with_name: Named) -> None:
        """What there is to choose from; and how records are found by their names."""
        self._with_name = with_name
        everyone = [SelectChoice(str(one.id), one.display_name) for one in people]
        self.who.choices = [SelectChoice("", "Anybody"), *everyone, SelectChoice(BY_NOBODY, BY_ITSELF)]
        self.what.choices = [SelectChoice("", "Anything"), *(SelectChoice(one, one) for one in actions)]

    def validate_about(self, field: StringField) -> None:
        """Letters that a record begins with, or a name that some record has."""
        if RECORD.fullmatch((field.data or "").lower()) is None and not self._with_name(field.data or ""):
            raise ValidationError(
                "No case that you may see has this reference. Write it as it stands in the caseload,"
                " or four letters of a record: figures, and a to f."
            )

    def validate_since(self, field: DateField) -> None:
        """A year that there is."""
        if field.data and not EARLIEST <= field.data <= LATEST:
            raise ValidationError("Give a day of these years.")

    validate_until = validate_since

    def asked(self) -> Asked:
        """What to look for; nothing where something on the form has to be put right."""
        if not self.validate():
            return Asked()
        about = self.about.data or ""
        letters = RECORD.fullmatch(about.lower())
        return Asked(
            self.who.data,
            self.what.data,
            letters.group(1) if letters else "",
            self._with_name(about) if about else (),
            self.since.data,
            self.until.data,
        )


class HeadForm(StaffForm):
    """A number and its mark, from a file or a page of an earlier day."""

    head = StringField(
        "A number and mark that you noted earlier",
        description="As 1234: 0123456789abcdef. It shows whether the end was cut off.",
        validators=[
            Optional(),
            Regexp(HEAD, message="Write the number, a colon and the sixteen letters."),
        ],
    )

    def noted(self) -> tuple[int, str] | None:
        """As it is compared; None where none was given."""
        found = HEAD.fullmatch(self.head.data or "")
        return (int(found.group(1)), found.group(2)) if found else None


def address_args() -> dict[str, str]:
    """What was asked for, for the addresses of further pages and of the file."""
    names = ("who", "what", "about", "since", "until")
    return {name: request.args[name][:80] for name in names if request.args.get(name)}
