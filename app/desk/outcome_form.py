"""Four taps after the meeting."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, RadioField, SelectMultipleField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from app.desk.outcomes import WHY_MAX, What, Written, as_shown
from app.desk.wishes import is_name
from app.web.forms import StaffForm, version_of
from safety.standard import Heard, Told, Unmet, Wish

HEARD = [
    SelectChoice(Heard.READ_OUT.value, _l("Read out")),
    SelectChoice(Heard.SUMMARISED.value, _l("Summarised")),
    SelectChoice(Heard.NOT_REACHED.value, _l("Not reached")),
    SelectChoice(Heard.HELD_BACK.value, _l("Held back on purpose")),
]
UNMET = [
    SelectChoice(Unmet.NOT_THERE.value, _l("It does not exist here, or there is no place")),
    SelectChoice(Unmet.REFUSED.value, _l("A service said no")),
    SelectChoice(Unmet.NOT_SAFE.value, _l("It would not have been safe")),
    SelectChoice(Unmet.CHANGED.value, _l("She changed her mind")),
    SelectChoice(Unmet.NOT_REACHED.value, _l("The meeting did not come to it")),
    SelectChoice(Unmet.LATER.value, _l("Not decided yet; it comes back")),
]
TOLD = [
    SelectChoice("", _l("Not yet")),
    SelectChoice(Told.CALL.value, _l("Told, by phone")),
    SelectChoice(Told.BSL.value, _l("Told, in BSL by video")),
    SelectChoice(Told.IN_PERSON.value, _l("Told, face to face")),
    SelectChoice(Told.NOTE.value, _l("Told, by a note behind her code")),
    SelectChoice(Told.NOT_SAFE.value, _l("Not safe to")),
]


@dataclass(frozen=True)
class Differs:
    """One wish, by its name, of which two people or two windows say different things: each in words."""

    name: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Differing:
    """Of which wishes they wrote something else, and what of the day and the reasons; None where nothing."""

    wishes: list[Differs]
    told_on: date | None
    why: str | None


class OutcomeForm(StaffForm):
    """Heard, met, not met and why, told. `offered` carries the wishes that the page showed.

    `unmet` holds a wish's name and the reason, parted by a colon: each wish has a reason of its own.
    """

    freely = ("why",)
    version = HiddenField(default="0")
    offered = SelectMultipleField(_l("Wishes"), validate_choice=False)
    heard = RadioField(
        _l("Was it heard?"), choices=HEARD, validators=[InputRequired(_l("Say whether it was heard."))]
    )
    met = SelectMultipleField(_l("Which wishes became actions?"), validate_choice=False)
    unmet = SelectMultipleField(_l("If not, why?"), validate_choice=False)
    why = TextAreaField(
        _l("More about why, so that it can be told to her"),
        validators=[Length(max=WHY_MAX, message=_l("Make it shorter: %(max)d letters at most."))],
    )
    told = RadioField(_l("Was she told what came of it?"), choices=TOLD, default="")
    told_on = DateField(_l("When she was told"), validators=[Optional()])
    today: date
    meeting_on: date

    @property
    def reasons(self) -> dict[str, str]:
        """Why a wish could not be met, by its name; nothing of one that became an action or has no reason."""
        told, met = (one.rpartition(":") for one in self.unmet.data or []), self.met.data or []
        return {name: why for name, _colon, why in told if why in set(Unmet) and name not in met}

    def validate_told_on(self, field: DateField) -> None:
        """Between the meeting and today."""
        if self.told.data and field.data and not self.meeting_on <= field.data <= self.today:
            raise ValidationError(_("Choose a day from the meeting's to today."))

    def leave_out_notes(self) -> None:
        """No note may wait behind her code: that is no way in which she can be told now."""
        self.told.choices = [one for one in TOLD if one.value != Told.NOTE]

    def fill(self, written: Written, wishes: list[str]) -> None:
        """As it was written down."""
        self.version.data, self.offered.data = str(written.version), wishes
        self.told_on.data = self.today
        what = written.what
        if what is None:
            return
        self.heard.data, self.why.data = what.heard.value, what.why
        self._answer(what.wishes)
        self.told.data = what.told.value if what.told else ""
        self.told_on.data = what.told_on or self.today

    def take_in(self, written: Written) -> None:
        """Theirs was seen: what only they answered stands beside what is chosen here, and none is lost."""
        self.version.data = str(written.version)
        theirs = written.what.wishes if written.what else {}
        offered = self.offered.data or []
        new = {name: one for name, one in theirs.items() if name not in offered}
        self.offered.data = [*offered, *new]
        self._answer(new)

    def _answer(self, wishes: Mapping[str, Wish]) -> None:
        met = [name for name, one in wishes.items() if one.action]
        unmet = [f"{name}:{one.unmet.value}" for name, one in wishes.items() if one.unmet]
        self.met.data, self.unmet.data = [*(self.met.data or []), *met], [*(self.unmet.data or []), *unmet]

    def differing(self, theirs: What) -> Differing:
        """What they wrote down that reads otherwise than what is chosen here."""
        one, mine = as_shown(theirs), as_shown(self.what())
        both = [(name, one.wishes.get(name, Wish()), own) for name, own in mine.wishes.items()]
        return Differing(
            [Differs(name, _in_words(its), _in_words(own)) for name, its, own in both if its != own],
            one.told_on if one.told_on != mine.told_on else None,
            one.why if one.why != mine.why else None,
        )

    @property
    def unanswered(self) -> list[str]:
        """The wishes, by name, that became no action and have no reason yet."""
        return [name for name, one in self.wishes.items() if one == Wish()]

    def said(self, name: str, value: str | None) -> str:
        """One choice in words; nothing where it is none of them."""
        return next((str(one.label) for one in self[name].choices if one.value == (value or "")), "")

    @property
    def at(self) -> int:
        """The version that the page was made from."""
        return version_of(self.version)

    def what(self) -> What:
        """As it is kept."""
        told = Told(self.told.data) if self.told.data else None
        day = None if told in {None, Told.NOT_SAFE} else self.told_on.data or self.today
        why = (self.why.data or "").replace("\r\n", "\n").strip()
        return What(Heard(self.heard.data), self.wishes, why, told, day)

    @property
    def wishes(self) -> dict[str, Wish]:
        """What is chosen for each wish that the page showed."""
        return {name: self._wish(name) for name in self.offered.data or [] if is_name(name)}

    def _wish(self, name: str) -> Wish:
        if name in (self.met.data or []):
            return Wish(action=True)
        reason = self.reasons.get(name)
        return Wish(unmet=Unmet(reason) if reason else None)


def _in_words(wish: Wish) -> str:
    """What became of one wish."""
    if wish.action:
        return str(_("it became an action"))
    reason = next((one.label for one in UNMET if one.value == wish.unmet), None)
    return str(reason or _("no answer yet"))
