"""How this room says no."""

from safety.errors import SafetyRefusal


class NoOrganisation(SafetyRefusal):
    """Somebody of no organisation: a lead has not said which one they belong to."""

    code = "no_organisation"


class AccessEnded(SafetyRefusal):
    """The organisation's access is over until a lead renews it."""

    code = "access_ended"


class NoSuchOrganisation(SafetyRefusal):
    """No such organisation of this service."""

    code = "no_such_organisation"


class OrganisationNamed(SafetyRefusal):
    """The service has one of this name."""

    code = "organisation_named"


class NotOfCommunity(SafetyRefusal):
    """Only somebody whose role is a community organisation's, of the same service, can belong to one."""

    code = "not_of_community"


class NoSuchKit(SafetyRefusal):
    """No such kit of this organisation or service, or not in this language, or without this piece."""

    code = "no_such_kit"


class KitChanged(SafetyRefusal):
    """The link that was meant is not the one that stands there any more."""

    code = "kit_changed"


class TooMany(SafetyRefusal):
    """More open links than one organisation, or one service, hands out."""

    code = "too_many_links"


class NotReady(SafetyRefusal):
    """Nobody at the service would read what comes yet."""

    code = "nobody_reads"
