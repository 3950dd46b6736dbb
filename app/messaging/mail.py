"""Emails to staff by SMTP with STARTTLS, and never in clear.

Promise: nothing is said to a server that does not prove who it is. An email that may have gone twice carries
the same Message-ID, so that a mailbox can tell.
"""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from app.messaging.carriers import Letter, NotTaken, Refused, Unsure
from config import Providers

PATIENCE = 20.0
LASTING = range(500, 600)


class Mail:
    """A carrier of emails."""

    def __init__(self, providers: Providers, host: str, clock: Callable[[], datetime]) -> None:
        self._providers, self._host, self._clock = providers, host, clock

    def deliver(self, letter: Letter) -> None:
        """Hand an email over. Raises Refused, NotTaken, Unsure."""
        try:
            with self._connected() as server:
                self._send(server, letter)
        except smtplib.SMTPRecipientsRefused as fault:
            code = max(code for code, _ in fault.recipients.values())
            raise (Refused(code) if code in LASTING else NotTaken(code)) from None
        except smtplib.SMTPResponseException as fault:
            raise NotTaken(fault.smtp_code) from None
        except (smtplib.SMTPException, OSError):
            raise NotTaken from None

    def check(self) -> bool:
        """Whether the server lets us in; nothing is sent."""
        try:
            with self._connected() as server:
                return server.noop()[0] in range(200, 300)
        except (smtplib.SMTPException, OSError):
            return False

    @contextmanager
    def _connected(self) -> Iterator[smtplib.SMTP]:
        given = self._providers
        trust = ssl.create_default_context(cafile=given.mail_ca or None)
        with smtplib.SMTP(given.mail_host, given.mail_port, timeout=PATIENCE) as server:
            server.starttls(context=trust)
            if given.mail_user:
                server.login(given.mail_user, given.mail_password)
            yield server

    def _send(self, server: smtplib.SMTP, letter: Letter) -> None:
        message = EmailMessage()
        message["From"], message["To"] = self._providers.mail_from, letter.to
        message["Subject"], message["Date"] = letter.subject, format_datetime(self._clock())
        message["Message-ID"] = f"<{letter.key.hex}@{self._host.partition(':')[0]}>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.words)
        try:
            server.send_message(message)
        except smtplib.SMTPServerDisconnected:
            raise Unsure from None
