"""PostgreSQL as a real service has it: a role that owns its database and is nobody else's superior."""

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, make_url, text

from app import scrubbing
from app.engine import ENGINE_OPTIONS
from tests import cluster
from tests.conftest import make_tables


@pytest.fixture
def url(worker_id: str) -> Iterator[str]:
    """An empty database of a role of its own."""
    name = f"ordinary_{worker_id}"
    made = make_url(cluster.make_database(name))
    above = create_engine(cluster.url("postgres"), isolation_level="AUTOCOMMIT")
    with above.connect() as connection:
        connection.execute(text(f"CREATE ROLE {name} LOGIN"))
        connection.execute(text(f"ALTER DATABASE {name} OWNER TO {name}"))
        connection.execute(text(f"ALTER ROLE {name} SET client_min_messages = 'warning'"))
    yield made.set(username=name).render_as_string(hide_password=False)
    with above.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name}"))
        connection.execute(text(f"DROP ROLE {name}"))
    above.dispose()


def test_what_was_deleted_leaves_the_files_of_a_database_whose_role_is_no_superuser(url: str) -> None:
    make_tables(url)
    engine = create_engine(url, **ENGINE_OPTIONS)
    places = text("SELECT relname, pg_relation_filenode(oid) FROM pg_class WHERE relname = ANY(:named)")
    named = {"named": [*scrubbing.TABLES, "pg_statistic"]}
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT current_setting('is_superuser')")) == "off"
        before = set(connection.execute(places, named))
    scrubbing.scrub(engine)
    with engine.connect() as connection:
        after = set(connection.execute(places, named))
    engine.dispose()
    assert {name for name, _ in before} == {name for name, _ in after} == set(named["named"])
    assert not before & after, "each of them was written anew"
