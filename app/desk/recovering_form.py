"""What a lead says to ask for a recovery, and what one lead alone adds from paper."""

from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from app.accounts import service as accounts
from app.cases import service as cases
from app.desk.models import WhyRecover
from app.desk.recovery_asked import MOST, Wanted
from app.web.current import current_db
from app.web.forms import StaffForm

LONGEST = 4000
TRUSTEE = 80
WHY = [
    SelectChoice(WhyRecover.LOST.value, _l("Their key is lost: they were reset, or forgot their password")),
    SelectChoice(WhyRecover.LEFT.value, _l("Her IDVA left, and nobody who is here can open the case")),
    SelectChoice(WhyRecover.AWAY.value, _l("Her IDVA is away, and nobody who is here can open the case")),
]
WHY_SAID = {one.value: one.label for one in WHY}
WHY_DUTY = {
    WhyRecover.LOST.value: _l("Keys are lost: people on the rota were reset, or forgot their passwords"),
    WhyRecover.LEFT.value: _l("Who was on the rota left, and nobody on it can open what came before"),
    WhyRecover.AWAY.value: _l("Who was on the rota is away, and nobody else can open what came before"),
}
FOUR = _l("Give the letters as they stand on the paper.")


def each_line(text: str | None) -> str:
    """Each line without what nobody sees, which comes along when a list is pasted."""
    return "\n".join(cases.one_line(line) for line in (text or "").splitlines())


class CasesForm(StaffForm):
    """For whom, for which cases, and why."""

    reader_id = SelectField(
        _l("Who is to read"),
        description=_l("Her IDVA or whoever covers for them; or another IDVA, who is then offered the case."),
        validators=[InputRequired(_l("Choose one."))],
    )
    references = TextAreaField(
        _l("The cases’ references"),
        description=_l(
            "On lines of their own, or with commas or spaces between; 50 at most. Only what your service "
            "holds can be named."
        ),
        filters=[each_line],
        validators=[
            InputRequired(_l("Give one reference at least.")),
            Length(max=LONGEST, message=_l("Use up to 4000 characters.")),
        ],
    )
    why = RadioField(_l("Why"), choices=WHY, validators=[InputRequired(_l("Say why."))])

    def offer_readers(self, service_id: UUID) -> None:
        """The IDVAs and leads of the service; whether one may be given a case is looked at as it is asked."""
        db = current_db()
        people = {
            _("IDVAs"): accounts.idvas(db, service_id),
            _("Leads, where cover is recorded for them"): accounts.leads(db, service_id),
        }
        groups = {
            name: [SelectChoice(str(one.id), one.display_name) for one in some]
            for name, some in people.items()
        }
        self.reader_id.choices = {"": [SelectChoice("", _("Choose a colleague"))], **groups}

    def for_duty(self) -> None:
        """About what came over community links, for whoever is on duty: nobody and nothing is named."""
        del self.reader_id, self.references
        self.why.choices = [SelectChoice(value, label) for value, label in WHY_DUTY.items()]

    def named(self) -> tuple[str, ...]:
        """The lines that were typed, each once; which references stand in one is looked at as it is asked."""
        lines = (self.references.data or "").splitlines()
        return tuple(dict.fromkeys(line for line in lines if line))

    def validate_references(self, field: TextAreaField) -> None:
        """As many as can be looked at in one request."""
        named = self.named()
        if not any(sign.isalnum() for line in named for sign in line):
            raise ValidationError(_("Give one reference at least."))
        if len(named) > MOST:
            raise ValidationError(_("These are %(num)s. Ask for 50 at a time.", num=len(named)))

    def wanted(self, to_id: UUID) -> Wanted:
        """As it is asked."""
        if self.reader_id is None:
            return Wanted((), None, WhyRecover(self.why.data), to_id)
        return Wanted(self.named(), UUID(self.reader_id.data), WhyRecover(self.why.data), to_id)


class AskForm(CasesForm):
    """The same, and which lead is asked."""

    to_id = SelectField(
        _l("Second lead"),
        description=_l("They see who asks, why, for what and for whom, and have 24 hours."),
        validators=[InputRequired(_l("Choose one."))],
    )

    def offer_leads(self, lead: accounts.StaffView) -> None:
        """The other leads here."""
        assert lead.service_id is not None
        others = [one for one in accounts.leads(current_db(), lead.service_id) if one.id != lead.id]
        choices = [SelectChoice(str(one.id), one.display_name) for one in others]
        self.to_id.choices = [SelectChoice("", _("Choose a lead")), *choices]


class PaperForm(CasesForm):
    """The same cases by one lead and the paper that a trustee brings."""

    trustee = StringField(
        _l("Trustee who brings the paper"),
        description=_l("Their name goes into the audit trail."),
        filters=[cases.name_line],
        validators=[
            InputRequired(_l("Give their name.")),
            Length(max=TRUSTEE, message=_l("Use up to 80 characters.")),
        ],
    )
    paper = TextAreaField(
        _l("The letters on the paper"),
        description=_l(
            "Fourteen fours. Small or large letters, spaces and lines do not matter. A reader for squares "
            "that is plugged in can type them."
        ),
        validators=[InputRequired(FOUR), Length(max=400, message=FOUR)],
    )

    def validate_trustee(self, field: StringField) -> None:
        """More than spaces."""
        if not field.data:
            raise ValidationError(_("Give their name."))


class AnswerForm(StaffForm):
    """One button, asked once."""
