"""`beforehand backup` and `restore`. No private key is ever an argument: it is a file, or typed unseen."""

from pathlib import Path

import click

from app import backup, restore
from app.web.current import utc_now
from config import Config
from safety.retention import BACKUP_DAYS

AFTER = """
Before you start it:
- Everybody signs in anew. Every agreement about contact has lapsed: each IDVA agrees it afresh, live.
- What was done after {at} is not here: cases closed, links ended or handed out, people who left or came,
  keys that were certified. Leads look through all of it first (docs/backups.md).
- Draw no figures for a period that was published from another copy (docs/operations.md).
"""


def make_backup(config: Config) -> None:
    """Make one, and say so."""
    made = backup.make(config, utc_now())
    click.echo(f"{made.path}  {made.size:,} bytes")
    for name in made.gone:
        click.echo(f"gone, past its {BACKUP_DAYS} days: {name}")


def put_back(config: Config, file: Path, identity: Path | None) -> None:
    """Restore one, and say what to do before it serves."""
    secret = _identity(identity)
    done = restore.restore(config, file, secret, utc_now())
    at = f"{done.made_at:%d %B %Y, %H:%M} UTC"
    click.echo(f"Restored, as it was on {at}.")
    for name, many in done.gone.items():
        click.echo(f"{name}: {many}")
    click.echo(f"agreements about contact that lapsed: {done.lapsed}")
    click.echo(AFTER.format(at=at))


def _identity(path: Path | None) -> str:
    """The private key, from its file (lines that begin with # are remarks) or from the keyboard."""
    if path is None:
        return str(click.prompt("The backup's private key (AGE-SECRET-KEY-…)", hide_input=True))
    lines = path.read_text(encoding="ascii", errors="replace").upper().splitlines()
    return next((line for line in lines if line.lstrip().startswith("AGE-SECRET-KEY-")), "")
