"""How long a newcomer waits: a fresh clone, empty caches, `make run`, the first answer."""

import os
import signal
import subprocess
import tempfile
import time
from pathlib import Path

from tests.bench.beside import answers
from tests.bench.rows import Row
from tests.live import ROOT, free_port
from tests.waiting import until

LONGEST_S = 300


def set_up() -> Row:
    """Seconds from an empty folder to the first 200."""
    with tempfile.TemporaryDirectory() as folder:
        clone, port = Path(folder) / "clone", free_port()
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        caches = {"UV_CACHE_DIR": f"{folder}/uv", "PIP_CACHE_DIR": f"{folder}/pip", "PORT": str(port)}
        inherited = {"VIRTUAL_ENV", "MAKEFLAGS", "MAKELEVEL"}
        environment = {name: value for name, value in os.environ.items() if name not in inherited}
        start = time.monotonic()
        process = subprocess.Popen(["make", "run"], cwd=clone, env={**environment, **caches},
                                   stdout=subprocess.DEVNULL, start_new_session=True)  # fmt: skip
        try:
            until(lambda: answers(port) or process.poll() is not None, LONGEST_S)
            seconds = time.monotonic() - start
            assert process.poll() is None, "make run ended"
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(30)
    return Row("set_up_s", round(seconds, 1), "s", None, {"good": 30})
