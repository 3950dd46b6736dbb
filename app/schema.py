"""The database's shape: brought up to date, taken back, and compared with what this version expects."""

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, inspect

from app.copying import RESTORING
from app.db import ENGINE_OPTIONS
from config import ROOT


def upgrade(url: str, revision: str = "head") -> None:
    """Bring a database up to date. Safe to run twice; a step that fails changes nothing."""
    command.upgrade(_alembic(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Take a database back to an earlier shape."""
    command.downgrade(_alembic(url), revision)


def is_current(url: str) -> bool:
    """Whether a database has exactly the shape that this version expects."""
    return shape_of(url) == ScriptDirectory.from_config(_alembic(url)).get_current_head()


def shape_of(url: str) -> str:
    """The revision that a database is at; empty where it has none."""
    engine = create_engine(url, **ENGINE_OPTIONS)
    try:
        with engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() or ""
    finally:
        engine.dispose()


def knows(revision: str) -> bool:
    """Whether this version can bring a database of this shape up to date."""
    scripts = ScriptDirectory.from_config(_alembic("")).walk_revisions()
    return any(script.revision == revision for script in scripts)


def is_whole(url: str) -> bool:
    """False where a backup was being put into PostgreSQL and that never ended."""
    engine = create_engine(url, **ENGINE_OPTIONS)
    try:
        return RESTORING not in inspect(engine).get_schema_names()
    finally:
        engine.dispose()


def _alembic(url: str) -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", str(ROOT / "migrations").replace("%", "%%"))
    config.attributes["url"] = url
    return config
