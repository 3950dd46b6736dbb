"""A service that has lived a little, and its backup: on both engines, made once."""

from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pyrage
import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app import backup, restore, schema
from app.accounts.models import StaffSession
from app.cases.models import ContactAgreement
from app.db import set_up_engine, writing
from app.engine import ENGINE_OPTIONS
from config import Config, Keys
from tests import cluster
from tests.app.desk.team import make_team
from tests.conftest import NOON

OWNER = pyrage.x25519.Identity.generate()
REFERENCE = "CANARY-2030-77"
SESSION = b"canary session"


@contextmanager
def at(url):
    engine = create_engine(url, **ENGINE_OPTIONS)
    set_up_engine(engine)
    with Session(engine, expire_on_commit=False) as session:
        yield session
    engine.dispose()


@dataclass
class Lived:
    """A service in which somebody wrote, somebody read, and somebody may be rung; and its backup."""

    engine: str
    folder: Path
    worker: str
    keys: Keys
    made_at: datetime
    urls: int = 0

    def new(self, **changed):
        """Its settings, over a new database that holds nothing."""
        self.urls += 1
        hosts = ("days.example", "staff.example", "https")
        own = (
            False,
            self.folder,
            changed.pop("database_url", "") or self._url(),
            "127.0.0.1",
            8000,
            *hosts,
            1,
            8,
            "plain",
            "en",
            self.keys,
        )
        where = {"backup_to": (str(OWNER.to_public()),), "backup_dir": self.folder / "backups"}
        return Config(*own, **{**where, **changed})

    def _url(self):
        if self.engine == "sqlite":
            return f"sqlite:///{self.folder / f'{self.urls}.db'}"
        return cluster.make_database(f"copies_{self.worker}_{self.folder.name}_{self.urls}")

    def fill(self):
        self.config = self.new()
        schema.upgrade(self.config.database_url)
        with at(self.config.database_url) as db:
            self.team = make_team(db, self.keys, self.made_at)
            self.case_id, link = self.team.open(reference=REFERENCE)
            self.team.send(link)
            self._agree(db, {"staff_id": self.team.idva.id})
        self.made = backup.make(self.config, self.made_at)
        return self

    def _agree(self, db, whose):
        at = self.made_at
        said = {"case_id": self.case_id, "recorded_by": self.team.idva.id}
        with writing(db):
            db.add(ContactAgreement(may_contact=True, agreed_at=at, **said))
            db.add(StaffSession(id_hash=b"s" * 32, sealed=SESSION, created_at=at, seen_at=at, **whose))

    def restored(self, config, later):
        return restore.restore(config, self.made.path, str(OWNER), self.made_at + later)


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def lived(request, tmp_path_factory, worker_id, keys):
    return Lived(request.param, tmp_path_factory.mktemp("lived"), worker_id, keys, NOON).fill()
