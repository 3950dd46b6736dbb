"""What the provider tells us: how far a text is, and that one came.

Promise: nothing is read before the signature over the whole address and every field was found good. A repeat,
or a name that is not ours, changes nothing and is answered like everything else: with nothing.
"""

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue
from twilio.request_validator import RequestValidator

from app.messaging import following, incoming
from app.messaging.models import SID_MAX
from app.web.audience import MACHINE, audience
from app.web.current import current_config, current_db, current_keys, current_time
from app.web.described import Shaped, described, form

STATUS, CAME = "/webhooks/twilio/status", "/webhooks/twilio/message"
MOST_BYTES = 32 << 10
LONGEST = 1600  # letters: what the provider joins to one text

bp = Blueprint("hooks", __name__)


@bp.post(STATUS)
@audience(MACHINE)
@described({204: Shaped()}, form("MessageSid", "MessageStatus", "ErrorCode"), X_Twilio_Signature="by Twilio")
def status() -> ResponseReturnValue:
    """How far a text is."""
    told, now = _signed(STATUS), current_time()
    error = told.get("ErrorCode", "")
    number = int(error) if error.isascii() and error.isdigit() and len(error) < 7 else None
    following.note_status(current_db(), _sid(told), told.get("MessageStatus", ""), number, now)
    return "", 204


@bp.post(CAME)
@audience(MACHINE)
@described({204: Shaped()}, form("MessageSid", "From", "To", "Body"), X_Twilio_Signature="by Twilio")
def message() -> ResponseReturnValue:
    """A text came."""
    told, now = _signed(CAME), current_time()
    sid = _sid(told)
    if sid:
        came = incoming.Came(sid, told.get("From", ""), told.get("Body", "")[:LONGEST])
        incoming.receive(current_db(), current_keys(), came, now)
    return "", 204


def _signed(path: str) -> dict[str, str]:
    """The fields of a request that the provider signed; 403 for any other, whatever is wrong with it."""
    if (request.content_length or 0) > MOST_BYTES:
        abort(413)
    config = current_config()
    token, signature = config.providers.twilio_token, request.headers.get("X-Twilio-Signature", "")
    fields = request.form.to_dict() if request.mimetype == "application/x-www-form-urlencoded" else {}
    address = f"{config.staff_url}{path}"
    if not token or request.query_string or not fields:
        abort(403)
    if not RequestValidator(token).validate(address, fields, signature):
        abort(403)
    return fields


def _sid(told: dict[str, str]) -> str:
    sid = told.get("MessageSid", "")
    return sid if sid.isalnum() and sid.isascii() and len(sid) == SID_MAX else ""


def callback(staff_url: str) -> str:
    """Where the provider is to tell how far a text is."""
    return f"{staff_url}{STATUS}"
