"""`beforehand setup`: from an empty folder to a lead who can sign in.

Promise: everything is asked before anything is written; what is there stays as it is, and a second run goes
on where the first ended. No secret is an argument; one that has to be shown is shown once.
"""

import shlex
from collections.abc import Callable
from pathlib import Path

import click
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from app import Face, backup, create_app, doctor, schema, setting_up
from app.accounts import service as accounts
from app.cases import service as cases
from app.db import db as database
from app.setting_up import SETTINGS
from app.web.current import utc_now
from config import Config, SettingMissing
from safety import hosts
from safety.settings import public_keys, whole

USUAL = Path("/etc/beforehand")
PRIVATE = """
This is the PRIVATE key of your backups. It is shown once and kept nowhere on this machine.
Write it down, or copy it to a stick, and keep it in another place than the backups and the key files.

    {private}
"""
WELCOME = """
{name} sets up their account, within three days, with a link and a number. Both are shown once:

    {url}
    {number}

Send the link, and tell the number by voice. They choose their own password, and need an authenticator app.
"""
WAITS = """
{name} was invited to lead and has not set up their account yet. Is the link or the number lost, or are
the three days over? Make both anew:

    beforehand staff reset --email {email}

Was that address typed wrongly? The same with `suspend` for `reset`; then `beforehand setup` asks again.
"""
LEADS = 'A lead is there. A lost password: docs/keys.md, "Somebody lost their password or their key".'
ELSEWHERE = '  Before a night can write there: docs/backups.md, "In another folder".'
NEXT = """
Settings and keys are in {folder}. Keep a sealed copy of its three .key files elsewhere, apart from backups.
Every command reads them so:  SETTINGS_FILE={folder}/settings beforehand …
Next, by docs/deploy.md: units and timer, or the container, which start web and worker; and the proxy.
Without either, by hand:  beforehand serve --with-worker
"""


def set_up(folder: Path) -> None:
    """Ask what is missing, write it, and look whether all is well."""
    path = folder / SETTINGS
    if path.exists():
        click.echo(f"{path} is there and stays as it is.")
    else:
        _require_writable(folder)
        _write(folder, _asked(folder))
    config = _config(path)
    schema.upgrade(config.database_url)
    with create_app(config, Face.STAFF).app_context(), Session(database.engine, expire_on_commit=False) as db:
        _lead_of(db, config, _service(db, config))
    if backup.standing(config, utc_now()).wrong:
        click.echo(f"First backup: {backup.make(config, utc_now()).path}")
    click.echo(NEXT.format(folder=folder))
    if doctor.tell(config, utc_now()):
        raise click.ClickException("mend what is WRONG, then: beforehand doctor")


def _require_writable(folder: Path) -> None:
    """Before anything is asked or shown: whoever runs this can write there. Raises ClickException."""
    if setting_up.folder_fault(str(folder)):
        raise click.ClickException(
            f"{folder} cannot be written by whoever runs this. It must belong to the service's own user: "
            "docs/deploy.md"
        )


def _asked(folder: Path) -> dict[str, str]:
    """All settings, in the order in which they are asked."""
    click.echo("Nothing is written before the last question. Ctrl-C stops here and leaves nothing.\n")
    survivor = _host("Survivors' host: a dull name that tells nothing")
    staff = _host("Staff host: unrelated to it", survivor)
    var_dir = _ask("The service's own folder", setting_up.folder_fault, default=_usual_var(folder))
    settings = {"SURVIVOR_HOST": survivor, "STAFF_HOST": staff, "VAR_DIR": var_dir}
    url = _ask("PostgreSQL's address (empty: SQLite)", _url_fault, default="", hidden=True)
    settings |= {"TRUSTED_PROXIES": "1", **({"DATABASE_URL": url} if url else {})}
    settings["PORT"] = _ask("Port on this machine, for the proxy", _port_fault, default="8000")
    settings["BACKUP_DIR"] = _backup_dir(var_dir)
    settings["BACKUP_TO"] = _backup_key()
    return settings


def _usual_var(folder: Path) -> str:
    return "/var/lib/beforehand" if folder == USUAL else str(folder / "var")


def _host(text: str, other: str = "") -> str:
    """A host as browsers send it, and said so where it was typed in another way."""
    typed = _ask(text, lambda said: _sentence(hosts.fault(hosts.tidied(said), other)))
    taken = hosts.tidied(typed)
    if taken != typed:
        click.echo(f"  Taken as {taken}")
    return taken


def _sentence(fault: str) -> str:
    return f"{fault[0].upper()}{fault[1:]}." if fault else ""


def _backup_dir(var_dir: str) -> str:
    given = _ask("Folder for backups", setting_up.folder_fault, default=f"{var_dir}/backups")
    if not Path(given).is_relative_to(var_dir):
        click.echo(ELSEWHERE)
    return given


def _backup_key() -> str:
    asked = "Public key for backups, age1…, not shown as you type (empty: make a pair now)"
    given = _ask(asked, _key_fault, default="", hidden=True)  # the private one is soon pasted by mistake
    if given:
        given = " ".join(public_keys(given))
        click.echo(f"  Backups are sealed to {given}")
        return given
    pair = setting_up.backup_pair()
    click.echo(PRIVATE.format(private=pair.private))
    _ask(
        "Its last six letters, to show that you have it",
        lambda said: "" if said.upper() == pair.private[-6:] else "These are not its last six letters.",
    )
    return pair.public


def _write(folder: Path, settings: dict[str, str]) -> None:
    try:
        setting_up.write(folder, settings)
    except OSError as fault:
        raise click.ClickException(f"{folder} cannot be written: {fault.strerror}") from fault
    click.echo(f"Written: {folder / SETTINGS}, and three key files beside it.")


def _config(path: Path) -> Config:
    try:
        return Config.from_env({"SETTINGS_FILE": str(path)})
    except SettingMissing as missing:
        raise click.ClickException(f"{path}: {missing}") from missing


def _service(db: Session, config: Config) -> accounts.ServiceView:
    there = accounts.services(db)
    if there:
        click.echo(f"The service {there[0].name} is there and stays as it is.")
        return there[0]
    name = _ask("Name of the service", accounts.name_fault)
    phone = _ask("The number that its people answer", accounts.number_fault)
    areas = _ask("Its areas, by code (E09000012), apart by spaces", _areas_fault).upper().split()
    accounts.add_service(db, config.keys, name, phone, areas, utc_now())
    return accounts.services(db)[0]


def _lead_of(db: Session, config: Config, service: accounts.ServiceView) -> None:
    leads = [one for one in accounts.people(db, service.id) if _leads(one)]
    waiting = [one for one in leads if one.state is accounts.StaffState.INVITED]
    for one in waiting:
        click.echo(WAITS.format(name=one.display_name, email=shlex.quote(one.email)))
    if leads and not waiting:
        click.echo(LEADS)
    if leads:
        return
    name = _ask("Name of its first lead", accounts.name_fault)
    good = accounts.good_address
    email = _ask("Their email address", lambda said: "" if good(said) else "This is not an email address.")
    _, made = accounts.invite(
        db,
        config.keys,
        role=accounts.Role.LEAD,
        email=email,
        name=name,
        service_id=service.id,
        actor_id=None,
        now=utc_now(),
    )
    number, url = f"{made.number[:3]} {made.number[3:]}", f"{config.staff_url}{made.path}"
    click.echo(WELCOME.format(name=name, number=number, url=url))


def _leads(one: accounts.StaffView) -> bool:
    return one.role is accounts.Role.LEAD and one.state is not accounts.StaffState.SUSPENDED


def _ask(text: str, fault: Callable[[str], str], default: str | None = None, *, hidden: bool = False) -> str:
    """One answer that may stand; asked again, with the reason, until there is one."""
    while True:
        said = click.prompt(text, default=default, hide_input=hidden, show_default=bool(default)).strip()
        wrong = "Only letters, figures and signs, please." if not said.isprintable() else fault(said)
        if not wrong:
            return str(said)
        click.echo(f"  {wrong}")


def _url_fault(said: str) -> str:
    try:
        fine = not said or make_url(said).drivername == "postgresql+psycopg"
    except ArgumentError:
        fine = False
    return "" if fine else "It reads postgresql+psycopg:///beforehand?host=/run/postgresql (docs/deploy.md)."


def _port_fault(said: str) -> str:
    try:
        whole({"PORT": said}, "PORT", 8000, 1024, 65535)
    except SettingMissing as missing:
        return str(missing)
    return ""


def _key_fault(said: str) -> str:
    try:
        public_keys(said)
    except SettingMissing:
        return "A public key begins with age1. Never type the private one (AGE-SECRET-KEY-…) here."
    return ""


def _areas_fault(said: str) -> str:
    unknown = [code for code in said.upper().split() if code not in cases.area_names()]
    if unknown or not said:
        return f"Not known: {' '.join(unknown)}. London's boroughs are E09000001 to E09000033."
    return ""
