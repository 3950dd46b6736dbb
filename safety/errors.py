"""How a safety rule says no. A refusal carries a code, never a survivor's words."""


class SafetyRefusal(Exception):
    """A rule refused; `code` says which, in words that may stand in a log."""

    code = "refused"

    def __str__(self) -> str:
        return self.code


class NotOpened(SafetyRefusal):
    """What was sealed did not open: another key, another place, or changed bytes."""

    code = "not_opened"


class Malformed(SafetyRefusal):
    """The bytes are not in the shape that this format has."""

    code = "malformed"


class TooBig(SafetyRefusal):
    """The content does not fit the fixed size that it must have."""

    code = "too_big"


class BadKeys(SafetyRefusal):
    """A key from the environment is missing or not in the shape it must have."""

    code = "bad_keys"
