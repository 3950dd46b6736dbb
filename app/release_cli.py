"""`beforehand release` and `simulate`: draw a period's tables, have two people publish them, list them.

Each command runs inside the service. People prove who they are by password and number, asked for and never
shown.
"""

import os
from collections.abc import Callable
from functools import partial
from uuid import UUID

import click
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.cases import service as cases
from app.desk import service as desk
from app.insight import service as insight
from app.web.current import current_config, current_db, current_keys, current_time
from config import Keys
from safety.errors import SafetyRefusal
from safety.periods import quarters_of
from safety.settings import SettingMissing, is_demo, settings_of

NOT_PROVED = {
    "sign_in_wrong": "address, password or number is wrong, or the number was used before: nobody agreed",
    "try_later": "too many wrong tries: wait a while, then try again",
    "busy": "too many people are signing in at this moment: try again",
}
PERIOD_HELP = "A quarter (2030-Q2) or a year from April (2030-31)."
PERIOD = click.option("--period", required=True, help=PERIOD_HELP)


@click.group("release")
def release_group() -> None:
    """Figures for managers: drawn once a period, published by two people."""


@release_group.command("build")
@PERIOD
@click.option(
    "--note",
    default="",
    help="One line that stands with the tables: what a former period (2030-Q2) got wrong.",
)
def release_build(period: str, note: str) -> None:
    """Draw the tables of a period that is over. They can never be drawn again."""
    db, now = current_db(), current_time()
    told = partial(_tell_progress, period)
    keys, per_cent = current_keys(), current_config().figures_budget
    kept = insight.kept_of(db, keys, desk.tallying.kept, period, now)
    asked = insight.Asked(period, note, per_cent, kept)
    insight.build(db, keys, asked, insight.gaussian, _trail(None), now, told)
    click.echo(f"The tables of {period} are drawn. Two people look at them and publish them:")
    click.echo(f"  beforehand release show --period {period}")
    click.echo(f"  beforehand release publish --period {period} --email …")


@release_group.command("show")
@PERIOD
def release_show(period: str) -> None:
    """Print a period's tables as they would be shown."""
    release = insight.release_of(current_db(), current_keys(), period)
    named = cases.area_names() | {code: theme.name for code, theme in insight.themes().items()}
    click.echo(f"{period}, {_state(release)}. {release.note}".rstrip())
    for name, table in release.tables.items():
        click.echo(f"\n{table.title}")
        for line in release.explained(name):
            click.echo(f"  {line}")
        for cell in table.cells:
            seen = table.shown(cell)
            said = f"{seen.count} ({seen.low} to {seen.high})" if seen else "too few to show"
            click.echo(f"  {', '.join(named.get(word, word) for word in cell)}: {said}")


@release_group.command("publish")
@PERIOD
@click.option("--email", required=True, help="Who says yes: a lead or a manager.")
def release_publish(period: str, email: str) -> None:
    """Say yes to a draft, with one's own password and number. The second person's yes publishes it."""
    db, keys, now = current_db(), current_keys(), current_time()
    insight.release_of(db, keys, period)
    who = _proved(email)
    release = insight.agree(db, keys, period, insight.Person(who.id, who.role), _trail(who.id), now)
    if release.published_at is None:
        click.echo(f"{who.display_name} agreed to {period}. One more person publishes it.")
    else:
        click.echo(f"{who.display_name} agreed to {period}. It is published, and stays as it is.")


@release_group.command("list")
def release_list() -> None:
    """Every period that was drawn, and every one that is being counted."""
    db, keys = current_db(), current_keys()
    found = insight.releases(db, keys)
    for release in found:
        click.echo(
            f"{release.period}  drawn {release.drawn_at:%d %B %Y}  {_state(release)}  {release.note}".rstrip()
        )
    counting = insight.progress(db)
    for period, tenths in counting.items():
        click.echo(f"{period}  being counted, {tenths * 10} % done")
    if not found and not counting:
        click.echo("Nothing is drawn yet. `beforehand release build --period …` draws a period that is over.")


def _of_a_demonstration(_context: click.Context, _option: click.Parameter, period: str) -> str:
    """The period, where DEMO is set; else that is said before any other setting is missed."""
    try:
        if is_demo(settings_of(os.environ)):
            return period
    except SettingMissing as missing:
        raise click.ClickException(str(missing)) from missing
    raise click.ClickException(
        "invented responses go into the demonstration alone, never into a service. With its setting this "
        f"runs there: DEMO=1 beforehand simulate --period {period}"
    )


@click.command("simulate")
@click.option("--period", required=True, help=PERIOD_HELP, callback=_of_a_demonstration)
@click.option("--many", default=450, type=click.IntRange(1, 1_000_000), help="Counted views in a quarter.")
@click.option("--seed", default=2030, help="The same seed gives the same London.")
def simulate(period: str, many: int, seed: int) -> None:
    """Fill the demonstration's pool with invented responses. It takes one: `beforehand demo` first."""
    db, keys = current_db(), current_keys()
    pool = _pool(db, keys)
    if pool is None:
        raise click.ClickException(
            f"there is no demonstration in {current_config().var_dir} yet. This makes one: "
            "DEMO=1 beforehand demo"
        )
    london = insight.London(seed=seed, many=many)
    for quarter in quarters_of(period):
        made = insight.simulate(db, keys, pool, london, quarter)
        click.echo(f"{quarter}: {made} invented records")


def _pool(db: Session, keys: Keys) -> bytes | None:
    """The key of the demonstration's pool; None where there is no database, or nothing in it."""
    try:
        service = next(iter(accounts.services(db)), None)
    except (OperationalError, ProgrammingError):
        return None
    pool = accounts.pool_recipient(db, keys, service.id) if service else None
    return pool.key_id if pool else None


def _proved(email: str) -> accounts.StaffView:
    """Who types their password and number now."""
    password = click.prompt("Password", hide_input=True)
    number = click.prompt("Number now", hide_input=True)
    try:
        return accounts.prove(current_db(), current_keys(), email, password, number, current_time())
    except SafetyRefusal as refusal:
        raise click.ClickException(NOT_PROVED.get(refusal.code, refusal.code)) from refusal


def _state(release: insight.ReleaseView) -> str:
    if release.published_at is not None:
        return f"published {release.published_at:%d %B %Y}"
    return f"draft, {len(release.agreed)} of 2 agreed"


def _tell_progress(period: str, tenths: int) -> None:
    click.echo(f"{period}: {tenths * 10} % counted", err=True)


def _trail(actor: UUID | None) -> Callable[[str, str, str], None]:
    """The trail, for what one person does; None: the command line."""
    db, keys, now = current_db(), current_keys(), current_time()

    def write(action: str, subject: str, detail: str) -> None:
        accounts.append(db, keys, actor, action, subject, now, detail)

    return write
