"""What Twilio refuses to take, by the numbers it has for it (twilio.com/docs/api/errors, 2026)."""

import re

ADDRESS = re.compile(r"/2010-04-01/Accounts/AC[0-9a-fA-F]{32}/Messages\.json")
NUMBER = re.compile(r"\+[1-9]\d{6,14}")
SERVICE = re.compile(r"MG[0-9a-fA-F]{32}")
MOST_LETTERS = 1600
NO_SUCH, NO_TO, BAD_TO, NO_FROM, BAD_SERVICE, NO_BODY, LONG_BODY = (
    20404, 21604, 21211, 21603, 21701, 21602, 21617,
)  # fmt: skip


def refusal(path: str, form: dict[str, str]) -> int:
    """The number of the first reason not to take this text at this address; 0 where there is none."""
    to, body, service = (form.get(name, "") for name in ("To", "Body", "MessagingServiceSid"))
    reasons = {
        NO_SUCH: not ADDRESS.fullmatch(path),
        NO_TO: not to,
        BAD_TO: not NUMBER.fullmatch(to),
        NO_FROM: not (form.get("From") or service),
        BAD_SERVICE: service and not SERVICE.fullmatch(service),
        NO_BODY: not body,
        LONG_BODY: len(body) > MOST_LETTERS,
    }
    return next((number for number, holds in reasons.items() if holds), 0)
