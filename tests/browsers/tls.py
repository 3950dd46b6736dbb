"""A loopback relay that speaks TLS with a certificate made for the moment: Secure cookies need one."""

import datetime
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

NAME = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
DAY = datetime.timedelta(days=1)


@contextmanager
def over_tls(to_port: int, folder: Path) -> Iterator[str]:
    """The address at which a plain loopback server answers over TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(folder))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=_accept, args=(listener, context, to_port), daemon=True).start()
        yield f"https://127.0.0.1:{listener.getsockname()[1]}"


def _accept(listener: socket.socket, context: ssl.SSLContext, to_port: int) -> None:
    while True:
        try:
            client, _ = listener.accept()
        except OSError:
            return  # the test is over
        threading.Thread(target=_serve, args=(client, context, to_port), daemon=True).start()


def _serve(client: socket.socket, context: ssl.SSLContext, to_port: int) -> None:
    with suppress(OSError), context.wrap_socket(client, server_side=True) as outer:  # noqa: SIM117
        with socket.create_connection(("127.0.0.1", to_port)) as inner:
            up = threading.Thread(target=_pump, args=(outer, inner), daemon=True)
            up.start()
            _pump(inner, outer)
            up.join()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_RDWR)


def _certificate(folder: Path) -> Path:
    """A certificate and its key in one file, for one day."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.datetime.now(datetime.UTC)
    names = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    builder = x509.CertificateBuilder(
        NAME, NAME, key.public_key(), x509.random_serial_number(), now - DAY, now + DAY
    )
    made = builder.add_extension(names, critical=False).sign(key, hashes.SHA256())
    path = folder / "loopback.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path
