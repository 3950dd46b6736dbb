"""Where all is proved, what is killed is measured on both databases."""

import pytest

from tests.bench.crashing import databases


@pytest.mark.parametrize(("full", "names"), [(False, ["SQLite"]), (True, ["SQLite", "PostgreSQL"])])
def test_sends_are_counted_on_sqlite_and_in_full_on_postgresql_too(full, names):
    assert [(name, database is not None) for name, database in databases(full=full)] == [
        (name, name == "PostgreSQL") for name in names
    ]
