"""The database's shape: brought up to date, taken back, and compared with what this version expects."""

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

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
    engine = create_engine(url, **ENGINE_OPTIONS)
    try:
        with engine.connect() as connection:
            heads = MigrationContext.configure(connection).get_current_heads()
    finally:
        engine.dispose()
    return set(heads) == set(ScriptDirectory.from_config(_alembic(url)).get_heads())


def _alembic(url: str) -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", str(ROOT / "migrations").replace("%", "%%"))
    config.attributes["url"] = url
    return config
