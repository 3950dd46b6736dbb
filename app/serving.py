"""`beforehand serve`: everything that must be true before the first page, then the server.

Promise: nothing starts over a database of another shape, with stale translations or on a taken port; each
such refusal says how to mend it. Only the demonstration migrates and fills its own database.
"""

import fcntl
import http.client
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import click

from app import schema
from app.supervise import WEB, WORKER, PortTaken, Supervisor, require_port
from app.web import catalogues
from config import Config

READY_SECONDS = 60
PAUSE = 0.1
LOCK = "running"


def serve(config: Config, *, with_worker: bool) -> int:
    """Start the server (and the worker), wait until it answers, and stay until it is stopped."""
    with _alone_in(config):
        _require(config)
        if config.demo:
            from app import demo

            demo.load(config)
        return _served(config, with_worker=with_worker)


@contextmanager
def _alone_in(config: Config) -> Iterator[None]:
    """One demonstration a folder: two would tell each other's addresses in `demo.json`."""
    with _opened(config.var_dir / LOCK) as held:
        try:
            if config.demo:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as taken:
            told = f"Another demonstration runs over {config.var_dir}. Set VAR_DIR to another folder."
            raise click.ClickException(told) from taken
        yield


def _opened(path: Path) -> TextIO:
    try:
        return path.open("w")
    except OSError as fault:
        told = f"{path.parent} takes nothing: {fault.strerror}."
        raise click.ClickException(f"{told} Make room there, or set VAR_DIR to another folder.") from fault


def _served(config: Config, *, with_worker: bool) -> int:
    supervisor = Supervisor(os.environ)
    supervisor.listen()
    supervisor.start(*WEB)
    if with_worker:
        supervisor.start(*WORKER)
    if wait_until_ready(config, supervisor, "/readyz" if with_worker else "/healthz"):
        click.echo(_told(config))
        sys.stdout.flush()
    return supervisor.watch()


def _told(config: Config) -> str:
    """Where it answers; of a demonstration, every link and sign-in."""
    if not config.demo:
        return f"Ready: {config.staff_url}/staff/"
    from app import demo

    return demo.table(config)


def wait_until_ready(config: Config, supervisor: Supervisor, path: str) -> bool:
    """Whether the server came to answer while its processes lived."""
    until = time.monotonic() + READY_SECONDS
    while supervisor.lives() and time.monotonic() < until:
        if _answers(config, path):
            return True
        time.sleep(PAUSE)
    return False


def _answers(config: Config, path: str) -> bool:
    connection = http.client.HTTPConnection(_reached_at(config.bind), config.port, timeout=5)
    try:
        connection.request("GET", path, headers={"Host": config.staff_host})
        return connection.getresponse().status == http.HTTPStatus.OK
    except OSError:
        return False
    finally:
        connection.close()


def _reached_at(bind: str) -> str:
    return "127.0.0.1" if bind in {"", "0.0.0.0"} else bind  # noqa: S104  # nosec B104  # compared, not bound


def _require(config: Config) -> None:
    try:
        require_port(config.bind, config.port)
    except PortTaken as taken:
        raise click.ClickException(f"{taken}. Choose another, for example PORT={config.port + 1}.") from taken
    try:
        catalogues.require_fresh()
    except catalogues.StaleCatalogue as stale:
        raise click.ClickException(str(stale)) from stale
    if config.demo and schema.is_whole(config.database_url):
        schema.upgrade(config.database_url)
    require_database(config)


def require_database(config: Config) -> None:
    """Fail, and say how to mend it, over a database that was half restored or has another shape."""
    if not schema.is_whole(config.database_url):
        raise click.ClickException(f"A restore did not end. {schema.UNFINISHED}")
    if not schema.is_current(config.database_url):
        raise click.ClickException("The database has another shape. Run: beforehand db upgrade")
