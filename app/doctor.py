"""What `beforehand doctor` looks at: settings, folder, disks, database, clock and carriers."""

import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import click
from sqlalchemy import create_engine, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app import backup, copying, every_look, old_keys, rewrapping, room, schema, setting_up, watching
from app.accounts import service as accounts
from app.engine import ENGINE_OPTIONS
from app.inbox import service as inbox
from app.messaging import checking
from app.schema import UNFINISHED
from app.web.limits import networks_for
from config import Config
from safety import hosts

CLOCK_MAY_DIFFER = timedelta(minutes=2)
FIRST_YEAR = 2026
KEY_MAY_AGE = timedelta(days=45)  # it is renewed monthly
NO_MAIL = "Nobody is emailed when something comes or fails. Set MAIL_HOST and MAIL_FROM: docs/operations.md"
NO_TEXTS = "No text can be sent. Set TWILIO_ACCOUNT and TWILIO_TOKEN_FILE: docs/operations.md"
NO_CERTIFICATES = "Nobody is told before one ends. Name both hosts' in CERTIFICATE_FILES: docs/deploy.md"


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is fine, and what to do if not.

    What is not `owed` may be left unset: that is no fault, and what follows from it is said.
    """

    what: str
    fine: bool
    mend: str = ""
    owed: bool = True

    @property
    def wrong(self) -> bool:
        """Whether somebody must mend it."""
        return self.owed and not self.fine

    @property
    def level(self) -> str:
        """How the command calls it."""
        return "ok" if self.fine else "WRONG" if self.owed else "UNSET"


def examine(config: Config, now: datetime) -> Iterator[Finding]:
    """Look at everything that can be looked at without changing anything."""
    yield from of_this_machine(config, now)
    yield from _names(config)
    yield from _folder_of_backups(config)
    if _reached(config) is not None and schema.is_current(config.database_url):
        yield from _findings(_looked_at(config, now))
    yield pages(config, now)
    yield from _findings(checking.carriers(config, now))


def of_this_machine(config: Config, now: datetime) -> Iterator[Finding]:
    """What takes no time and asks nobody outside."""
    yield Finding("settings are complete; DATA_KEY, AUDIT_KEY and PEPPER can be read", True)
    yield _folder(config)
    yield from _disks(config)
    reached = _reached(config)
    yield Finding("the database answers", reached is not None, "Check DATABASE_URL and that its server runs.")
    if reached is not None:
        current = schema.is_current(config.database_url)
        yield Finding("the database has this version's shape", current, "Run: beforehand db upgrade")
        yield from _data_keys(config, now) if current else ()
        yield Finding("no restore was left half done", schema.is_whole(config.database_url), UNFINISHED)
    yield from _backups(config, now)
    yield from _limits(config)
    yield from _unset(config)
    yield _clock(reached, now)


def tell(config: Config, now: datetime) -> int:
    """Print every finding, and how to mend what is wrong; how many are."""
    faults = 0
    for finding in examine(config, now):
        click.echo(f"{finding.level:5}  {finding.what}")
        if not finding.fine:
            click.echo(f"       {finding.mend}")
        faults += finding.wrong
    return faults


def _findings(answers: Iterable[checking.Answer]) -> Iterator[Finding]:
    return (Finding(*answer) for answer in answers)


def _looked_at(config: Config, now: datetime) -> list[checking.Answer]:
    """How messages look, and how keys stand."""
    engine = create_engine(config.database_url, **ENGINE_OPTIONS)
    try:
        with Session(engine) as db:
            keys = accounts.keys_standing(db, config.keys, now)
            opens = opening(watching.unopened(db, config.keys))
            older = [*old_keys.recovering(db, config.keys), *inbox.rotas_standing(db, config.keys)]
            return [*checking.senders(db, config), *keys, *older, proof(db, now), opens]
    finally:
        engine.dispose()


def proof(db: Session, now: datetime) -> checking.Answer:
    """What the worker's last proof of the trail found; where there was none yet, nothing is wrong."""
    seen = accounts.proved.last(db)
    held = seen is not None and seen.verdict is accounts.proved.Verdict.HELD
    changed = (
        "Change nothing: docs/incident.md. The lead, under Audit trail, and beforehand audit verify say more."
    )
    mend = "Look whether the worker runs, and whether it can write into VAR_DIR." if held else changed
    return (
        "the audit trail held when it was last proved, within two days",
        seen is None or seen.fine(now),
        mend,
    )


def opening(tables: Iterable[str]) -> checking.Answer:
    """Whether all that is sealed opens, by the tables in which something does not."""
    named = ", ".join(tables)
    mend = f"Not in: {named}. No older key is destroyed until all does: docs/incident.md, What does not open"
    return "every sealed value opens", not named, mend


def _data_keys(config: Config, now: datetime) -> Iterator[Finding]:
    """Whether every value lies under a key that is held, and today's key is young; not in a demonstration."""
    if config.demo:
        return
    engine = create_engine(config.database_url, **ENGINE_OPTIONS)
    try:
        with Session(engine) as db:
            left = rewrapping.standing(db, config.keys)
            since = rewrapping.first_use(db, config.keys.data.current_id)
    finally:
        engine.dispose()
    held = {config.keys.data.current_id, *config.keys.data.older}
    lost = sorted(key_id for key_id, many in left.items() if many and key_id not in held)
    mend = f"Put these keys back into the file: {', '.join(map(str, lost))}. What lies under them is noise."
    yield Finding("every sealed value lies under a DATA_KEY that is held", not lost, mend)
    young = since is None or now - since < KEY_MAY_AGE
    yield Finding(
        "DATA_KEY was renewed within 45 days", young, "Run: beforehand keys add (docs/operations.md)"
    )


def _folder(config: Config) -> Finding:
    mode = stat.S_IMODE(config.var_dir.stat().st_mode)
    mend = f"Run: chmod 700 {config.var_dir}"
    return Finding("VAR_DIR is for its owner only", mode & 0o077 == 0, mend)


def _disks(config: Config) -> Iterator[Finding]:
    """Whether each disk has room; a demonstration takes what there is."""
    for disk in () if config.demo else room.disks(config):
        free, needed = room.in_gigabytes(disk.free), room.in_gigabytes(disk.needed)
        mend = f"{free} are free and {needed} must be. Make room: docs/operations.md, Room on the disks"
        yield Finding(f"the disk of {disk.named()} has room", not disk.low, mend)


def _unset(config: Config) -> Iterator[Finding]:
    """What one may do without, and what follows where it is not set. A demonstration writes files."""
    if config.demo:
        return
    given = config.providers
    yield Finding("emails to staff", bool(given.mail_host), NO_MAIL, owed=False)
    yield Finding("texts", bool(given.twilio_account), NO_TEXTS, owed=False)
    yield Finding("the watch over certificates", bool(config.certificates), NO_CERTIFICATES, owed=False)


def _reached(config: Config) -> datetime | None:
    """The database's own moment; None where it does not answer."""
    engine = create_engine(config.database_url, **ENGINE_OPTIONS)
    try:
        with engine.connect() as connection:
            if engine.dialect.name == "postgresql":
                moment: datetime = connection.execute(text("SELECT now()")).scalar_one()
                return moment.astimezone(UTC)
            connection.execute(text("SELECT 1"))
            return datetime.now(UTC)
    except SQLAlchemyError:
        return None
    finally:
        engine.dispose()


def _backups(config: Config, now: datetime) -> Iterator[Finding]:
    """What this machine sees of them. A demonstration needs none."""
    found = backup.standing(config, now)
    if config.demo and not found.set_up:
        return
    yield Finding("backups are set up", found.set_up, "Set BACKUP_DIR and BACKUP_TO: docs/backups.md")
    if found.set_up:
        yield Finding("a backup was made within two days", not found.late, "Run: beforehand backup")
        mend = f"Delete them here, and wherever else copies lie: {', '.join(found.old)}"
        yield Finding("no backup is older than fourteen days", not found.old, mend)
    if copying.engine_of(config.database_url) == "postgresql":
        mend = copying.ProgramMissing.code
        yield Finding("PostgreSQL's own client is here, for backups", copying.programs_there(), mend)


def _names(config: Config) -> Iterator[Finding]:
    """The two hosts, as setup looks at them. A demonstration has none of its own."""
    survivor, staff = config.survivor_host, config.staff_host
    wrong = "" if config.demo else hosts.fault(survivor) or hosts.fault(staff, survivor)
    mend = f"As they stand, {wrong}. Choose anew before links are out: docs/names.md"
    yield Finding("neither host's name tells, or leads to the other", not wrong, mend)


def _folder_of_backups(config: Config) -> Iterator[Finding]:
    """Tried from here: the web's own unit may not write where a backup may."""
    if config.backup_dir:
        wrong = setting_up.folder_fault(str(config.backup_dir))
        yield Finding("BACKUP_DIR can be written", not wrong, wrong)


def pages(config: Config, now: datetime) -> Finding:
    """Whether every everyday app, and every form, can be made in each language that it is offered in."""
    bad = every_look.unshown(config, now)
    told = "; ".join(f"{one.skin} in {one.cover_locale}, form in {one.form_locale}" for one in bad)
    mend = f"Their catalogues hold words that no page can show. Put the last ones back: {told}"
    return Finding("every everyday app and form can be shown in each of its languages", not bad, mend)


def _limits(config: Config) -> Iterator[Finding]:
    """What several processes share. One alone needs none."""
    counted = networks_for(config)
    if config.limits_url:
        mend = "Check LIMITS_URL. Until it answers, each process counts by itself."
        yield Finding("the server of the limits answers", not counted.apart(), mend)
        mend = 'Set in its configuration: save "" and appendonly no'
        yield Finding("the server of the limits writes nothing to a disk", not counted.written(), mend)
    elif config.web_processes > 1:
        mend = "Set LIMITS_URL: without it a network has that many times the tries before it is slowed down."
        yield Finding("several web processes count tries together", False, mend)


def _clock(reached: datetime | None, now: datetime) -> Finding:
    agrees = reached is None or abs(reached - now) < CLOCK_MAY_DIFFER
    mend = "Set the clock: codes of the second step, links' ends and purging depend on it."
    return Finding("the clock is set and agrees with the database's", now.year >= FIRST_YEAR and agrees, mend)
