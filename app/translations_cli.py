"""`beforehand translations`: keep the catalogues in line with the source, and refuse what nobody reviewed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import click

from app.entry.service import recording_faults
from app.review.service import write_patch
from app.web import catalogues, review
from app.web.checking import faults
from app.web.current import current_db
from app.web.locale import Locale, catalogue_path, locales
from app.web.taking_in import NotTaken, take_in

Running = Callable[[], AbstractContextManager[Any]]  # the service, which the catalogues alone do not need


def _locale(_context: click.Context, _parameter: click.Parameter, code: str) -> Locale:
    if code not in locales():
        raise click.BadParameter("no such locale in the register")
    return locales()[code]


_DOMAIN = click.option("--domain", type=click.Choice(catalogues.domains()), default="form")
_CODE = click.argument("code", callback=_locale)


@click.group()
def translations() -> None:
    """The catalogues of what survivors read."""


@translations.command()
def check() -> None:
    """Say how far each language is, and fail where anything that must not pass is found."""
    for line in _table():
        click.echo(line)
    found = [*faults(), *recording_faults()]
    for fault in found:
        click.echo(fault, err=True)
    if found:
        raise click.ClickException(f"{len(found)} to mend")
    click.echo("Every catalogue is complete, and every review state has its record.")


def _table() -> Iterator[str]:
    """Every language that has words: which of its parts are there, and how many strings are in each state."""
    yield f"{'language':<14} {'parts':>5} {'draft':>6} {'checked':>8} {'approved':>9}"
    parts = catalogues.domains()
    for one in locales().values():
        there = sum(catalogue_path(one, part).is_file() for part in parts)
        if there and one.code == one.catalogue:
            states = review.counted(one)
            how_many = f"{states['draft']:>6} {states['checked']:>8} {states['approved']:>9}"
            yield f"{one.code:<14} {there:>3}/{len(parts)} {how_many}"


@translations.command("compile")
def compile_() -> None:
    """Compile every catalogue: part of every build, and needed after every edit."""
    click.echo(f"compiled: {len(catalogues.compile_all())}")


@translations.command()
@_CODE
@_DOMAIN
@click.option(
    "--reviewed",
    type=click.Path(file_okay=False, path_type=Path),
    help="Leave the catalogue alone; write what people said in the product into this folder, for import.",
)
@click.pass_obj
def export(running: Running, code: Locale, domain: str, reviewed: Path | None) -> None:
    """Bring one locale's catalogue and its review in line with the source; a patch for git to show."""
    if reviewed:
        with running():
            click.echo(f"{write_patch(current_db(), code.code, reviewed)} strings: {reviewed}")
        return
    path = catalogues.renew(code, domain)
    review.renew(path, domain)
    catalogues.compile_all()
    click.echo(f"written: {path.parent.parent}")


@translations.command("import")
@_CODE
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--domain", "domains", multiple=True, type=click.Choice(catalogues.domains()))
def import_(code: Locale, folder: Path, domains: tuple[str, ...]) -> None:
    """Take in a reviewed FOLDER: every DOMAIN.po; for states above draft review.tsv and records.tsv."""
    try:
        path = take_in(code, folder, domains)
    except NotTaken as refusal:
        raise click.ClickException(str(refusal)) from refusal
    catalogues.compile_all()
    click.echo(f"taken in: {path}")
