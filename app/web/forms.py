"""What staff forms share: errors gathered in a summary that leads to each field; nothing typed is lost."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import HiddenField, PasswordField, StringField, TextAreaField

from app.web.form_words import Translations
from app.web.locale import SOURCE
from app.web.said import page_locale
from safety.letters import before_first, hidden, hidden_in_lines, without_idle

UNSEEN = "A letter in it cannot be seen. Write it again."
NUL = "\0"  # what no page can carry and no database keeps


@dataclass(frozen=True)
class FieldError:
    """One thing to put right, and where."""

    field_id: str
    label: str
    message: str


class StaffForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF ships no types
    """A form of the staff side. What is too long is kept whole and said, never cut by the box.

    No letter that nobody sees, or that turns others round, gets into what is typed: names are compared and
    stay in the trail. What is pasted along with a text and does nothing there is left out, and of what is
    refused it is said where it stands. `freely` begin the names of the fields in which somebody's own words,
    in any language, are written down as they are; the pages that show those hold them still.
    """

    freely: ClassVar[tuple[str, ...]] = ()

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """How its fields are shown, and what they say of themselves."""

        def get_translations(self, form: Any) -> Translations:
            """Words for people."""
            return Translations()

        def render_field(self, field: Any, render_kw: dict[str, Any]) -> Any:
            """Without the mark that makes a browser cut what is pasted."""
            return super().render_field(field, {"maxlength": False, **render_kw})

    def process(self, *sent: Any, **given: Any) -> None:
        """As it came, without the marks that a word processor pastes along."""
        super().process(*sent, **given)
        for field in self:
            if self._plain(field) and isinstance(field.data, str):
                field.data = without_idle(field.data)
                field.raw_data = [without_idle(one) for one in field.raw_data or [] if isinstance(one, str)]

    def validate(self, extra_validators: Any = None) -> bool:
        """The fields' own rules, then this one where those found nothing."""
        right = bool(super().validate(extra_validators))
        found = [field for field in self if not field.errors and self.hides(field)]
        for field in found:
            field.errors = [unseen_in(str(field.data), self._unseen(field))]
        return right and not found

    def hides(self, field: Any) -> bool:
        """Whether something typed holds such a letter, in a field that may not; NUL may stand in none."""
        if isinstance(field.data, str) and NUL in field.data:
            return not isinstance(field, HiddenField)  # a page has own words for what it fills in
        return self._plain(field) and bool(self._unseen(field))

    def _plain(self, field: Any) -> bool:
        typed = isinstance(field, StringField) and not isinstance(field, (HiddenField, PasswordField))
        return typed and not (self.freely and field.name.startswith(self.freely))

    def _unseen(self, field: Any) -> list[str]:
        text = str(field.data or "").strip()
        return hidden_in_lines(text) if isinstance(field, TextAreaField) else hidden(text)

    def problems(self) -> list[FieldError]:
        """Everything to put right, in the order of the page."""
        found: list[FieldError] = []
        for field in self:
            found.extend(FieldError(_target(field), field.label.text, _said(text)) for text in field.errors)
        return found

    def add_problem(self, name: str, message: str) -> None:
        """Say what is wrong with a field after the service looked at it."""
        field = self[name]
        field.errors = [*field.errors, message]


def unseen_in(text: str, letters: list[str]) -> str:
    """What is said of letters that cannot be seen: after which word the first stands."""
    if page_locale().code != SOURCE:
        return UNSEEN
    before = before_first(text.strip(), letters or [NUL])
    if not before:
        return "A letter in it cannot be seen, at the very beginning. Write it again."
    return f"A letter in it cannot be seen, right after “\u2068{before}\u2069”. Write it again from there."


def version_of(field: Any) -> int:
    """The version that a page was made from; nonsense counts as none."""
    text = str(field.data or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def moment_of(field: Any) -> datetime | None:
    """When a page was made, as it says itself; nonsense counts as unknown."""
    try:
        moment = datetime.fromisoformat(str(field.data or ""))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def described_by(field: Any) -> str:
    """The ids of a field's hint and error, for aria-describedby."""
    ids = [f"{field.id}-hint"] if field.description else []
    return " ".join([*ids, *([f"{field.id}-error"] if field.errors else [])])


def _said(text: Any) -> str:
    """A message as it is shown; markup of our own making stays markup."""
    return text if isinstance(text, Markup) else str(text)


def _target(field: Any) -> str:
    """The element that an error leads to: the first choice of a group, else the field itself."""
    return f"{field.id}-0" if field.type in {"RadioField", "SelectMultipleField"} else str(field.id)
