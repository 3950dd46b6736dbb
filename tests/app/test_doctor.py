"""What `beforehand doctor` says of the two names and of the folder for backups."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app import doctor
from app.doctor import Finding
from tests.many.processes import config_of, settings_in

NAMES, BACKUPS = "neither host's name tells, or leads to the other", "BACKUP_DIR can be written"


@pytest.fixture
def said(tmp_path: Path, now) -> Callable[..., Finding]:
    """One of its findings, over settings that are otherwise fine; it looks no further."""

    def look(what: str, **settings: str) -> Finding:
        here = settings_in(tmp_path, f"sqlite:///{tmp_path / 'none.db'}", **settings)
        return next(one for one in doctor.examine(config_of(here), now) if one.what == what)

    return look


def test_names_that_tell_or_lead_to_each_other_are_said(said):
    assert said(NAMES).fine
    telling = said(NAMES, STAFF_HOST="marac.elsewhere.example")
    assert (telling.fine, "tells what it is for" in telling.mend) == (False, True)
    assert not said(NAMES, STAFF_HOST="desk.days.example.org").fine


def test_a_folder_for_backups_that_cannot_be_written_is_said_before_the_night(said, tmp_path):
    assert said(BACKUPS, BACKUP_DIR=str(tmp_path / "backups")).fine
    assert not (tmp_path / "backups").exists(), "looking leaves nothing"
    lost = said(BACKUPS, BACKUP_DIR="/proc/backups")
    assert (lost.fine, "install -d" in lost.mend) == (False, True)
