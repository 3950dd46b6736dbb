"""`beforehand translations`: keep the catalogues in line with the source, and refuse what nobody reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from app.entry.service import recording_faults
from app.web import catalogues, review
from app.web.checking import faults
from app.web.locale import Locale, catalogue_path, locales


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
def export(code: Locale, domain: str) -> None:
    """Bring one locale's catalogue and its review in line with the source; a patch for git to show."""
    path = catalogues.renew(code, domain)
    review.renew(path, domain)
    catalogues.compile_all()
    click.echo(f"written: {path.parent.parent}")


@translations.command("import")
@_CODE
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@_DOMAIN
def import_(code: Locale, folder: Path, domain: str) -> None:
    """Take in a reviewed FOLDER: DOMAIN.po, and for states above draft review.tsv with its records.tsv."""
    try:
        path = review.take_in(code, folder, domain)
    except review.Unrecorded as refusal:
        raise click.ClickException(str(refusal)) from refusal
    catalogues.compile_all()
    click.echo(f"taken in: {path.parent.parent}")
