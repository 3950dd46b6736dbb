import base64
from pathlib import Path

import pyrage
import pytest

from config import Config, Providers, SettingMissing, demo_secret

KEY = base64.b64encode(b"K" * 32).decode()


@pytest.fixture
def real(tmp_path):
    """Everything that a real service must set."""
    files = {"DATA_KEY_FILE": f"1:{KEY}", "AUDIT_KEY_FILE": KEY, "PEPPER_FILE": KEY}
    for name, text in files.items():
        (tmp_path / name).write_text(text + "\n", encoding="ascii")
    settings = {name: str(tmp_path / name) for name in files}
    hosts = {"SURVIVOR_HOST": "Days.Example", "STAFF_HOST": "staff.example"}
    return {"VAR_DIR": str(tmp_path / "var"), **hosts, **settings}


def test_a_real_service_is_read_whole(real):
    config = Config.from_env(real)
    assert not config.demo
    assert config.survivor_url == "https://days.example"
    assert config.staff_url == "https://staff.example"
    assert config.database_url.startswith("sqlite:///")


@pytest.mark.parametrize(
    "name", ["SURVIVOR_HOST", "STAFF_HOST", "DATA_KEY_FILE", "AUDIT_KEY_FILE", "PEPPER_FILE"]
)
def test_what_is_missing_is_named(real, name):
    del real[name]
    with pytest.raises(SettingMissing, match=name):
        Config.from_env(real)


@pytest.mark.parametrize("name", ["DATA_KEY_FILE", "AUDIT_KEY_FILE", "PEPPER_FILE"])
@pytest.mark.parametrize(
    "text", ["", "secret-canary", "1:secret-canary", base64.b64encode(b"short").decode()]
)
def test_an_unusable_secret_is_named_and_not_shown(real, tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="ascii")
    with pytest.raises(SettingMissing, match=name) as refusal:
        Config.from_env(real)
    assert "canary" not in str(refusal.value)


def test_a_secret_file_that_is_not_there_is_named(real):
    with pytest.raises(SettingMissing, match="PEPPER_FILE"):
        Config.from_env({**real, "PEPPER_FILE": real["PEPPER_FILE"] + ".gone"})


@pytest.mark.parametrize(
    "same", ["DAYS.example", "https://days.example/", "days.example.", "days.example:8443"]
)
def test_the_two_hosts_must_differ(real, same):
    with pytest.raises(SettingMissing, match="STAFF_HOST"):
        Config.from_env({**real, "STAFF_HOST": same})


def test_a_host_is_read_as_browsers_send_it(real):
    config = Config.from_env(
        {**real, "SURVIVOR_HOST": "https://Days.Example.:443/", "STAFF_HOST": "Desk.Test:8443"}
    )
    assert (config.survivor_host, config.staff_host) == ("days.example", "desk.test:8443")


@pytest.mark.parametrize("name", ["SURVIVOR_HOST", "STAFF_HOST"])
@pytest.mark.parametrize("host", ["canary.example:99999", "canary", "canary.example/x", "127.0.0.1"])
def test_a_host_that_no_browser_can_ask_for_is_named_and_not_shown(real, name, host):
    with pytest.raises(SettingMissing, match=f"^{name}: ") as refusal:
        Config.from_env({**real, name: host})
    assert "canary" not in str(refusal.value)


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "-1", "8000.5", "\u0661"])
def test_a_port_that_is_none_is_named(real, port):
    with pytest.raises(SettingMissing, match="PORT"):
        Config.from_env({**real, "PORT": port})


def test_keys_are_never_shown(real):
    config = Config.from_env(real)
    assert KEY not in repr(config)
    assert "KKKK" not in repr(config) + repr(config.keys) + str(config.keys)


def test_a_demonstration_makes_its_own_secret_once_for_its_owner_only(tmp_path):
    config = Config.from_env({"DEMO": "1", "VAR_DIR": str(tmp_path / "var")})
    secret = demo_secret(config.var_dir)
    assert demo_secret(config.var_dir) == secret
    assert (config.var_dir / "demo.secret").stat().st_mode & 0o077 == 0
    assert config.var_dir.stat().st_mode & 0o077 == 0
    assert [path.name for path in config.var_dir.iterdir()] == ["demo.secret"]


def test_a_demonstrations_hosts_are_two_names_of_this_machine(tmp_path):
    config = Config.from_env({"DEMO": "1", "VAR_DIR": str(tmp_path), "PORT": "8100"})
    assert config.survivor_url == "http://127.0.0.1:8100"
    assert config.staff_url == "http://localhost:8100"


def test_leaving_ends_here_unless_an_outside_address_is_set(real):
    assert Config.from_env(real).leave_to == ""
    outside = "https://weather.example/today?at=london"
    assert Config.from_env({**real, "LEAVE_TO": outside}).leave_to == outside


@pytest.mark.parametrize(
    "address",
    [
        "http://weather.example/",
        "//weather.example/",
        "weather.example",
        "https://",
        "https:///today",
        "https://someone@weather.example/",
        "https://weather.example/a b",
        "https://weather.example/\r\nSet-Cookie: a",
        "https://[weather",
        "javascript:alert(1)",
        "https://staff.example/",
        "https://domestic-abuse.example/",
    ],
)
def test_an_address_to_go_on_to_that_is_none_or_tells_is_named(real, address):
    with pytest.raises(SettingMissing, match="LEAVE_TO"):
        Config.from_env({**real, "LEAVE_TO": address})


def _secret(real, name):
    path = Path(real["VAR_DIR"]) / name
    path.write_text("hush-hush\n", encoding="ascii")
    return str(path)


def test_carriers_of_messages_are_off_until_they_are_set_and_never_shown(real):
    assert Config.from_env(real).providers == Providers()
    texts = {"TWILIO_ACCOUNT": "AC1", "TWILIO_TOKEN_FILE": _secret(real, "token")}
    mail = {"MAIL_HOST": "mail.example", "MAIL_FROM": "post@example.org", "MAIL_USER": "us"}
    mail["MAIL_PASSWORD_FILE"] = _secret(real, "password")
    config = Config.from_env({**real, **texts, **mail, "CERTIFICATE_FILES": "/a.pem /b.pem"})
    assert (config.providers.twilio_token, config.providers.mail_password) == ("hush-hush", "hush-hush")
    assert config.providers.mail_port == 587
    assert not config.providers.twilio_replies_off
    assert [path.name for path in config.certificates] == ["a.pem", "b.pem"]
    assert "hush" not in repr(config) + repr(config.providers)


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"TWILIO_ACCOUNT": "AC1"}, "TWILIO_TOKEN_FILE"),
        ({"TWILIO_ACCOUNT": "AC1", "TWILIO_TOKEN_FILE": "/nowhere"}, "TWILIO_TOKEN_FILE"),
        ({"MAIL_HOST": "mail.example"}, "MAIL_FROM"),
        ({"MAIL_HOST": "mail.example", "MAIL_FROM": "a@b", "MAIL_USER": "us"}, "MAIL_PASSWORD_FILE"),
        ({"MAIL_HOST": "mail.example", "MAIL_FROM": "a@b", "MAIL_PORT": "0"}, "MAIL_PORT"),
    ],
)
def test_a_carrier_that_is_half_set_up_stops_the_start_and_is_named(real, settings, named):
    with pytest.raises(SettingMissing, match=named):
        Config.from_env({**real, **settings})


def test_a_demonstration_has_no_carriers_whatever_is_set(tmp_path):
    config = Config.from_env({"DEMO": "1", "VAR_DIR": str(tmp_path), "TWILIO_ACCOUNT": "AC1"})
    assert config.providers == Providers()


def test_what_case_numbers_look_like_is_read_and_a_shape_that_takes_names_is_refused(real):
    assert Config.from_env({**real, "REFERENCE_SHAPES": "HC-9999, 99/AAA ,"}).reference_shapes == (
        "HC-9999",
        "99/AAA",
    )
    for shape in ("AAAA", "9" * 41):
        with pytest.raises(SettingMissing, match="REFERENCE_SHAPES"):
            Config.from_env({**real, "REFERENCE_SHAPES": shape})


def test_a_file_of_settings_lies_beneath_the_environment(real, tmp_path):
    path = tmp_path / "settings"
    lines = [f"{name} = {value}" for name, value in real.items()]
    path.write_text("\n".join(["# ours", "", *lines, "PORT=8001", ""]))
    assert Config.from_env({"SETTINGS_FILE": str(path)}).port == 8001
    assert Config.from_env({"SETTINGS_FILE": str(path), "PORT": "8002"}).port == 8002


@pytest.mark.parametrize("text", ["PORT", "=8000", "a b=1", "\udcff"])
def test_a_file_of_settings_that_cannot_be_read_is_named_and_not_shown(real, tmp_path, text):
    path = tmp_path / "settings"
    path.write_bytes(b"PORT=8000\n" + text.encode(errors="surrogateescape"))
    for named in (path, tmp_path / "none"):
        with pytest.raises(SettingMissing, match="SETTINGS_FILE") as refusal:
            Config.from_env({**real, "SETTINGS_FILE": str(named)})
        assert "8000" not in str(refusal.value)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("BACKUP_TO", "age1"),
        ("BACKUP_TO", "AGE-SECRET-KEY-1CANARY"),
        ("BACKUP_TO", "age-secret-key-1CANARY"),
        ("BACKUP_DIR", "backups"),
        ("METRICS_PORT", "65536"),
        ("TRUSTED_PROXIES", "-1"),
    ],
)
def test_what_cannot_be_meant_is_named_and_not_shown(real, name, wrong):
    with pytest.raises(SettingMissing, match=name) as refusal:
        Config.from_env({**real, name: wrong})
    assert "CANARY" not in str(refusal.value)


@pytest.mark.parametrize(
    "address", ["", "redis://127.0.0.1:6379/0", "rediss://:word@10.0.0.2/1", "unix:///run/limits"]
)
def test_the_server_of_the_limits_is_named_whole_or_not_at_all(real, address):
    assert Config.from_env({**real, "LIMITS_URL": address}).limits_url == address


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "http://h/", "redis://", "redis://h:port", "unix://", "redis://h:0", "redis://[h"],
)
def test_an_address_of_the_limits_that_cannot_be_one_is_named(real, address):
    with pytest.raises(SettingMissing, match="LIMITS_URL must read"):
        Config.from_env({**real, "LIMITS_URL": address})


def test_lines_of_the_log_are_for_people_unless_a_program_is_to_read_them(real):
    assert Config.from_env(real).log_form == "plain"
    assert Config.from_env({**real, "LOG_FORM": "json"}).log_form == "json"
    with pytest.raises(SettingMissing, match="LOG_FORM must be one of: plain, json"):
        Config.from_env({**real, "LOG_FORM": "xml"})


@pytest.mark.parametrize("typed", ["{0}", " {0} ", "{1}", "{2}", "{0},{1}", "{1} {0}"])
def test_the_key_of_backups_is_taken_as_it_is_meant(real, typed):
    key = str(pyrage.x25519.Identity.generate().to_public())
    taken = Config.from_env({**real, "BACKUP_TO": typed.format(key, key.upper(), key.capitalize())}).backup_to
    assert set(taken) == {key}
