"""The small programs that are put on a machine: `beforehand`, a container's start, what certbot calls."""

import os
import pwd
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config import ROOT

SHIPPED = ROOT / "docs" / "deploy"
SAYS = """#!/bin/sh
ls . >/dev/null; id -un; echo "$SETTINGS_FILE"; echo "$PYTHONPYCACHEPREFIX"
for each; do echo "[$each]"; done
exit 3
"""


def _put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    for folder in (path.parent, path.parent.parent):
        folder.chmod(0o755)  # a command of ours that ran before in this process lets nobody else look
    path.write_text(text)
    path.chmod(0o755)
    return path


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that the service's user can look into, as /opt is."""
    with tempfile.TemporaryDirectory(prefix="bh-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.parametrize("named", ["", "/elsewhere/settings"])
def test_beforehand_runs_as_the_services_user_over_its_settings_with_every_word_as_it_was_typed(
    open_folder: Path, tmp_path: Path, named: str
) -> None:
    tmp_path.chmod(0o700)  # as /root is: whoever types it stands there
    _put(open_folder / ".venv" / "bin" / "beforehand", SAYS)
    text = (SHIPPED / "beforehand").read_text().replace("/opt/beforehand", str(open_folder))
    here = text.replace("reuid=beforehand", "reuid=nobody").replace("regid=beforehand", "regid=nogroup")
    program = _put(open_folder / "bin" / "beforehand", here)
    env = {"PATH": os.environ["PATH"], **({"SETTINGS_FILE": named} if named else {})}
    words = ("service", "add", "--name", "Lantern House", "")
    done = subprocess.run(
        [program, *words], env=env, capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.stdout, done.stderr
    who, settings, compiled, *typed = done.stdout.splitlines()
    assert (done.returncode, done.stderr) == (3, "")
    assert who == ("nobody" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name)
    assert settings == (named or "/etc/beforehand/settings")
    assert compiled == f"{open_folder}/.tools/pycache"
    assert typed == [f"[{word}]" for word in words]


def test_a_renewed_certificate_goes_where_nginx_and_the_worker_look_for_it(tmp_path: Path) -> None:
    for name in ("fullchain.pem", "privkey.pem"):
        _put(tmp_path / "live" / name, name)
    for name in ("nginx", "systemctl"):
        _put(tmp_path / "bin" / name, f'#!/bin/sh\necho "{name} $*"\n')
    (tmp_path / "ssl").mkdir()
    text = (SHIPPED / "renewed").read_text()
    assert "/etc/ssl/beforehand" in text
    program = _put(tmp_path / "renewed", text.replace("/etc/ssl/beforehand", str(tmp_path / "ssl")))
    env = {"PATH": f"{tmp_path}/bin:{os.environ['PATH']}", "RENEWED_LINEAGE": str(tmp_path / "live")}
    done = subprocess.run([program, "staff"], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["nginx -t -q", "systemctl reload nginx"]
    made = {
        (one.name, one.read_text(), stat.S_IMODE(one.stat().st_mode)) for one in (tmp_path / "ssl").iterdir()
    }
    assert made == {("staff.pem", "fullchain.pem", 0o644), ("staff.key", "privkey.pem", 0o600)}


def test_a_container_starts_with_no_right_that_it_does_not_use_and_ends_as_it_should(tmp_path: Path) -> None:
    _put(tmp_path / "bin" / "podman", '#!/bin/sh\necho "$*"\n')
    _put(tmp_path / "own", 'WORDS="-v /srv/backups:/srv/backups --memory 3g"\n')
    text = (SHIPPED / "beforehand-container").read_text()
    assert "/etc/default/beforehand-container" in text
    program = _put(
        tmp_path / "start", text.replace("/etc/default/beforehand-container", str(tmp_path / "own"))
    )
    env = {"PATH": f"{tmp_path}/bin:{os.environ['PATH']}"}

    def asked(*words: str) -> str:
        done = subprocess.run(
            [program, *words], env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=True
        )
        assert done.stderr == ""
        return done.stdout.strip()

    shut = "--read-only --tmpfs /tmp --cap-drop all --security-opt no-new-privileges --ulimit core=0"
    service, setup = asked(), asked("setup", "--folder", "/etc/beforehand")
    for each in (service, setup):
        assert each.startswith(f"run {shut} ")
        assert "--stop-timeout 40 " in each
        assert "-v /etc/ssl/beforehand:/etc/ssl/beforehand:ro " in each
        assert each.index("--memory 1536m") < each.index("--memory 3g"), "what one adds comes later, and wins"
    assert "--restart always -p 127.0.0.1:8000:8000 -v /etc/beforehand:/etc/beforehand:ro" in service
    assert service.endswith(" beforehand")
    assert setup.endswith(" -v /etc/beforehand:/etc/beforehand beforehand setup --folder /etc/beforehand")


def test_nginx_looks_for_certificates_where_they_are_put() -> None:
    told = (SHIPPED / "nginx" / "beforehand.conf").read_text()
    for name in ("survivors", "staff"):
        assert all(f"/etc/ssl/beforehand/{name}.{end};" in told for end in ("pem", "key"))
