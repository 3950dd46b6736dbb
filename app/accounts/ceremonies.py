"""What a device is asked, and what its answer is worth: the one room that speaks with `webauthn`.

Promise: an answer counts for this host, this question and a device that saw its person, or it is NoPasskey.
Loaded when the first device is asked: eight megabytes that a process which serves survivors never needs.
Source: Web Authentication, level 3, 7.1 and 7.2, as `webauthn` checks them.
"""

import json

from webauthn import (
    base64url_to_bytes,
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)
from webauthn.registration.verify_registration_response import VerifiedRegistration

from app.accounts.challenges import Answer, Site
from app.accounts.errors import NoPasskey
from app.accounts.staff import StaffView

OURS = "Beforehand"
SEEN = UserVerificationRequirement.REQUIRED


def to_add(site: Site, who: StaffView, challenge: bytes, there: list[bytes]) -> str:
    """The question for a new device, none of those that are there, as JSON."""
    options = generate_registration_options(
        rp_id=site.name,
        rp_name=OURS,
        user_id=who.id.bytes,
        user_name=who.email,
        user_display_name=who.display_name,
        challenge=challenge,
        exclude_credentials=_named(there),
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED, user_verification=SEEN
        ),
    )
    return options_to_json(options)


def added(site: Site, answer: Answer) -> VerifiedRegistration:
    """What a new device said of itself. Raises NoPasskey."""
    try:
        return verify_registration_response(
            credential=answer.text,
            expected_challenge=answer.challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError):
        raise NoPasskey from None


def to_answer(site: Site, challenge: bytes, there: list[bytes]) -> str:
    """The question for one of these devices, as JSON."""
    options = generate_authentication_options(
        rp_id=site.name, challenge=challenge, allow_credentials=_named(there), user_verification=SEEN
    )
    return options_to_json(options)


def named(answer: Answer) -> bytes:
    """Which device an answer says it is from. Raises NoPasskey."""
    try:
        return base64url_to_bytes(json.loads(answer.text)["rawId"])
    except (ValueError, KeyError, TypeError, RecursionError):
        raise NoPasskey from None


def uses(site: Site, answer: Answer, public: bytes, before: int) -> int:
    """How often the device of this key says it was used by now. Raises NoPasskey where it is none of its."""
    try:
        said = verify_authentication_response(
            credential=answer.text,
            expected_challenge=answer.challenge,
            expected_rp_id=site.name,
            expected_origin=site.origin,
            credential_public_key=public,
            credential_current_sign_count=before,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError, RecursionError):
        raise NoPasskey from None
    return said.new_sign_count


def _named(there: list[bytes]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=one) for one in there]
