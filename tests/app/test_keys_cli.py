"""`beforehand keys` where its file cannot be written, as in a container that may only read its settings."""

import base64

import pytest
from click.testing import CliRunner

from app.keys_cli import keys_group


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
def test_a_key_file_that_cannot_be_written_stays_and_is_named(staff_app, keys, tmp_path, monkeypatch):
    held = f"1:{base64.b64encode(keys.data.current).decode()}\n"
    (tmp_path / "data.key").write_text(held)
    named = tmp_path / ("k" * 250)  # so long that nothing can be written beside it, not even by root
    named.symlink_to(tmp_path / "data.key")
    monkeypatch.setenv("DATA_KEY_FILE", str(named))
    with staff_app.app_context():
        said = CliRunner().invoke(keys_group, ["add"])
    assert said.exit_code == 1
    assert "stays as it is" in said.output
    assert (tmp_path / "data.key").read_text() == held


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("more", "first"), [("", "keys add"), (f"7:{base64.b64encode(b'7' * 32).decode()}\n", "keys use 7")]
)
def test_a_key_that_seals_is_not_dropped_and_what_comes_first_is_named(
    staff_app, keys, tmp_path, monkeypatch, more, first
):
    path, number = tmp_path / "data.key", keys.data.current_id
    path.write_text(f"{number}:{base64.b64encode(keys.data.current).decode()}\n{more}")
    monkeypatch.setenv("DATA_KEY_FILE", str(path))
    with staff_app.app_context():
        said = CliRunner().invoke(keys_group, ["drop", str(number)])
    assert (said.exit_code, said.output.strip().endswith(f"First: beforehand {first}")) == (1, True), (
        said.output
    )
