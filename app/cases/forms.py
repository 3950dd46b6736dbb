"""What staff type about cases and contact."""

from collections.abc import Iterable
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app.cases.changing import Around
from app.cases.choices import CONTACT, INTERPRETER_HINT, NO_CONTACT, Choices, pair_exists, words_exist
from app.cases.drafts import Contact, Draft
from app.cases.models import INTERPRETER_MAX, REFERENCE_MAX, How
from app.cases.offering import MADE, SAID
from app.cases.wording import name_line, one_line, reference_faults
from app.web.current import current_config
from app.web.forms import StaffForm

YES_NO: Choices = [SelectChoice("no", _l("No")), SelectChoice("yes", _l("Yes"))]


def _notes() -> BooleanField:
    """Asked wherever contact is."""
    return BooleanField(
        _l("Notes may wait behind her code"),
        description=_l(
            "She knows that a short note may stand there for seven days, and what it could mean if somebody "
            "else sees it. Silence is a no."
        ),
    )


class CaseForm(StaffForm):
    """Four fields open a case; the rest has defaults. None of it asks for a name."""

    version = HiddenField(default="0")
    beside = HiddenField(default="")  # the cases of the same reference that were asked about
    reference = StringField(
        _l("Your reference"),
        description=_l("Your own case number. It must hold no name, no initials and no date of birth."),
        filters=[one_line],
        validators=[InputRequired(_l("Give your own case number.")), Length(max=REFERENCE_MAX)],
    )
    meeting_id = SelectField(
        _l("Meeting"),
        description=_l("It brings the area, the date and the cut-off."),
        validators=[InputRequired(_l("Choose a meeting, or add one first."))],
    )
    form_locale = SelectField(
        _l("Language of the form"),
        description=_l(
            "The one she reads most easily. Draft: a machine wrote it and nobody has checked it yet; English "
            "stands beneath what matters. No sound, and she does not read? Take her views live."
        ),
        validators=[InputRequired(_l("Choose a language."))],
    )
    contact = RadioField(
        _l("May I contact her, and how do I know?"),
        description=_l(
            "“Yes” means: live, today, she told you that she knows about the meeting and that this way of "
            "reaching her is safe. Silence is a no. It stands for 14 days."
        ),
        choices=CONTACT,
        default=NO_CONTACT,
    )
    notes = _notes()
    young = RadioField(_l("Is she 16 or 17?"), choices=YES_NO, default="no")
    interpreter = StringField(
        _l("Who interpreted"),
        description=INTERPRETER_HINT,
        filters=[name_line],
        validators=[Length(max=INTERPRETER_MAX)],
    )
    cover_locale = SelectField(
        _l("Language of the everyday app"),
        description=_l("What her phone shows already. A language its owner would find odd gives it away."),
        validators=[InputRequired(_l("Choose a language."))],
    )
    skin = RadioField(_l("What it looks like"), validators=[InputRequired(_l("Choose one."))])
    cover_id = SelectField(
        _l("Cover colleague"),
        description=_l("Can read when you are away, once cover is recorded. Never before."),
        validators=[InputRequired(_l("Choose a colleague."))],
    )
    duress = BooleanField(
        _l("A second code, for when she is made to open it"),
        description=_l(
            "It opens something harmless, with the same steps. From then on you are told not to call, text "
            "or reply. Tell her: this is not an alarm, and nobody comes."
        ),
    )
    words = BooleanField(_l("Two words for a code, instead of six digits"))
    conflicts = SelectMultipleField(
        _l("Staff who must not see it"),
        description=_l("They are never a recipient and never find the case."),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def validate_reference(self, field: StringField) -> None:
        """By the same rule as on an agenda: no name, no date, no telephone number, no formula, no blank."""
        if not field.data:
            raise ValidationError(_("Give your own case number."))
        for fault in self.refused_reference():
            raise ValidationError(fault)

    def refused_reference(self) -> list[str]:
        """Why what stands there is no case number; empty where it may be one."""
        typed = self.reference.data or ""
        return reference_faults(typed, current_config().reference_shapes) if typed else []

    def validate_cover_id(self, field: SelectField) -> None:
        """Nobody covers a case that they must not see."""
        if field.data and field.data in (self.conflicts.data or []):
            raise ValidationError(_("This colleague is also among those who must not see it."))

    def validate_skin(self, field: SelectField) -> None:
        """Only pairs that exist are offered."""
        if not pair_exists(field.data, self.cover_locale.data):
            raise ValidationError(_("This everyday app is not there in that language yet. Choose another."))

    def validate_words(self, field: BooleanField) -> None:
        """Two words need a box to type them in, and a list of their language."""
        if field.data and not words_exist(self.skin.data, self.form_locale.data):
            raise ValidationError(_("There are no two words for this app and language. Take six digits."))

    def draft(self) -> Draft:
        """What is typed so far, finished or not: whatever is no choice of ours counts as not chosen.

        What is refused as a reference could be her name: a draft keeps none of it.
        """
        return Draft(
            reference="" if self.refused_reference() else (self.reference.data or "")[:REFERENCE_MAX],
            meeting_id=_chosen(self.meeting_id),
            form_locale=_offered(self.form_locale),
            contact=_contact(self.contact.data, self.interpreter.data, bool(self.notes.data)),
            young=self.young.data == "yes",
            cover_locale=_offered(self.cover_locale),
            skin=_offered(self.skin),
            cover_id=_chosen(self.cover_id),
            duress=bool(self.duress.data),
            words=bool(self.words.data),
            conflicts=frozenset(
                UUID(value) for value in self.conflicts.data or [] if value in _values(self.conflicts)
            ),
        )

    def fill(self, draft: Draft, version: int) -> None:
        """Show a draft as it was last kept."""
        self.version.data = str(version)
        self.reference.data = draft.reference
        self.meeting_id.data = str(draft.meeting_id or "")
        self.form_locale.data, self.cover_locale.data = draft.form_locale, draft.cover_locale
        self.contact.data = draft.contact.how or NO_CONTACT
        self.interpreter.data = draft.contact.interpreter
        self.notes.data = draft.contact.notes
        self.young.data = "yes" if draft.young else "no"
        self.skin.data = draft.skin
        self.cover_id.data = str(draft.cover_id or "")
        self.duress.data, self.words.data = draft.duress, draft.words
        self.conflicts.data = [str(staff_id) for staff_id in draft.conflicts]


class AroundForm(StaffForm):
    """Who covers an open case, and who must not see it."""

    version = CaseForm.version
    cover_id = CaseForm.cover_id
    conflicts = CaseForm.conflicts
    validate_cover_id = CaseForm.validate_cover_id

    @property
    def listed(self) -> frozenset[UUID]:
        """Of whom the page asks whether they may see it."""
        return frozenset(map(UUID, _values(self.conflicts)))

    def take_in(self, version: int, barred: Iterable[UUID]) -> None:
        """What changed meanwhile was told: who must not see it by now is ticked beside what was chosen."""
        self.version.data = str(version)
        self.conflicts.data = [*{*(self.conflicts.data or []), *map(str, barred)}]

    def around(self) -> Around:
        """As it is kept."""
        return Around(_chosen(self.cover_id), frozenset(map(UUID, self.conflicts.data or [])), self.listed)


class ContactForm(StaffForm):
    """What was agreed live just now about reaching her."""

    seen = HiddenField()
    contact = RadioField(_l("May I contact her, and how do I know?"), choices=CONTACT, default=NO_CONTACT)
    notes = _notes()
    interpreter = StringField(
        _l("Who interpreted"),
        description=INTERPRETER_HINT,
        filters=[name_line],
        validators=[Length(max=INTERPRETER_MAX)],
    )

    def validate_notes(self, field: BooleanField) -> None:
        """Agreed live, or not at all."""
        if field.data and self.contact.data == NO_CONTACT:
            raise ValidationError(_("Say above how she told you; otherwise leave this off."))

    def agreed(self) -> Contact:
        """As it is kept."""
        return _contact(self.contact.data, self.interpreter.data, bool(self.notes.data))


class StepForm(StaffForm):
    """One button, and the version of the case that its page showed."""

    version = HiddenField(default="0")


class OfferForm(StepForm):
    """Whether a safe offer was made, or the reason why not: one press."""

    why = RadioField(
        _l("Was she offered to say her views?"),
        choices=[SelectChoice(MADE, ""), *(SelectChoice(why.value, said) for why, said in SAID.items())],
        validators=[InputRequired(_l("Press what is true."))],
    )


def _values(field: SelectField | SelectMultipleField) -> list[str]:
    return [str(choice.value) for choice in field.choices or []]


def _chosen(field: SelectField) -> UUID | None:
    return UUID(field.data) if field.data and field.data in _values(field) else None


def _offered(field: SelectField) -> str:
    return str(field.data) if field.data in _values(field) else _values(field)[0]


def _contact(how: str | None, interpreter: str | None, notes: bool) -> Contact:
    agreed = {member.value: member for member in How}.get(how or "")
    return Contact(agreed, (interpreter or "")[:INTERPRETER_MAX], notes and agreed is not None)
