"""What the proxy shows on the survivors' host while the service is away: the everyday page, as at `/`.

Promise: the bytes and the headers that `/` has for a phone that asks for no language, written whole or not at
all; nothing in it is secret, and whoever runs the proxy can read it.
"""

import secrets
from pathlib import Path

import click

from app import Face, create_app
from config import Config

PAGE, HEADERS = "everyday.html", "everyday-headers.inc"
PROXYS_OWN = frozenset({"content-type", "content-length", "content-encoding", "vary"})
READABLE = 0o644


def write(config: Config, folder: Path) -> None:
    """Write the page, and its headers as nginx includes them. Raises ClickException where that fails."""
    with create_app(config, Face.SURVIVOR).test_client() as phone:
        answer = phone.get("/", base_url=config.survivor_url)
    told = [(name, value) for name, value in answer.headers if name.lower() not in PROXYS_OWN]
    try:
        _put(folder / HEADERS, "".join(_directive(name, value) for name, value in told).encode())
        _put(folder / PAGE, answer.data)
    except OSError as fault:
        raise click.ClickException(f"{folder} cannot be written: {fault.strerror}") from fault
    click.echo(f"Written: {folder / PAGE}, and its headers beside it.")


def _directive(name: str, value: str) -> str:
    if any(sign in value for sign in '"\\$\n'):
        raise click.ClickException(f"the header {name} cannot be said in nginx's configuration")
    return f'add_header {name} "{value}" always;\n'


def _put(path: Path, content: bytes) -> None:
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        partial.write_bytes(content)
        partial.chmod(READABLE)  # whatever the mask: it is the proxy's to read
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
