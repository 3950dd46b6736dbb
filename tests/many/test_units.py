"""The units as systemd itself reads them."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from config import ROOT

UNITS = sorted((ROOT / "docs" / "deploy" / "systemd").iterdir())
ELSEWHERE = ROOT / "docs" / "deploy" / "backups-elsewhere.conf"


class SystemdMissing(Exception):
    """systemd's own programs are not on this machine."""


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_holds_nothing_that_systemd_does_not_know(unit: Path, tmp_path: Path) -> None:
    verdict = _verified(tmp_path, {one.name: one.read_text() for one in UNITS}, unit.name)
    assert (verdict.returncode, verdict.stderr) == (0, "")


def test_a_mistake_in_a_unit_would_be_seen(tmp_path: Path) -> None:
    name = "beforehand.service"
    text = (ROOT / "docs" / "deploy" / "systemd" / name).read_text().replace("UMask=", "Mask=")
    assert "Mask" in _verified(tmp_path, {name: text}, name).stderr


def _with_backups_elsewhere(folder: Path, text: str) -> "subprocess.CompletedProcess[str]":
    """The backup's unit as it is shipped, beside what a technician adds to it."""
    added = folder / "beforehand-backup.service.d" / "backups-elsewhere.conf"
    added.parent.mkdir()
    added.write_text(text)
    return _verified(folder, {one.name: one.read_text() for one in UNITS}, "beforehand-backup.service")


def test_what_a_technician_adds_for_another_disk_stands_beside_the_unit_that_updates_replace(
    tmp_path: Path,
) -> None:
    verdict = _with_backups_elsewhere(tmp_path, ELSEWHERE.read_text())
    assert (verdict.returncode, verdict.stderr) == (0, "")
    assert not [unit for unit in UNITS if unit.is_dir()], "an update copies files alone"


def test_a_mistake_in_what_is_added_would_be_seen(tmp_path: Path) -> None:
    wrong = ELSEWHERE.read_text().replace("ReadWritePaths=", "WritePaths=")
    assert "WritePaths" in _with_backups_elsewhere(tmp_path, wrong).stderr


def _verified(folder: Path, units: dict[str, str], name: str) -> "subprocess.CompletedProcess[str]":
    """With a program where the units expect ours."""
    program = folder / ".venv" / "bin" / "beforehand"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    for one, text in units.items():
        (folder / one).write_text(text.replace("/opt/beforehand", str(folder)))
    command = [_program(), "verify", "--man=no", str(folder / name)]
    quiet = {"PATH": os.environ["PATH"], "SYSTEMD_LOG_LEVEL": "warning"}
    return subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)


def _program() -> str:
    found = shutil.which("systemd-analyze")
    if not found:
        raise SystemdMissing("systemd-analyze is missing. As root: apt-get install --yes systemd")
    return found
