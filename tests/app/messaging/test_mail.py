"""Emails to staff: to a real SMTP server, never in clear, and with nothing in them."""

import ssl
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.messaging import mail
from app.messaging.carriers import Letter, NotTaken, Refused
from app.messaging.mail import Mail
from config import Providers
from tests.live import free_port

SAID = Letter(uuid4(), "nadia@example.org", "Please sign in", "Something is new for you.\n")


class Mailbox:
    """Keeps what came; refuses whom it is told to."""

    def __init__(self):
        self.came, self.refuses = [], ""

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.refuses:
            return self.refuses
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.came.append((session.ssl is not None, envelope.rcpt_tos, envelope.content.decode()))
        return "250 OK"


def certificate(folder: Path, name: str, ends: datetime | None = None) -> Path:
    """A throw-away certificate with its key, for one name."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(ends or now + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / f"{name}.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def mailbox():
    return Mailbox()


@pytest.fixture
def start(tmp_path, mailbox):
    """A real SMTP server; answers how to reach it."""
    running = []

    def started(name="localhost", tls=True, **more):
        pem = certificate(tmp_path, name)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(pem)
        port = free_port()
        secured = {"tls_context": context, "require_starttls": True} if tls else {}
        server = Controller(mailbox, hostname="127.0.0.1", port=port, **secured, **more)
        server.start()
        running.append(server)
        return Providers(
            mail_host="localhost", mail_port=port, mail_from="post@example.org", mail_ca=str(pem)
        )

    yield started
    for server in running:
        server.stop()


def post(providers):
    return Mail(providers, "staff.example:8443", lambda: datetime(2030, 6, 3, 12, tzinfo=UTC))


def test_an_email_arrives_over_tls_with_our_own_id_and_nothing_in_it(start, mailbox):
    post(start()).deliver(SAID)
    ((secure, to, text),) = mailbox.came
    assert secure
    assert to == ["nadia@example.org"]
    assert f"Message-ID: <{SAID.key.hex}@staff.example>" in text
    assert "Date: Mon, 03 Jun 2030 12:00:00 +0000" in text
    assert "Something is new for you." in text


def test_nothing_is_said_to_a_server_without_tls(start, mailbox):
    with pytest.raises(NotTaken):
        post(start(tls=False)).deliver(SAID)
    assert mailbox.came == []


def test_nothing_is_said_to_a_server_that_does_not_prove_who_it_is(start, mailbox):
    with pytest.raises(NotTaken):
        post(start(name="elsewhere.example")).deliver(SAID)
    with pytest.raises(NotTaken):
        post(replace(start(), mail_ca="")).deliver(SAID)
    assert mailbox.came == []


def test_a_server_that_is_away_or_busy_is_tried_again_and_a_wrong_address_is_not(start, mailbox):
    providers = start()
    mailbox.refuses = "450 busy"
    with pytest.raises(NotTaken):
        post(providers).deliver(SAID)
    mailbox.refuses = "550 nobody of that name"
    with pytest.raises(Refused) as refused:
        post(providers).deliver(SAID)
    assert refused.value.error == 550
    with pytest.raises(NotTaken):
        post(replace(providers, mail_port=1)).deliver(SAID)


def test_the_password_is_said_over_tls_only(start, mailbox, monkeypatch):
    monkeypatch.setattr(mail, "PATIENCE", 2.0)  # the test's server says nothing more to a wrong password
    seen = []

    def who(server, session, envelope, mechanism, data):
        seen.append((session.ssl is not None, data.login, data.password))
        return AuthResult(success=data.password == b"right")

    providers = replace(start(authenticator=who), mail_user="beforehand", mail_password="right")
    post(providers).deliver(SAID)
    assert seen == [(True, b"beforehand", b"right")]
    assert post(providers).check()
    assert not post(replace(providers, mail_password="wrong")).check()
    assert len(mailbox.came) == 1
