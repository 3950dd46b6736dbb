"""The database's shape: brought up to date, taken back, and compared with what this version expects.

What only compares loads no migration: it is asked at every start.
"""

import re
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, inspect, text

from app.engine import ENGINE_OPTIONS
from config import ROOT

if TYPE_CHECKING:
    from alembic.config import Config as AlembicConfig

RESTORING = "beforehand_restoring"
UNFINISHED = "Make a new, empty database (docs/backups.md says how), and restore again."
STEPS = ROOT / "migrations" / "versions"
_STEP = re.compile(r'^(revision|down_revision)\b.*= "(\w+)"$', re.MULTILINE)


def upgrade(url: str, revision: str = "head") -> None:
    """Bring a database up to date. Safe to run twice; a step that fails changes nothing."""
    from alembic import command

    command.upgrade(_alembic(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Take a database back to an earlier shape."""
    from alembic import command

    command.downgrade(_alembic(url), revision)


def is_current(url: str) -> bool:
    """Whether a database has exactly the shape that this version expects."""
    return shape_of(url) == newest()


def newest() -> str:
    """The shape that this version expects: the one step that no other comes after."""
    texts = (path.read_text(encoding="utf-8") for path in STEPS.glob("*.py"))
    named: list[dict[str, str]] = [dict(_STEP.findall(each)) for each in texts]
    [last] = {step["revision"] for step in named} - {step.get("down_revision") for step in named}
    return last


def shape_of(url: str) -> str:
    """The revision that a database is at; empty where it has none."""
    engine = create_engine(url, **ENGINE_OPTIONS)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return ""
            return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")
    finally:
        engine.dispose()


def knows(revision: str) -> bool:
    """Whether this version can bring a database of this shape up to date."""
    from alembic.script import ScriptDirectory

    scripts = ScriptDirectory.from_config(_alembic("")).walk_revisions()
    return any(script.revision == revision for script in scripts)


def is_whole(url: str) -> bool:
    """False where a backup was being put into PostgreSQL and that never ended."""
    engine = create_engine(url, **ENGINE_OPTIONS)
    try:
        return RESTORING not in inspect(engine).get_schema_names()
    finally:
        engine.dispose()


def _alembic(url: str) -> "AlembicConfig":
    from alembic.config import Config as AlembicConfig

    config = AlembicConfig()
    config.set_main_option("script_location", str(ROOT / "migrations").replace("%", "%%"))
    config.attributes["url"] = url
    return config
