"""A demonstration loaded once for all test processes, and copies of it: loading takes twelve seconds of work.

What a first start makes from nothing is for tests/app/test_serving.py and tests/app/test_demo.py.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests import cluster

ROOT = Path(__file__).resolve().parents[1]
TEMPLATE = "demonstration"


def copied(folder: Path) -> None:
    """The folder's `var`, as a first start left it, over SQLite."""
    shutil.copytree(_made("sqlite", ""), folder / "var")


def copied_postgresql(folder: Path, name: str) -> str:
    """The same over a PostgreSQL database of this name; how SQLAlchemy reaches it."""
    shutil.copytree(_made("postgresql", cluster.url(TEMPLATE)), folder / "var")
    return cluster.make_database(name, TEMPLATE)


def _made(engine: str, url: str) -> Path:
    place = cluster.shared() / f"{TEMPLATE}-{engine}"
    with cluster.locked(place.with_suffix(".lock")):
        if not (place / "demo.json").exists():
            if url:
                cluster.make_database(TEMPLATE)
            named = {"DEMO": "1", "VAR_DIR": str(place), **({"DATABASE_URL": url} if url else {})}
            command = [sys.executable, "-m", "app.cli", "demo"]
            subprocess.run(command, cwd=ROOT, env=os.environ | named, check=True, capture_output=True)
    return place
