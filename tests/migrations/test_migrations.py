"""The migrations, up and down, on both engines, over databases that hold something."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

import app.joining  # noqa: F401  # joins every part, so that every table is known
from app import schema
from app.db import Base, set_up_engine
from app.scrubbing import KEY_TABLES, TABLES
from config import ROOT
from tests import cluster
from tests.migrations.rows import counts, put_one_in_each, tables


def _revisions():
    settings = AlembicConfig()
    settings.set_main_option("script_location", str(ROOT / "migrations"))
    return [
        script.revision for script in reversed(list(ScriptDirectory.from_config(settings).walk_revisions()))
    ]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path, worker_id):
    """A database that holds nothing, not even tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'migrated.db'}"
    return cluster.make_database(f"migrated_{worker_id}_{tmp_path.name}"[:60])


@pytest.fixture
def look(url):
    """Ask the database something over a connection of its own."""

    def ask(question):
        engine = create_engine(url)
        set_up_engine(engine)
        try:
            with engine.begin() as connection:
                return question(connection)
        finally:
            engine.dispose()

    return ask


def test_there_is_one_head_and_it_makes_what_the_models_say(url, look):
    schema.upgrade(url)
    options = {"compare_type": True, "compare_server_default": True}
    found = look(lambda c: compare_metadata(MigrationContext.configure(c, opts=options), Base.metadata))
    assert found == []
    assert schema.is_current(url)


def test_an_empty_database_is_not_current(url):
    assert not schema.is_current(url)


def test_upgrading_twice_changes_nothing(url, look):
    schema.upgrade(url)
    look(put_one_in_each)
    before = look(counts)
    schema.upgrade(url)
    assert look(counts) == before


@pytest.mark.parametrize("revision", _revisions())
def test_rows_survive_every_step_up_from_a_version_and_back_to_it(url, look, revision):
    schema.upgrade(url, revision)
    look(put_one_in_each)
    before = look(counts)
    assert set(before.values()) == {1}
    schema.upgrade(url)
    assert before.items() <= look(counts).items()
    schema.downgrade(url, revision)
    assert look(counts) == before


def test_a_filled_database_can_be_taken_all_the_way_down_and_up_again(url, look):
    schema.upgrade(url)
    look(put_one_in_each)
    schema.downgrade(url, "base")
    assert look(tables) == []
    schema.upgrade(url)
    assert schema.is_current(url)
    assert set(look(counts).values()) == {0}


SAMPLED = text(
    "SELECT tablename || '.' || attname FROM pg_stats WHERE tablename = ANY(:tables) AND attname IN"
    " (SELECT column_name FROM information_schema.columns WHERE table_name = tablename"
    " AND data_type IN ('text', 'bytea', 'character varying'))"
)


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_no_value_of_a_text_or_sealed_column_is_among_statistics_nor_stays_there(url, look):
    """A sample of a row outlives the row: none is taken, and what an older version took is dropped."""

    def sampled(connection):
        connection.execute(text("ANALYZE"))
        return connection.execute(SAMPLED, {"tables": [*TABLES, *KEY_TABLES]}).scalars().all()

    schema.upgrade(url, "0024")
    look(put_one_in_each)
    assert {"case.reference", "send.sealed_envelope"} <= {*look(sampled)}
    schema.upgrade(url)
    assert look(sampled) == []


def test_constraints_carry_the_names_that_a_migration_can_rely_on(url, look):
    schema.upgrade(url)
    nameless = [
        f"{table.name}: {constraint}"
        for table in look(tables)
        for constraint in table.foreign_key_constraints
        if not str(constraint.name).startswith("fk_")
    ]
    assert nameless == []
