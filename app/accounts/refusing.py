"""The words for what accounts refuse."""

from app.web.refusals import Words

WORDS = {
    "two_leads": Words(
        409,
        "There is no half to print",
        "The leads of your service hold the recovery key together, two at a time. A half is printed only "
        "where one lead has a certified key. Nothing was changed.",
    ),
    "no_such_person": Words(404, "There is no such person here", "They may belong to another service."),
    "not_a_lead": Words(403, "A service lead does this", "Your own key has to be certified first, too."),
    "second_lead_needed": Words(
        403,
        "Another lead has to certify this key",
        "You made or reset this account, or the key is yours. Ask another lead of your service. "
        "Until then links go on being sealed to the old key, to cover and to recovery.",
    ),
    "trustee_needed": Words(
        400,
        "A trustee has to compare the words too",
        "Your service has one lead. Compare the eight words together with a trustee, then write their name.",
    ),
    "key_not_trusted": Words(
        409,
        "This key cannot be certified",
        "It was certified or replaced already, or its record was changed by somebody. "
        "Go back to the list. If it should be there and is not, ask your administrator to check the service.",
    ),
    "no_passkey": Words(
        400,
        "The device was not understood",
        "Nothing was changed. What it says counts once and for a few minutes. Press the button again.",
    ),
    "not_your_passkey": Words(404, "There is no such passkey of yours", "It may have been removed already."),
    "passkey_known": Words(
        409,
        "This passkey is here already",
        "It belongs to an account of this service. Use another device, or remove it there first.",
    ),
    "too_many_passkeys": Words(
        409, "You have as many passkeys as you can have", "Remove one that you do not use, then add this one."
    ),
    "last_second_step": Words(
        409,
        "This is your last second step",
        "Your password alone would open your account. Add a passkey or an app first, then remove this one.",
    ),
    "not_signed_in": Words(403, "Please sign in again", "Your session ended. What you saved before is safe."),
}
