"""Why a case does not go on: each a rule that kept something from going wrong."""

from safety.errors import SafetyRefusal


class KeyNotCertified(SafetyRefusal):
    """The IDVA's key was not certified yet: nothing could be sealed to them."""

    code = "key_not_certified"


class CoverMissing(SafetyRefusal):
    """No colleague can cover: none is named, their key is not certified, or they must not see the case."""

    code = "cover_missing"


class RecoveryMissing(SafetyRefusal):
    """The service has no recovery key yet: a lost key would lose her words."""

    code = "recovery_missing"


class MeetingMissing(SafetyRefusal):
    """The case has no meeting ahead of it."""

    code = "meeting_missing"


class ReferenceMissing(SafetyRefusal):
    """The case has no reference of the service's own."""

    code = "reference_missing"


class ReferenceOpen(SafetyRefusal):
    """Another case with this reference is open for the same meeting, and nobody was asked about it yet."""

    code = "reference_open"


class CaseNotBelieved(SafetyRefusal):
    """Whose the case is was changed in the table by hand: nothing is sealed or opened by such a row."""

    code = "case_not_believed"


class NotTheTime(SafetyRefusal):
    """She is asked how it went from two to six weeks after the meeting, and once."""

    code = "not_the_time"


class ContactMissing(SafetyRefusal):
    """Nothing stands that was agreed live about reaching her."""

    code = "contact_missing"


class NotOpen(SafetyRefusal):
    """The case has no link that could be handed over or changed."""

    code = "not_open"


class HoldTooLong(SafetyRefusal):
    """A legal hold ends after today and within a year."""

    code = "hold_too_long"


class HoldThere(SafetyRefusal):
    """A hold of this case was asked for already and waits for a second lead."""

    code = "hold_there"


class NotThisHold(SafetyRefusal):
    """It was answered or ended, or its time is over."""

    code = "not_this_hold"


class SecondLead(SafetyRefusal):
    """Whoever asked for it does not agree to it."""

    code = "second_lead"
