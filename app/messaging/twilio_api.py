"""Texts by Twilio's own SDK.

Promise: one request a call, with a time limit and no retry of the SDK's own; neither the SDK nor the line
below it writes a number or a text into any log; what comes back is believed only where it is whole.
"""

import logging
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

import requests
from twilio.base.exceptions import TwilioRestException
from twilio.http import HttpClient
from twilio.http.response import Response
from twilio.rest import Client
from twilio.rest.api.v2010.account.message import MessageInstance

from app.messaging.carriers import NotTaken, Refused, Taken, Text, Unsure

PATIENCE = (5.0, 15.0)
CLOCKS_DIFFER = timedelta(minutes=1)
NEWEST = 50
BUSY, GONE, SERVER = 429, 404, 500
SIGNED_OUT = frozenset({401, 403})
SID = ("SM", "MM")
_HOST = re.compile(r"^https://(?:api|messaging)\.twilio\.com")

T = TypeVar("T")


class Line(HttpClient):  # type: ignore[misc]  # the SDK ships no types
    """The SDK's requests over one quiet session; `api` is where they go."""

    def __init__(self, api: str = "", patience: tuple[float, float] = PATIENCE) -> None:
        self._api, self._patience = api, patience  # an empty one leaves each address as it is
        logging.getLogger(
            "urllib3.connectionpool"
        ).disabled = True  # it writes whole addresses, numbers and all
        self._session = requests.Session()
        self._session.trust_env = False

    def request(
        self,
        method: str,
        url: str,
        params: Any = None,
        data: Any = None,
        headers: Any = None,
        auth: Any = None,
        **others: Any,
    ) -> Response:
        """One request and its answer; we set the time limit, and follow nobody elsewhere."""
        answer = self._session.request(
            method.upper(),
            _HOST.sub(self._api, url) if self._api else url,
            params=params,
            data=data,
            headers=headers,
            auth=auth,
            timeout=self._patience,
            allow_redirects=False,
        )
        return Response(answer.status_code, answer.text, answer.headers)


class Twilio:
    """A carrier of texts."""

    def __init__(self, account: str, token: str, callback: str, line: Line | None = None) -> None:
        self._client = Client(account, token, http_client=line or Line())
        self._callback = callback

    def hand_over(self, text: Text) -> Taken:
        """Hand a text over, once. Raises Refused, NotTaken, Unsure."""
        source = (
            {"messaging_service_sid": text.messaging_service}
            if text.messaging_service
            else {"from_": text.sender}
        )
        try:
            made = self._client.messages.create(
                to=text.to, body=text.words, status_callback=self._callback, **source
            )
        except TwilioRestException as fault:
            raise _meaning(fault) from None
        except Exception:  # whatever it was, the request had begun
            raise Unsure from None
        return _taken(made)

    def taken(self, text: Text, since: datetime) -> list[Taken]:
        """Whatever was taken to the same number with the same words since then. Raises Unsure.

        Not asked by the date of sending: what waits at the provider has none yet.
        """
        found = _asked(lambda: self._client.messages.list(to=text.to, limit=NEWEST))
        earliest = since - CLOCKS_DIFFER
        return [
            _taken(each)
            for each in found or []
            if each.body == text.words
            and (each.direction or "").startswith("outbound")
            and (each.date_created is None or each.date_created >= earliest)
        ]

    def status(self, sid: str) -> Taken | None:
        """How far it is; None where it is gone. Raises Unsure."""
        found = _asked(lambda: self._client.messages(sid).fetch())
        return _taken(found) if found else None

    def active(self) -> bool:
        """Whether the account exists, is active, and lets us in. Raises Unsure."""
        found = _asked(lambda: self._client.api.v2010.accounts(self._client.account_sid).fetch())
        return found is not None and found.status == "active"

    def owns(self, sender: str) -> bool:
        """Whether a number or messaging service is the account's own; a name is nobody's. Raises Unsure."""
        if sender.startswith("MG"):
            return _asked(lambda: self._client.messaging.v1.services(sender).fetch()) is not None
        if not sender.startswith("+"):
            return True
        return bool(_asked(lambda: self._client.incoming_phone_numbers.list(phone_number=sender, limit=1)))

    def redact(self, sid: str) -> None:
        """Empty the provider's copy; one that is gone is well. Raises Unsure."""
        _asked(lambda: self._client.messages(sid).update(body=""))

    def delete(self, sid: str) -> None:
        """Delete the provider's copy; one that is gone is well. Raises Unsure."""
        if _asked(lambda: self._client.messages(sid).delete()) is False:
            raise Unsure


def _asked(question: Callable[[], T]) -> T | None:
    """The answer; None where what was asked about is gone. Raises Unsure."""
    try:
        return question()
    except TwilioRestException as fault:
        if fault.status == GONE:
            return None
        raise Unsure from None
    except Exception:  # no answer, or none that can be read
        raise Unsure from None


def _meaning(fault: TwilioRestException) -> Exception:
    """What an answer with an error says of the text."""
    if fault.status == BUSY or fault.status in SIGNED_OUT:
        return NotTaken(fault.code or fault.status)
    if fault.status < 400 or fault.status >= SERVER:
        return Unsure()
    return Refused(fault.code or fault.status)


def _taken(made: MessageInstance) -> Taken:
    """Believed only with a name of the right shape."""
    if not isinstance(made.sid, str) or made.sid[:2] not in SID or not isinstance(made.status, str):
        raise Unsure
    error = made.error_code if isinstance(made.error_code, int) else None
    return Taken(made.sid, made.status, error)
