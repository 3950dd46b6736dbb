"""What is asked when views are taken live: how they speak, each step of the form, that it was read back."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from app.cases import service as cases
from app.desk.live import Answered
from app.desk.service import Live
from app.entry import service as entry
from app.web.forms import StaffForm
from app.web.locale import SOURCE

NO_ANSWER = ""


class BeginForm(StaffForm):
    """She is there, and how."""

    how = RadioField(_l("How do you speak?"), choices=cases.LIVE, validators=[InputRequired(_l("Say how."))])
    interpreter = StringField(
        _l("Who interprets"),
        description=cases.INTERPRETER_HINT,
        validators=[Length(max=cases.INTERPRETER_MAX)],
    )
    lang = SelectField(_l("You write her words down in"), validators=[InputRequired()])

    def offer(self, case: cases.Case) -> None:
        """English, or the language of her form."""
        codes = dict.fromkeys((SOURCE, case.form_locale))
        self.lang.choices = [SelectChoice(code, cases.language(code)) for code in codes]

    def live(self) -> Live:
        """As it is kept."""
        return Live(cases.How(self.how.data), (self.interpreter.data or "").strip())


class StepForm(StaffForm):
    """One step. Its fields are made from the form definition: `c_` and `t_` before the question's id.

    `shown`: what was saved stood on the page, so that what was emptied is meant to be empty.
    """

    freely = ("t_",)
    shown = HiddenField(_l("Not saved"), default="")

    def answers(self, step: entry.Step) -> dict[str, Answered]:
        """What was answered; a question passed over is left out unless it was emptied on purpose."""
        found = {one.id: self.answer(one) for one in step.questions}
        return {name: answer for name, answer in found.items() if self.shown.data or not answer.empty}

    def answer(self, asked: entry.Spoken) -> Answered:
        """What was chosen and written down for one question."""
        return Answered(self._chips(asked), self._text(asked))

    def fill(self, step: entry.Step, said: Mapping[str, Answered]) -> None:
        """Show what was saved."""
        self.shown.data = "yes"
        for one in step.questions:
            answer = said.get(one.id, Answered())
            if one.chips:
                self[f"c_{one.id}"].data = (
                    next(iter(answer.chips), NO_ANSWER) if one.one else list(answer.chips)
                )
            if one.limit:
                self[f"t_{one.id}"].data = answer.text

    def _chips(self, asked: entry.Spoken) -> tuple[str, ...]:
        value = self[f"c_{asked.id}"].data if asked.chips else None
        return tuple(one for one in ([value] if asked.one else value or []) if one)

    def _text(self, asked: entry.Spoken) -> str:
        text = self[f"t_{asked.id}"].data if asked.limit else ""
        return (text or "").replace("\r\n", "\n")


def step_form(step: entry.Step) -> StepForm:
    """The form of one step."""
    fields: dict[str, Any] = {}
    for asked in step.questions:
        if asked.chips:
            fields[f"c_{asked.id}"] = _chips(asked)
        if asked.limit:
            fields[f"t_{asked.id}"] = TextAreaField(asked.title.english, [_short_enough(asked.limit)])
    form: StepForm = type("OneStepForm", (StepForm,), fields)()
    return form


def _chips(asked: entry.Spoken) -> RadioField | SelectMultipleField:
    chips = [SelectChoice(chip, texts.english) for chip, texts in asked.chips]
    if asked.one:
        return RadioField(
            asked.title.english, choices=[SelectChoice(NO_ANSWER, _("no answer")), *chips], default=NO_ANSWER
        )
    return SelectMultipleField(asked.title.english, choices=chips, default=list(asked.preset))


def _short_enough(limit: int) -> Length:
    return Length(max=limit, message=_("Use up to %(limit)s letters; nothing was cut.", limit=limit))


class ReadBackForm(StaffForm):
    """It was read back, and she said yes."""

    yes = RadioField(
        _l("Read back to her"),
        choices=[SelectChoice("yes", _l("Yes: all of it, and it is what she wants to say"))],
        validators=[InputRequired(_l("Read it back to her first, then say so."))],
    )
