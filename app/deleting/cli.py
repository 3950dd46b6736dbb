"""`beforehand retention report`: how much was deleted, for whoever looks after the machine."""

import click

from app.accounts import service as accounts
from app.cases import service as cases
from app.deleting.counting import lines, month_of
from app.web.current import current_db, utc_now


@click.command("report")
@click.option("--month", default="", help="As 2030-06; this month where none is given.")
def report_command(month: str) -> None:
    """Say what all services deleted in a month, by day and kind."""
    today = cases.london(utc_now()).date()
    asked = month_of(month, today)
    if month and f"{asked[0]}-{asked[1]:02}" != month:
        raise click.ClickException("--month reads as 2030-06, and is no month to come")
    services = [one.id for one in accounts.services(current_db())]
    found = lines(current_db(), [None, *services], asked)
    for one in found:
        click.echo(f"{one.day} {one.kind.value}: {one.many}")
    if not found:
        click.echo(f"Nothing was deleted in {asked[0]}-{asked[1]:02}.")
