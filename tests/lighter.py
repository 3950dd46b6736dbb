"""What makes a run of all tests lighter: their folders in memory, and no second look at what stays.

Each test has a database of its own. On a disk thousands of them wait for it at every step, and for each
other. No test is about a machine that loses its power; what is killed finds in memory what it wrote.
"""

import gc
import os
import shutil
import tempfile
from pathlib import Path

import pytest

MEMORY, ROOM = Path("/dev/shm"), 4 << 30
NAMED = "beforehand-tests-"
_folders: list[str] = []


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """In the first process: the folder of all tests, where there is room. What a killed run left goes."""
    if hasattr(config, "workerinput") or config.option.basetemp or not MEMORY.is_dir():
        return
    for left in MEMORY.glob(f"{NAMED}*"):
        if not Path("/proc", left.name.split("-")[2]).exists():
            shutil.rmtree(left, ignore_errors=True)
    if shutil.disk_usage(MEMORY).free > ROOM:
        _folders.append(tempfile.mkdtemp(prefix=f"{NAMED}{os.getpid()}-", dir=MEMORY))
        config.option.basetemp = f"{_folders[0]}/t"


def pytest_unconfigure(config: pytest.Config) -> None:
    """Memory is given back."""
    for folder in _folders:
        shutil.rmtree(folder, ignore_errors=True)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is loaded by now stays to the end: whoever looks for rubbish need not look there again."""
    gc.collect()
    gc.freeze()
