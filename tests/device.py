"""A device that holds passkeys, as WebAuthn describes it: honest, or lying in one of the ways that count."""

import base64
import json
from dataclasses import dataclass, field
from hashlib import sha256
from secrets import token_bytes
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA256

PRESENT, VERIFIED, ATTESTED = 1, 4, 64


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@dataclass
class Device:
    """One key pair, whose counter goes up with each use."""

    origin: str = "https://staff.example"
    name: str = "staff.example"
    flags: int = PRESENT | VERIFIED
    credential: bytes = field(default_factory=lambda: token_bytes(16))
    key: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))
    uses: int = 0

    def make(self, options: dict[str, Any]) -> str:
        """What `navigator.credentials.create` gives."""
        public = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: public.x.to_bytes(32, "big"), -3: public.y.to_bytes(32, "big")}
        held = bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + cbor2.dumps(cose)
        kept = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": self._data(ATTESTED) + held})
        client = self._client("webauthn.create", options)
        return self._said(clientDataJSON=b64(client), attestationObject=b64(kept))

    def answer(self, options: dict[str, Any]) -> str:
        """What `navigator.credentials.get` gives."""
        self.uses += 1
        data, client = self._data(), self._client("webauthn.get", options)
        signature = self.key.sign(data + sha256(client).digest(), ECDSA(SHA256()))
        return self._said(clientDataJSON=b64(client), authenticatorData=b64(data), signature=b64(signature))

    def _data(self, more: int = 0) -> bytes:
        return sha256(self.name.encode()).digest() + bytes([self.flags | more]) + self.uses.to_bytes(4, "big")

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        return json.dumps({"type": kind, "challenge": options["challenge"], "origin": self.origin}).encode()

    def _said(self, **response: str) -> str:
        named = b64(self.credential)
        return json.dumps({"id": named, "rawId": named, "type": "public-key", "response": response})
