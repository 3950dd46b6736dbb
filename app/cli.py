"""The `beforehand` command: how people start and look after a service. No secret is ever an argument."""

import copy
import functools
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from app.clock import utc_now
from app.commands import INSIDE, REPORT, Commands, Later
from app.web import quiet
from config import Config, SettingMissing
from safety.errors import SafetyRefusal

AWAY = "the database does not answer, or is not ours. Check DATABASE_URL, and: beforehand doctor"


@click.group(cls=Commands)
def main() -> None:
    """Beforehand: a survivor's own words, before the meeting that is about them."""
    os.umask(0o077)  # what we write is for our own eyes
    quiet.set_up_process()


@main.command("setup")
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default="/etc/beforehand",
    show_default=True,
    help="Where settings and key files go.",
)
def setup_command(folder: Path) -> None:
    """Ask for settings, make keys, invite the first lead. Safe to run twice: what is there stays."""
    from app.setup_cli import set_up

    with _plain_faults():
        set_up(folder.resolve())


@main.command()
@click.option("--with-worker", is_flag=True, help="Start the background worker too.")
def serve(with_worker: bool) -> None:
    """Start the production server; Ctrl-C stops it."""
    from app import serving
    from app.parent import end_with_parent

    end_with_parent()
    with _plain_faults():
        sys.exit(serving.serve(_settings(), with_worker=with_worker))


@main.command()
def work() -> None:
    """Run the background worker until it is stopped."""
    from sqlalchemy.orm import Session

    from app import metrics, serving, worker
    from app.db import db as database
    from app.duties import DUTIES, figure_duties, message_duties, trail_duties
    from app.parent import end_with_parent

    end_with_parent()
    with running() as config:
        serving.require_database(config)
        of_settings = {**message_duties(config, utc_now), **figure_duties(config), **trail_duties(config)}
        duties = {**of_settings, **DUTIES}
        runner = worker.Worker(duties, new_session, config.keys, utc_now)
        worker.listen(runner)
        sessions = functools.partial(Session, database.engine)
        metrics.serve(sessions, config, utc_now)
        runner.run()


@main.group()
def db() -> None:
    """The database."""


@db.command("upgrade")
def db_upgrade() -> None:
    """Bring the database up to date, while web and worker are stopped. Safe to run twice."""
    from app import upgrading

    with _plain_faults():
        upgrading.upgrade(_settings().database_url, utc_now())
    click.echo("The database is up to date.")


@click.group(cls=Commands)
def retention() -> None:
    """What is kept, and for how long."""


@retention.command("run")
def retention_run() -> None:
    """Do today's purging now. Safe to run twice, and beside a worker."""
    from app import turns
    from app.duties import DUTIES

    with running() as config:
        for name, duty in DUTIES.items():
            with new_session() as session, turns.turn(session, name) as ours:
                did = duty.do(session, config.keys, utc_now()) if ours else "a worker does it now"
                click.echo(f"{name}: {did}")


@main.command("backup")
def backup_command() -> None:
    """Write one backup into BACKUP_DIR, sealed to BACKUP_TO; those past their days go."""
    from app.backup_cli import make_backup

    with _plain_faults():
        make_backup(_settings())


@main.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--identity",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The file that holds the backup's private key; without it you are asked.",
)
def restore_command(file: Path, identity: Path | None) -> None:
    """Put the backup FILE into an empty database, and purge what should have gone since."""
    from app.backup_cli import put_back

    with _plain_faults():
        put_back(_settings(), file, identity)


@main.command("everyday")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def everyday_command(folder: Path) -> None:
    """Write into FOLDER what the proxy shows of the survivors' host while this service is away."""
    from app import stand_in

    with _plain_faults():
        stand_in.write(_settings(), folder)


@main.command("demo")
def demo_command() -> None:
    """Make or renew the demonstration, and show its links and sign-ins."""
    from app import demo, schema

    with _plain_faults():
        config = _settings()
        schema.upgrade(config.database_url)
        demo.load(config)
        click.echo(demo.table(config))


@main.command()
def openapi() -> None:
    """Print what programs may ask of both hosts, as OpenAPI 3.1."""
    from app.openapi import printed

    with _plain_faults():
        told = printed(_settings())
    click.echo(told)


@main.command()
def doctor() -> None:
    """Say what is wrong with this installation and how to mend it."""
    from app.doctor import tell

    faults = tell(_settings(), utc_now())
    if faults:
        raise click.ClickException(f"{faults} to mend")


@contextmanager
def running() -> Iterator[Config]:
    """The service's settings, inside its staff app."""
    from app import Face, create_app

    with _plain_faults():
        config = _settings()
        with create_app(config, Face.STAFF).app_context():
            yield config


def new_session() -> Any:
    """A database session of its own, inside `running`."""
    from sqlalchemy.orm import Session

    from app.db import db as database

    return Session(database.engine, expire_on_commit=False)


def in_service(command: click.Command) -> click.Command:
    """A group whose every command runs inside the service; asking for help needs no settings."""
    inside = copy.copy(command)
    if isinstance(inside, click.Group):
        inside.commands = {name: in_service(inner) for name, inner in inside.commands.items()}
    elif inside.callback:
        inside.callback = _inside(inside.callback)
    return inside


def _inside(callback: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(callback)
    def inside(*args: Any, **kwargs: Any) -> Any:
        with running():
            return callback(*args, **kwargs)

    return inside


@contextmanager
def _plain_faults() -> Iterator[None]:
    """A refusal ends the command with its code and exit status 1, never with a traceback."""
    from sqlalchemy.exc import OperationalError, ProgrammingError

    try:
        yield
    except SafetyRefusal as refusal:
        raise click.ClickException(str(refusal)) from refusal
    except (OperationalError, ProgrammingError) as fault:
        raise click.ClickException(AWAY) from fault


def _settings() -> Config:
    try:
        return Config.from_env()
    except SettingMissing as missing:
        raise click.ClickException(str(missing)) from missing


main.add_command(retention)
main.context_settings["obj"] = running  # for a command that only sometimes runs inside the service
main.later = {name: Later(*lies, in_service) for name, lies in INSIDE.items()} | {
    "translations": Later("app.translations_cli:translations", "The catalogues of what survivors read.")
}
retention.later = {"report": Later(*REPORT, in_service)}

if __name__ == "__main__":
    main()
