"""Debian's nginx with the configuration that is shipped, over throw-away certificates."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config import ROOT
from tests.app.messaging.test_mail import certificate
from tests.live import free_port
from tests.waiting import until

SHIPPED = ROOT / "docs" / "deploy" / "nginx"
HOSTS = {"days.example.org": "survivors", "staff.elsewhere.example": "staff"}
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
AROUND = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/start.log;
events {{}}
http {{
access_log {folder}/logs/access.log;
{temporary}
include {folder}/beforehand.conf;
}}
"""


class NginxMissing(Exception):
    """nginx is not on this machine."""


@dataclass
class Proxy:
    """A running nginx: where it listens, with TLS and without, and everything it may write to."""

    folder: Path
    port: int
    plain: int

    def ask(self, host: str, path: str, *more: str, body: bytes | None = None) -> tuple[int, str, str, str]:
        """One request as a browser makes it: status, HTTP's version, headers, text."""
        name = host or "elsewhere.example"
        trust = ["--cacert", str(self.folder / f"{host}.pem")] if host else ["--insecure"]
        command = [
            "curl",
            "-sS",
            "-D",
            "-",
            "--connect-to",
            f"::127.0.0.1:{self.port}",
            *trust,
        ]
        sent = ["--data-binary", "@-", "-H", "Expect:"] if body is not None else []
        url = f"https://{name}{path}"
        wanted = ["-w", "\n%{http_version} %{http_code}", *sent, *more, url]
        done = subprocess.run([*command, *wanted], input=body or b"", capture_output=True, check=True)
        text, _, end = done.stdout.decode(errors="replace").rpartition("\n")
        version, status = end.split()
        headers, _, content = text.replace("\r\n", "\n").partition("\n\n")
        return int(status), version, headers.lower(), content

    def written(self) -> dict[str, bytes]:
        """Everything in its logs and temporary folders: a file that came and went leaves a folder."""
        found = [path for name in ("logs", *TEMPORARY) for path in (self.folder / name).rglob("*")]
        return {str(path): path.read_bytes() if path.is_file() else b"" for path in found}


def find_nginx() -> str:
    """The system's nginx; whatever needs it fails, naming it, where it is missing."""
    found = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not found:
        raise NginxMissing("nginx is missing. As root: apt-get install --yes nginx")
    return found


@contextmanager
def proxy(folder: Path, *upstream: int, **replaced: str) -> Iterator[Proxy]:
    """Run it before a service's web processes, by their ports.

    `replaced` are directives with other values than those that are shipped.
    """
    port, plain = free_port(), free_port()
    for name in ("logs", *TEMPORARY, "everyday", "www"):
        (folder / name).mkdir(exist_ok=True)
    for host in HOSTS:
        certificate(folder, host)
    _write(folder, _places(folder, upstream, port, plain), replaced)
    server = subprocess.Popen([find_nginx(), "-p", str(folder), "-c", str(folder / "nginx.conf")])
    try:
        until(lambda: (folder / "nginx.pid").exists() or server.poll() is not None)
        assert server.poll() is None, (folder / "start.log").read_text()
        yield Proxy(folder, port, plain)
    finally:
        server.terminate()
        server.wait(20)


def _write(folder: Path, places: dict[str, str], replaced: dict[str, str]) -> None:
    """What is shipped, with this machine's ports and places instead of the usual ones."""
    shipped = (SHIPPED / "beforehand.conf").read_text().splitlines(keepends=True)
    text = "".join(line for line in shipped if "[::]" not in line)
    for usual, ours in places.items():
        assert usual in text, usual
        text = text.replace(usual, ours)
    shared = (SHIPPED / "beforehand-proxy.inc").read_text()
    for directive, value in replaced.items():
        shared = re.sub(rf"^{directive} .*;$", f"{directive} {value};", shared, flags=re.MULTILINE)
    temporary = "\n".join(f"{name}_temp_path {folder}/{name} 1 2;" for name in TEMPORARY)
    user = "user root;" if os.getuid() == 0 else ""
    (folder / "beforehand.conf").write_text(text)
    (folder / "beforehand-proxy.inc").write_text(shared)
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, temporary=temporary, user=user))


def _places(folder: Path, upstream: Sequence[int], port: int, plain: int) -> dict[str, str]:
    usual = {
        "server 127.0.0.1:8000;": " ".join(f"server 127.0.0.1:{one};" for one in upstream),
        "listen 443": f"listen 127.0.0.1:{port}",
        "listen 80": f"listen 127.0.0.1:{plain}",
        "/var/log/nginx": f"{folder}/logs",
        "/var/cache/beforehand": f"{folder}/everyday",
        "/var/www/beforehand": f"{folder}/www",
        "include beforehand-proxy.inc": f"include {folder}/beforehand-proxy.inc",
    }
    for host, file in HOSTS.items():
        usual |= {f"/etc/ssl/beforehand/{file}.{end}": f"{folder}/{host}.pem" for end in ("pem", "key")}
    return usual
