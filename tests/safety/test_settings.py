"""What is missing is named all at once, before anything is made."""

import pytest

from config import Config
from safety.settings import SettingMissing, demo_or_set


def test_all_that_is_missing_is_named_at_once_before_anything_is_made(tmp_path):
    given = {"VAR_DIR": str(tmp_path / "var"), "AUDIT_KEY_FILE": "/keys/audit", "STAFF_HOST": ""}
    said = r"^SURVIVOR_HOST, STAFF_HOST, DATA_KEY_FILE and PEPPER_FILE are not set\..* beforehand setup$"
    with pytest.raises(SettingMissing, match=said):
        Config.from_env(given)
    assert not (tmp_path / "var").exists()


def test_one_that_is_missing_is_named_where_it_is_read_and_a_demonstration_needs_none():
    assert demo_or_set({"DEMO": "1"})
    four = dict.fromkeys(("SURVIVOR_HOST", "STAFF_HOST", "DATA_KEY_FILE", "AUDIT_KEY_FILE"), "set")
    assert not demo_or_set(four)
    with pytest.raises(SettingMissing, match=r"^AUDIT_KEY_FILE and PEPPER_FILE are not set"):
        demo_or_set({**four, "AUDIT_KEY_FILE": ""})
