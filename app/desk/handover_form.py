"""Handing a case over, taking one, and saying that one must not be seen."""

from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from app.accounts import service as accounts
from app.cases import service as cases
from app.web.current import current_config, current_db, current_time
from app.web.forms import StaffForm

CHOOSE = InputRequired(_l("Choose one."))


class OfferForm(StaffForm):
    """To whom the case goes."""

    to_id = SelectField(
        _l("To whom"),
        description=_l("They are told on their own pages, and read nothing until they accept."),
        validators=[CHOOSE],
    )

    def offer_to(self, db_case: cases.Case) -> None:
        """The IDVAs of this service, then of the others; never who must not see it."""
        barred = cases.conflicts_of(current_db(), db_case.id) | {db_case.idva_id}
        groups = {}
        own_first = sorted(accounts.services(current_db()), key=lambda one: one.id != db_case.service_id)
        for each in own_first:
            people = [one for one in accounts.idvas(current_db(), each.id) if one.id not in barred]
            if people:
                groups[each.name] = [SelectChoice(str(one.id), one.display_name) for one in people]
        self.to_id.choices = {"": [SelectChoice("", _("Choose an IDVA"))], **groups}


class TakeForm(StaffForm):
    """Who covers from now on, and the meeting where the case comes from another service."""

    cover_id = SelectField(_l("Who covers for you"), validators=[CHOOSE])
    meeting_id = SelectField(
        _l("Your meeting"),
        description=_l("The case comes from another service's agenda."),
        default="",
        validators=[InputRequired(_l("Choose the meeting at which you speak for her."))],
    )

    def offer_from(self, staff: accounts.StaffView, *, own_service: bool) -> None:
        """Colleagues, and meetings ahead; within one service a case keeps its meeting, and none is asked."""
        db = current_db()
        self.cover_id.choices = [SelectChoice("", _("Choose a colleague")), *cases.colleagues(db, staff)]
        if own_service:
            del self.meeting_id
        else:
            ahead = cases.meeting_choices(db, staff, current_time())
            self.meeting_id.choices = [SelectChoice("", _("Choose a meeting")), *ahead]

    def taking(self) -> cases.Taking:
        """As the service takes it."""
        meeting = UUID(self.meeting_id.data) if "meeting_id" in self else None
        return cases.Taking(UUID(self.cover_id.data), meeting)


class ConflictForm(StaffForm):
    """The case that this person must not see."""

    reference = StringField(
        _l("The case's reference"),
        description=_l(
            "Her service’s case number. You know the family, or cannot be impartial: nobody asks why."
        ),
        filters=[cases.one_line],
        validators=[DataRequired(_l("Give the reference.")), Length(max=40)],
    )

    as_it_is = BooleanField(
        _l("It really reads like this: the case is older than these rules"),
        description=_l(
            "Then you are kept from every case that has it now. It is not remembered: it could be a name."
        ),
    )

    def validate_reference(self, field: StringField) -> None:
        """No new case can have another reference; one that is older than the rules is said to be so."""
        if self.fault and not self.as_it_is.data:
            raise ValidationError(
                _(
                    "%(why)s No new case here can have it. If hers really does, tick the box below.",
                    why=self.fault,
                )
            )

    @property
    def fault(self) -> str:
        """Why no new case could have this reference; empty where one could. It is remembered only then."""
        typed = self.reference.data or ""
        return cases.reads_like(typed, current_config().reference_shapes) if typed else ""
