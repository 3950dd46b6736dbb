"""What a process makes ready before it answers."""

import os
import subprocess
import sys

from app import joining, schema
from app.web import quiet
from config import ROOT, Config

PROGRAM = """
import subprocess, sys
from app import Face, create_app
from app.joining import make_ready
from config import Config

config = Config.from_env()
make_ready(config)
subprocess.run = None  # what still wanted the minifier would stop here
pages = create_app(config, Face.SURVIVOR).test_client()
before = set(sys.modules)
for path in ("/", "/k/ABCDEFGHJKMNPQRS"):
    print(pages.get(path, base_url=config.survivor_url).status_code)
print(*sorted(set(sys.modules) - before))
"""


def test_the_first_pages_of_a_process_load_and_make_nothing_that_was_not_there(tmp_path):
    settings = {"PATH": os.environ["PATH"], "DEMO": "1", "VAR_DIR": str(tmp_path)}
    schema.upgrade(Config.from_env(settings).database_url)
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, cwd=ROOT, env=settings, capture_output=True, text=True, check=True)
    *statuses, loaded = done.stdout.split("\n")[:3]
    assert statuses == ["200", "200"]
    small = {"stringprep"}  # of how a host's name is read
    assert [name for name in loaded.split() if not name.startswith("encodings.") and name not in small] == []


def test_a_page_that_cannot_be_made_is_said_and_does_not_keep_the_others_from_being_there(
    config, monkeypatch, caplog
):
    def broken(*_):
        raise ValueError("words of a catalogue")

    monkeypatch.setattr(joining.entry_service, "everyday", broken)
    joining.make_ready(config)
    [line] = [getattr(record, quiet.SAID).plain() for record in caplog.records]
    assert line.startswith("the usual page could not be made: ValueError at ")
    assert "words of a catalogue" not in line
