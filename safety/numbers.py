"""Telephone numbers: what a text can be sent to, and why not where it cannot.

Promise: a number is known by one spelling. What is no mobile is refused with its reason before
anything is kept. It is looked up by a keyed hash, never by itself.
"""

from enum import StrEnum

import phonenumbers
from phonenumbers import PhoneNumber, PhoneNumberType

from safety.drawing import hkdf, keyed_hash
from safety.errors import SafetyRefusal

HOME = "GB"
LONGEST = 40  # letters that anyone types for a number
_DRAMA = "+447700900"  # Ofcom keeps these for plays: they ring nowhere
_MOBILE = frozenset({PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE})
_LANDLINE = frozenset({PhoneNumberType.FIXED_LINE, PhoneNumberType.VOIP, PhoneNumberType.UAN})


class Why(StrEnum):
    """Why no text can be sent to a number."""

    NOT_A_NUMBER = "not_a_number"
    LANDLINE = "landline"
    NO_MOBILE = "no_mobile"


class NotTextable(SafetyRefusal):
    """No text can be sent there; `why` says what to do about it."""

    code = "not_textable"

    def __init__(self, why: Why) -> None:
        super().__init__()
        self.why = why


def mobile(typed: str, *, drama: bool = False) -> str:
    """The one spelling (E.164) of a mobile's number. Raises NotTextable.

    `drama`: numbers that belong to nobody are taken, for a demonstration.
    """
    number = _parsed(typed)
    spelled = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if drama and spelled.startswith(_DRAMA) and phonenumbers.is_possible_number(number):
        return spelled
    if not phonenumbers.is_valid_number(number):
        raise NotTextable(Why.NOT_A_NUMBER)
    kind = phonenumbers.number_type(number)
    if kind in _MOBILE:
        return spelled
    raise NotTextable(Why.LANDLINE if kind in _LANDLINE else Why.NO_MOBILE)


def spelled(given: str) -> str | None:
    """The one spelling of a number that somebody else tells us of; None where it is none."""
    try:
        return phonenumbers.format_number(_parsed(given), phonenumbers.PhoneNumberFormat.E164)
    except NotTextable:
        return None


def shown(spelling: str) -> str:
    """A number as people read it."""
    number = phonenumbers.parse(spelling, HOME)
    home = number.country_code == phonenumbers.country_code_for_region(HOME)
    style = phonenumbers.PhoneNumberFormat.NATIONAL if home else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, style)


def looked_up(pepper: bytes, spelling: str) -> bytes:
    """What a number is found by: nobody without PEPPER can try all numbers against it."""
    return keyed_hash(hkdf(pepper, b"numbers"), spelling.encode())


def _parsed(typed: str) -> PhoneNumber:
    try:
        if len(typed) > LONGEST or not typed.isprintable():
            raise NotTextable(Why.NOT_A_NUMBER)
        return phonenumbers.parse(typed, HOME)
    except phonenumbers.NumberParseException:
        raise NotTextable(Why.NOT_A_NUMBER) from None
