"""What the tests stand on: both databases, keys, a clock that moves, and the two faces of the service.

The service is imported inside the fixtures that need it: the rules in `safety/` are tested without it.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.orm import Session

from config import Config, Keys
from safety.at_rest import DataKeys
from tests import cluster
from tests.compiled import share_statements, sharing_app

pytest_plugins = ["tests.lighter", "tests.links", "tests.live"]

settings.register_profile("usual", deadline=None)
settings.register_profile("prove", deadline=None, max_examples=2000)

NOON = datetime(2030, 6, 3, 12, 0, tzinfo=UTC)
SURVIVOR_HOST = "days.example"
STAFF_HOST = "staff.example"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--prove` runs every property over many more cases."""
    parser.addoption("--prove", action="store_true", help="many more cases of every property")


def pytest_configure(config: pytest.Config) -> None:
    """How many cases a property gets. The first process reserves the cluster's folder; workers inherit it."""
    settings.load_profile("prove" if config.getoption("--prove") else "usual")
    if not hasattr(config, "workerinput"):
        cluster.reserve()


def pytest_unconfigure(config: pytest.Config) -> None:
    """The first process stops the cluster."""
    if not hasattr(config, "workerinput"):
        cluster.release()


@dataclass
class Clock:
    """A clock that stands still until it is moved."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def move(self, by: timedelta) -> datetime:
        """Let time pass."""
        self.now += by
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def now(clock: Clock) -> datetime:
    return clock()


@pytest.fixture(scope="session")
def keys() -> Keys:
    """DATA_KEY, AUDIT_KEY and PEPPER of a service that exists in the tests only."""
    return Keys(DataKeys.parse("1:" + "QUFB" * 10 + "QUE="), b"B" * 32, b"C" * 32)


@pytest.fixture
def people(db: Session, keys: Keys, now: datetime) -> Any:
    """A service, and people of every role with a second factor."""
    from tests.signing_in import service_people

    return service_people(db, keys, now)


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with every table and no row, to be copied."""
    path = tmp_path_factory.mktemp("sqlite") / "empty.db"
    make_tables(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_engine(worker_id: str) -> Iterator[Engine]:
    """This process's own PostgreSQL database, with every table."""
    name = f"tests_{worker_id}"
    url = cluster.make_database(name)
    make_tables(url)
    engine = _engine(url)
    yield engine
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty database with every table, on each of the two engines."""
    if request.param == "sqlite":
        copy = tmp_path / "test.db"
        shutil.copy(request.getfixturevalue("empty_sqlite"), copy)
        return f"sqlite:///{copy}"
    from app.db import Base

    engine: Engine = request.getfixturevalue("postgresql_engine")
    emptied = "; ".join(f'DELETE FROM "{table.name}"' for table in Base.metadata.sorted_tables)
    with engine.begin() as connection:  # a thirtieth of the time that TRUNCATE takes over so many tables
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        connection.execute(text(emptied))
    return engine.url.render_as_string(hide_password=False)


@pytest.fixture
def engine(engine_url: str) -> Iterator[Engine]:
    engine = _engine(engine_url)
    yield engine
    engine.dispose()


@pytest.fixture
def db(engine: Engine) -> Iterator[Session]:
    """A database session like a request's."""
    with Session(engine, expire_on_commit=False) as session:
        yield session


@pytest.fixture
def config(engine_url: str, tmp_path: Path, keys: Keys) -> Config:
    """The settings of a real service (not the demonstration), with its own folder and database."""
    return Config(
        demo=False,
        var_dir=tmp_path,
        database_url=engine_url,
        bind="127.0.0.1",
        port=8000,
        survivor_host=SURVIVOR_HOST,
        staff_host=STAFF_HOST,
        scheme="https",
        web_processes=1,
        web_threads=8,
        default_skin="plain",
        default_locale="en",
        keys=keys,
        password_memory_kib=8,  # as `tests.signing_in.CHEAP`: what people of the tests sign in with
    )


@pytest.fixture
def demo_config(config: Config) -> Config:
    hosts = {"survivor_host": "127.0.0.1:8000", "staff_host": "localhost:8000"}
    return replace(config, demo=True, scheme="http", **hosts)


@pytest.fixture
def survivor_app(config: Config, clock: Clock) -> Iterator[Flask]:
    yield from _app(config, "SURVIVOR", clock)


@pytest.fixture
def staff_app(config: Config, clock: Clock) -> Iterator[Flask]:
    yield from _app(config, "STAFF", clock)


@pytest.fixture
def survivor(survivor_app: Flask, db: Session) -> FlaskClient:
    """A phone without JavaScript on the survivors' host."""
    return client_of(survivor_app, db)


@pytest.fixture
def staff(staff_app: Flask, db: Session) -> FlaskClient:
    """A browser on the staff host, signed in as nobody."""
    return client_of(staff_app, db)


@pytest.fixture
def client_with(config: Config, clock: Clock, db: Session) -> Iterator[Callable[..., FlaskClient]]:
    """Clients of a service with other settings; each app is put away with its connections."""
    with ExitStack() as stack:

        def client(face: str, **changed: Any) -> FlaskClient:
            app = stack.enter_context(contextmanager(_app)(replace(config, **changed), face, clock))
            return client_of(app, db)

        yield client


@pytest.fixture
def survivor_with(client_with: Callable[..., FlaskClient]) -> Callable[..., FlaskClient]:
    """Phones of a service with other settings."""
    return partial(client_with, "SURVIVOR")


def client_of(app: Flask, db: Session) -> FlaskClient:
    """A client on the app's own host, after whose every request the test's session looks anew."""
    settings: Config = app.config["BEFOREHAND"]
    url = settings.staff_url if "health" in app.blueprints else settings.survivor_url

    class Client(FlaskClient):
        def open(self, *args: Any, **kwargs: Any) -> Any:
            db.rollback()
            if args and isinstance(args[0], str):
                kwargs.setdefault("base_url", url)
            return super().open(*args, **kwargs)

    return Client(app, app.response_class, use_cookies=True)


def make_tables(url: str) -> None:
    """Every table, in a database that has none."""
    import app.joining  # noqa: F401  # joins every part, so that every table is known
    from app.db import Base

    engine = _engine(url)
    Base.metadata.create_all(engine)
    engine.dispose()


def _engine(url: str) -> Engine:
    from app.db import set_up_engine
    from app.engine import ENGINE_OPTIONS

    engine = create_engine(url, **ENGINE_OPTIONS)
    set_up_engine(engine)
    share_statements(engine)
    return engine


def _app(config: Config, face: str, clock: Clock) -> Iterator[Flask]:
    app = sharing_app(config, face, clock)
    yield app
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()
