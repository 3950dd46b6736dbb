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
