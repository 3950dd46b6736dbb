"""`beforehand staff`, `service` and `audit`: the first people of a service, and proof of the trail.

Each command runs inside the service. A secret is printed once and never taken as an argument.
"""

import re
from collections.abc import Iterable, Sequence
from uuid import UUID

import click

from app.accounts import audit, forms, leaving, searching, services, staffing
from app.accounts import staff as people
from app.accounts.asked_first import of_reset, say_what_follows
from app.accounts.errors import NameTaken
from app.accounts.invitations import Invited
from app.accounts.invited_hand import hand_out
from app.accounts.models import Role
from app.accounts.trail_form import HEAD
from app.web.current import current_db, current_keys, current_time

AREA = re.compile(r"E090000(0[1-9]|[12]\d|3[0-3])")  # London's, as the Office for National Statistics counts
ROLES = click.Choice([role.value for role in Role])


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
    """Invite someone: print the number to tell them, and their link where no email server is set up.

    A manager sees the figures of what they cover: areas, all of London, or the areas of their service.
    """
    service_id = _service_id(service)
    if service_id is None and role not in {Role.MANAGER, Role.ADMIN}:
        raise click.ClickException("name their service with --service")
    if not forms.good_address(email):
        raise click.ClickException("this is not an email address")
    if fault := services.name_fault(name):
        raise click.ClickException(fault)
    codes = _codes(covers)
    _require_cover(role, service_id, codes)
    try:
        staff_id, made = staffing.invite(
            current_db(),
            current_keys(),
            role=Role(role),
            email=email,
            name=name,
            service_id=service_id,
            actor_id=None,
            now=current_time(),
            covers=codes,
        )
    except NameTaken as taken:
        raise click.ClickException("there is an account with this address already") from taken
    _say_invited(staff_id, made)


@staff_group.command("reset")
@click.option("--email", required=True, help="Whose account.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def staff_reset(email: str, yes: bool) -> None:
    """Take an account back to its invitation. Its private key is lost."""
    whom = _whom(email)
    say_what_follows(whom)
    warning = of_reset(whom)
    if yes:
        click.echo(warning.partition("\n")[0])
    else:
        click.confirm(warning, abort=True)
    taken = staffing.reset(current_db(), current_keys(), whom.id, None, current_time())
    _say_invited(whom.id, taken.invited)
    _say_half(taken.printed_half)


@staff_group.command("suspend")
@click.option("--email", required=True, help="Whose account.")
@click.option("--yes", is_flag=True, help="Do not ask, whatever is lost by it.")
def staff_suspend(email: str, yes: bool) -> None:
    """End someone's access at once, everywhere. Asks first where that ends certifying or recovering."""
    whom = _whom(email)
    if say_what_follows(whom) and not yes:
        click.confirm(f"Suspend {whom.display_name} now?", abort=True)
    half = staffing.suspend(current_db(), current_keys(), whom.id, None, current_time(), leaving.gone)
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
    codes = _codes(areas)
    _require_areas(codes)
    _require_sound(name, phone)
    try:
        staffing.add_service(current_db(), current_keys(), name, phone, codes, current_time())
    except NameTaken as taken:
        raise click.ClickException("there is a service with this name already") from taken
    click.echo(f"{name} is added. Invite its first lead: beforehand staff add --role lead")


@service_group.command("change")
@click.option("--service", required=True, help="Its name as it is now.")
@click.option("--name", help="Another name.")
@click.option("--phone", help="Another number that its people answer.")
def service_change(service: str, name: str | None, phone: str | None) -> None:
    """Change its name or number. Survivors' pages show it from the next day on, all together."""
    found = people.service_named(current_db(), service)
    if found is None:
        raise click.ClickException("there is no service with this name")
    if name is None and phone is None:
        raise click.ClickException("say what changes: --name or --phone")
    called, number = found.name if name is None else name, found.phone if phone is None else phone
    _require_sound(called, number)
    try:
        services.change(current_db(), current_keys(), found.id, called, number, current_time())
    except NameTaken as taken:
        raise click.ClickException("there is a service with this name already") from taken
    click.echo(f"It is {called}, {number} now. Open links show it from tomorrow.")


@click.group("audit")
def audit_group() -> None:
    """The trail of what staff did."""


@audit_group.command("verify")
@click.option("--noted", default="", help="A number and mark noted earlier, as 1234:0123456789abcdef.")
def audit_verify(noted: str) -> None:
    """Walk the trail; fails and names the first number that does not follow, or what was cut off."""
    trail = audit.verify(current_db(), current_keys())
    head = HEAD.fullmatch(noted)
    if noted and head is None:
        raise click.ClickException("--noted reads as 1234:0123456789abcdef")
    if head and searching.stands(current_db(), int(head.group(1)), head.group(2)) is False:
        raise click.ClickException(f"number {head.group(1)} is not there as noted: the end was cut off")
    if not trail.holds:
        raise click.ClickException(f"the trail does not hold at number {trail.broken_at}")
    click.echo(f"The trail holds: {trail.entries} entries, the last is number {trail.last}.")
    number, mac = audit.head(current_db())
    click.echo(f"To note elsewhere: {number}:{searching.mark_of(mac)}")


def _require_sound(name: str, phone: str) -> None:
    fault = services.name_fault(name) or services.number_fault(phone)
    if fault:
        raise click.ClickException(fault)


def _service_id(name: str | None) -> UUID | None:
    if name is None:
        return None
    found = people.service_named(current_db(), name)
    if found is None:
        raise click.ClickException("there is no service with this name")
    return found.id


def _require_cover(role: str, service_id: UUID | None, covers: Sequence[str]) -> None:
    """Only a manager covers areas, and one without a service says which."""
    if covers and role != Role.MANAGER:
        raise click.ClickException("--covers is for managers only")
    if role == Role.MANAGER and service_id is None and not covers:
        raise click.ClickException('say what they cover: --covers with an area code, or "london"')
    for one in covers:
        if one != people.LONDON and not AREA.fullmatch(one):
            raise click.ClickException(f'"{one}" is neither an area code, such as E09000012, nor "london"')


def _codes(typed: Iterable[str]) -> list[str]:
    """Area codes as they are written: in large letters, whatever was typed; "london" in small ones."""
    codes = [one.upper() for each in typed for one in each.replace(",", " ").split()]
    return [people.LONDON if one == people.LONDON.upper() else one for one in codes]


def _require_areas(areas: Sequence[str]) -> None:
    if not areas:
        raise click.ClickException("say its areas, such as --area E09000012")
    for one in areas:
        if not AREA.fullmatch(one):
            raise click.ClickException(f'"{one}" is not an area code: London\'s are E09000001 to E09000033')


def _whom(email: str) -> people.StaffView:
    found = people.by_email(current_db(), email)
    if found is None:
        raise click.ClickException("there is no account with this address")
    return found


def _say_invited(staff_id: UUID, made: Invited) -> None:
    """Both halves of an invitation, or the one that no email carries."""
    whom = people.staff(current_db(), staff_id)
    assert whom is not None
    told = hand_out(whom, made)
    click.echo(f"Number for {whom.display_name}, shown once, for three days: {told['number']}")
    if "link" in told:
        click.echo(f"Their link, shown once: {told['link']}")
        click.echo("Give them the link in one way, and tell them the number by voice.")
    else:
        click.echo(f"Their link goes to {whom.email}. Tell them the number by voice.")


def _say_half(half: str | None) -> None:
    if half:
        click.echo("The printed half of the recovery key, shown once, for the trustee:")
        click.echo(half)
