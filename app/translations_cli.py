"""`beforehand translations`: keep the catalogues in line with the source, and refuse what nobody reviewed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import click

from app.web import catalogues, review, states
from app.web.checking import faults
from app.web.locale import Locale, locales
from app.web.taking_in import NotTaken, take_in

WORDS = catalogues.COMPILED  # the parts that are no everyday app
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
    from app.entry.service import recording_faults

    for line in _table():
        click.echo(line)
    found = [*faults(), *recording_faults()]
    for fault in found:
        click.echo(fault, err=True)
    if found:
        raise click.ClickException(f"{len(found)} to mend")
    click.echo("Every catalogue is complete, and every review state has its record.")


def _table() -> Iterator[str]:
    """Every language that has words: its parts, how many strings are in each state, its sound and apps."""
    from app.entry.service import recorded

    heads = f"{'draft':>6} {'checked':>8} {'approved':>9}"
    yield f"{'':<14} {'':>5} {'all strings':^25}   {'safety at stake':^25}"
    yield f"{'language':<14} {'parts':>5} {heads}   {heads}  sound  everyday apps"
    parts = catalogues.domains()
    for one in states.states():
        if one.parts and one.locale.code == one.locale.catalogue:
            counts = "   ".join(
                f"{each.draft:>6} {each.checked:>8} {each.approved:>9}" for each in _both(one)
            )
            heard = "yes" if recorded(one.locale.code, "voice") else "no"
            apps = " ".join(part.removeprefix(catalogues.COVER) for part in one.parts if part not in WORDS)
            yield f"{one.locale.code:<14} {len(one.parts):>3}/{len(parts)} {counts}  {heard:<5}  {apps}"


def _both(one: states.State) -> tuple[states.Count, states.Count]:
    return one.strings, one.critical


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
        from app.review.service import write_patch
        from app.web.current import current_db

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


@translations.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def recordings(folder: Path) -> None:
    """Put what the recording page saved in FOLDER where it belongs: all of it, or nothing."""
    from app.entry.service import NotPut, put_recordings

    try:
        places = put_recordings(folder)
    except NotPut as refusal:
        raise click.ClickException(str(refusal)) from refusal
    click.echo(f"put in: {len(places)}. Now: beforehand translations check")
