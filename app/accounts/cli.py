"""`beforehand staff`, `service` and `audit`: the first people of a service, and proof of the trail.

Each command runs inside the service. A secret is printed once and never taken as an argument.
"""

import re
from uuid import UUID

import click

from app.accounts import audit, forms, staffing
from app.accounts import staff as people
from app.accounts.errors import NameTaken
from app.accounts.models import Role
from app.web.current import current_db, current_keys, current_time

AREA = re.compile(r"E090000(0[1-9]|[12]\d|3[0-3])")  # London's, as the Office for National Statistics counts
ROLES = click.Choice([role.value for role in Role])
LOST = (
    "This loses {name}'s private key for good: nothing sealed to it before can be opened with it again.\n"
    "Cover still can; recovery can, with two leads. Reset the account?"
)


@click.group("staff")
def staff_group() -> None:
    """People who work here."""


@staff_group.command("add")
@click.option(
    "--covers", multiple=True, help='A manager\'s area code, such as E09000012 (repeat it), or "london".'
)
@click.option("--role", type=ROLES, required=True, help="What they are here to do.")
@click.option("--email", required=True, help="Their address, which they sign in with.")
@click.option("--name", required=True, help="Their name, as colleagues see it.")
@click.option("--service", help="The name of their service; may be left out for managers and administrators.")
def staff_add(role: str, email: str, name: str, service: str | None, covers: tuple[str, ...]) -> None:
    """Invite someone, and print their temporary password once.

    A manager sees the figures of what they cover: areas, all of London, or the areas of their service.
    """
    service_id = _service_id(service)
    if service_id is None and role not in {Role.MANAGER, Role.ADMIN}:
        raise click.ClickException("name their service with --service")
    if not forms.good_address(email):
        raise click.ClickException("this is not an email address")
    _require_cover(role, service_id, covers)
    try:
        _, password = staffing.invite(
            current_db(),
            current_keys(),
            role=Role(role),
            email=email,
            name=name,
            service_id=service_id,
            actor_id=None,
            now=current_time(),
            covers=covers,
        )
    except NameTaken as taken:
        raise click.ClickException("there is an account with this address already") from taken
    _say_password(name, password)


@staff_group.command("reset")
@click.option("--email", required=True, help="Whose account.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def staff_reset(email: str, yes: bool) -> None:
    """Take an account back to its invitation. Its private key is lost."""
    whom = _whom(email)
    warning = LOST.format(name=whom.display_name)
    if yes:
        click.echo(warning.partition("\n")[0])
    else:
        click.confirm(warning, abort=True)
    taken = staffing.reset(current_db(), current_keys(), whom.id, None, current_time())
    _say_password(whom.display_name, taken.password)
    _say_half(taken.printed_half)


@staff_group.command("suspend")
@click.option("--email", required=True, help="Whose account.")
def staff_suspend(email: str) -> None:
    """End someone's access at once, everywhere."""
    whom = _whom(email)
    half = staffing.suspend(current_db(), current_keys(), whom.id, None, current_time())
    click.echo(f"{whom.display_name} cannot sign in any more.")
    _say_half(half)


@click.group("service")
def service_group() -> None:
    """Services that use this installation."""


@service_group.command("add")
@click.option("--name", required=True, help="Its name.")
@click.option("--phone", required=True, help="The number that its people answer.")
@click.option(
    "--area", "areas", multiple=True, required=True, help="An area code, such as E09000012; repeat it."
)
def service_add(name: str, phone: str, areas: tuple[str, ...]) -> None:
    """Add a service. Invite its first lead next."""
    try:
        staffing.add_service(current_db(), current_keys(), name, phone, areas, current_time())
    except NameTaken as taken:
        raise click.ClickException("there is a service with this name already") from taken
    click.echo(f"{name} is added. Invite its first lead: beforehand staff add --role lead")


@click.group("audit")
def audit_group() -> None:
    """The trail of what staff did."""


@audit_group.command("verify")
def audit_verify() -> None:
    """Walk the trail; fails and names the first number that does not follow."""
    trail = audit.verify(current_db(), current_keys())
    if not trail.holds:
        raise click.ClickException(f"the trail does not hold at number {trail.broken_at}")
    click.echo(f"The trail holds: {trail.entries} entries, the last is number {trail.last}.")


def _service_id(name: str | None) -> UUID | None:
    if name is None:
        return None
    found = people.service_named(current_db(), name)
    if found is None:
        raise click.ClickException("there is no service with this name")
    return found.id


def _require_cover(role: str, service_id: UUID | None, covers: tuple[str, ...]) -> None:
    """Only a manager covers areas, and one without a service says which."""
    if covers and role != Role.MANAGER:
        raise click.ClickException("--covers is for managers only")
    if role == Role.MANAGER and service_id is None and not covers:
        raise click.ClickException('say what they cover: --covers with an area code, or "london"')
    for one in covers:
        if one != people.LONDON and not AREA.fullmatch(one):
            raise click.ClickException(f'"{one}" is neither an area code, such as E09000012, nor "london"')


def _whom(email: str) -> people.StaffView:
    found = people.by_email(current_db(), email)
    if found is None:
        raise click.ClickException("there is no account with this address")
    return found


def _say_password(name: str, password: str) -> None:
    click.echo(f"Temporary password for {name}, shown once, for seven days: {password}")
    click.echo("They sign in with it, then set their own password and their phone.")


def _say_half(half: str | None) -> None:
    if half:
        click.echo("The printed half of the recovery key, shown once, for the trustee:")
        click.echo(half)
