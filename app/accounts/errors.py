"""How accounts say no. Each refusal has a code; app/web/refusals.py turns it into a page."""

from datetime import datetime

from safety.errors import SafetyRefusal


class SignInWrong(SafetyRefusal):
    """The address, the password or the number was not right; which one is never said."""

    code = "sign_in_wrong"


class TryLater(SafetyRefusal):
    """Too many wrong tries: the next one counts from `until`. Never for good."""

    code = "try_later"

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until


class Guessable(SafetyRefusal):
    """The password that was chosen is one that somebody would guess; why is said to whoever chose it."""

    code = "guessable"

    def __init__(self, why: str) -> None:
        super().__init__()
        self.why = why


class Busy(SafetyRefusal):
    """Too many people are signing in at this moment."""

    code = "busy"


class SetUpOver(SafetyRefusal):
    """The account is not waiting to be set up."""

    code = "set_up_over"


class InvitationOver(SafetyRefusal):
    """The link was used, is older than three days, or a newer one was made."""

    code = "invitation_over"


class NotYours(SafetyRefusal):
    """It belongs to another service, or is not there."""

    code = "no_such_person"


class NotALead(SafetyRefusal):
    """Only an active lead of the same service may do this."""

    code = "not_a_lead"


class SecondLeadNeeded(SafetyRefusal):
    """Who made or reset the account cannot certify its key while the service has another lead."""

    code = "second_lead_needed"


class TrusteeNeeded(SafetyRefusal):
    """With one lead, a trustee compares the words too, and is named."""

    code = "trustee_needed"


class KeyNotTrusted(SafetyRefusal):
    """The row's MAC fails, or it is not a candidate: nobody seals to it."""

    code = "key_not_trusted"


class NameTaken(SafetyRefusal):
    """There is an account with this address, or a service with this name, already."""

    code = "name_taken"


class NotSignedIn(SafetyRefusal):
    """Nobody is signed in on this request, or somebody else is."""

    code = "not_signed_in"


class NoPasskey(SafetyRefusal):
    """What the device answered does not count: forged, late, said before, or for another place."""

    code = "no_passkey"


class PasskeyKnown(SafetyRefusal):
    """This device's passkey is on an account already."""

    code = "passkey_known"


class TooManyPasskeys(SafetyRefusal):
    """The person has as many as they can have."""

    code = "too_many_passkeys"


class LastSecondStep(SafetyRefusal):
    """Without it nothing but the password would be left."""

    code = "last_second_step"


class NotYourPasskey(SafetyRefusal):
    """It is somebody else's, or is not there."""

    code = "not_your_passkey"
