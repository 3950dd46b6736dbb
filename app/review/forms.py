"""What a reviewer sends of one string: its words, a note, and the last step that their page knew of."""

from typing import Any

from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length, ValidationError

from app.entry.service import marked
from app.review.models import MOST_NOTE
from app.review.saying import tidy
from app.web.forms import StaffForm
from app.web.said_wrongly import readable

MOST_FORMS = 6  # no language has more plural forms
MOST_WORDS = 2000
UNSEEN = marked("A letter in it cannot be seen. Write it again.")
LONG = marked("That is too long. Nothing was cut.")


def visible(form: StaffForm, field: Any) -> None:
    """Nothing that nobody sees."""
    if not readable(field.data or ""):
        raise ValidationError(UNSEEN)


def spelled(form: StaffForm, field: Any) -> None:
    """The same of words, which are always wanted."""
    visible(form, field)


spelled.field_flags = {"required": True}  # type: ignore[attr-defined]  # how WTForms is told


class StringForm(StaffForm):
    """One string."""

    freely = ("w", "note")  # what is written from right to left needs marks: `readable` looks at these
    seen = HiddenField()
    note = TextAreaField(
        marked("A question or a note"),
        [visible, Length(max=MOST_NOTE, message=LONG)],
        description=marked("Others who check this language read it. Never write about a person."),
    )

    def only(self, forms: int) -> None:
        """As many boxes as the string has plural forms."""
        for at in range(forms, MOST_FORMS):
            delattr(self, f"w{at}")

    @property
    def boxes(self) -> list[Any]:
        """One for each plural form."""
        return [field for name, field in self._fields.items() if name[0] == "w"]

    @property
    def worded(self) -> list[tuple[Any, str]]:
        """Each box, and what was written in it."""
        return [(field, tidy(field.data or "")) for field in self.boxes]

    @property
    def words(self) -> tuple[str, ...]:
        """What was written."""
        return tuple(words for _, words in self.worded)

    @property
    def noted(self) -> str:
        """What was asked or noted, in its own lines."""
        return str(self.note.data or "").replace("\r\n", "\n").strip()


for at in range(MOST_FORMS):
    box = TextAreaField(marked("The words in this language"), [spelled, Length(max=MOST_WORDS, message=LONG)])
    setattr(StringForm, f"w{at}", box)
