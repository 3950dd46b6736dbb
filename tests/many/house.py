"""A large service: nginx, two web processes, two workers, PostgreSQL, Redis, and who carries messages."""

import ssl
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path

from aiosmtpd.controller import Controller

from app import schema
from tests import cluster
from tests.app.messaging.test_mail import Mailbox, certificate
from tests.live import free_port
from tests.many.processes import HOSTS, config_of, settings_in, start
from tests.nginx import Proxy, proxy
from tests.redis import WRITTEN_TOO, Redis, redis
from tests.twilio import ACCOUNT, OK, TOKEN, Provider, provider
from tests.waiting import until

DURABLE = ("synchronous_commit=on",)
WEBS, WORKERS = 2, 2
STARTS_WITHIN = 120


@dataclass
class House:
    """What runs, and how each of it is killed and started again."""

    folder: Path
    database: Path
    limits: Redis
    mail: Mailbox
    provider: Provider
    settings: dict[str, str]
    ports: tuple[int, ...]
    webs: "list[subprocess.Popen[bytes]]" = field(default_factory=list)
    workers: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    def __post_init__(self) -> None:
        self.config = config_of(self.settings)

    def start_web(self, which: int) -> None:
        own = {**self.settings, "PORT": str(self.ports[which])}
        self.webs[which : which + 1] = [start(own, self.folder / f"web{which}.log", "serve")]

    def start_worker(self, which: int) -> None:
        log = self.folder / f"worker{which}.log"
        to = (self.provider.url,)
        self.workers[which : which + 1] = [start(self.settings, log, *to, module="tests.many.working")]

    def kill_web(self, which: int) -> None:
        """The parent dies; gunicorn and what it started end with it. A start finds its database or ends."""
        self.webs[which].kill()
        self.webs[which].wait(30)
        until(lambda: not self.answers(which, "/healthz"))
        self.start_web(which)
        until(lambda: self.answers(which, "/healthz") == "alive", STARTS_WITHIN)

    def kill_worker(self, which: int) -> None:
        self.workers[which].kill()
        self.workers[which].wait(30)
        self.start_worker(which)

    def kill_limits(self) -> None:
        self.limits.kill()
        self.limits.start()

    def kill_database(self) -> None:
        cluster.stop(self.database)
        cluster.run(self.database, *DURABLE)

    def answers(self, which: int, path: str) -> str:
        """What one web process says of itself; empty where it says nothing."""
        line = HTTPConnection("127.0.0.1", self.ports[which], timeout=10)
        try:
            line.request("GET", path, headers={"Host": HOSTS["STAFF_HOST"]})
            return line.getresponse().read().decode().strip()
        except OSError:
            return ""
        finally:
            line.close()

    def all_ready(self) -> None:
        """Wait until both web processes, a worker, the database and the limits are there."""
        until(lambda: all(self.answers(one, "/readyz") == "ready" for one in range(WEBS)), STARTS_WITHIN)

    def stop(self) -> list[int]:
        """As `systemctl stop` does; how each ended."""
        running = [*self.webs, *self.workers]
        for one in running:
            one.terminate()
        return [one.wait(60) for one in running]

    def written(self) -> dict[str, bytes]:
        """Every file that any of them wrote."""
        places = (self.folder, self.database)
        found = [path for place in places for path in place.rglob("*") if path.is_file()]
        return {**{str(path): path.read_bytes() for path in found}, **self.limits.written()}


@contextmanager
def house(folder: Path, faults: Callable[[], str] = lambda: OK) -> Iterator[tuple[House, Proxy]]:
    """All of it, running; nothing of it afterwards. `faults`: how each hand-over of a text goes."""
    with ExitStack() as stack:
        database = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="bh-", dir="/tmp")))
        cluster.make(database)
        cluster.run(database, *DURABLE)
        stack.callback(cluster.stop, database)
        url = cluster.make_database_in(database, "beforehand")
        schema.upgrade(url)
        limits = stack.enter_context(redis(WRITTEN_TOO))
        box, mail = _mail(folder, stack)
        texts = stack.enter_context(provider(faults=faults, log=folder / "provider.log"))
        (folder / "twilio.token").write_text(TOKEN)
        account = {"TWILIO_ACCOUNT": ACCOUNT, "TWILIO_TOKEN_FILE": str(folder / "twilio.token")}
        known = {"LIMITS_URL": limits.url, "TRUSTED_PROXIES": "1", "LOG_FORM": "json", **mail, **account}
        built = House(
            folder,
            database,
            limits,
            box,
            texts,
            settings_in(folder, url, **known),
            tuple(free_port() for _ in range(WEBS)),
        )
        stack.callback(built.stop)
        for which in range(WEBS):
            built.start_web(which)
        for which in range(WORKERS):
            built.start_worker(which)
        (folder / "nginx").mkdir()
        front = stack.enter_context(proxy(folder / "nginx", *built.ports))
        built.all_ready()
        yield built, front


def _mail(folder: Path, stack: ExitStack) -> tuple[Mailbox, dict[str, str]]:
    pem, box, port = certificate(folder, "localhost"), Mailbox(), free_port()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    server = Controller(box, hostname="127.0.0.1", port=port, tls_context=context, require_starttls=True)
    server.start()
    stack.callback(server.stop)
    where = {"MAIL_HOST": "localhost", "MAIL_PORT": str(port), "MAIL_FROM": "post@example.org"}
    return box, {**where, "MAIL_CA_FILE": str(pem)}
