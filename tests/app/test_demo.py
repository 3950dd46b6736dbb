"""The demonstration: what it promises to whoever tries, tests or attacks the product with it."""

import json
import shutil
from datetime import timedelta

import pyotp
import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from app import demo, inbox, schema
from app.accounts import service as accounts
from app.cases.meetings import london, meetings_ahead
from app.cases.models import Case
from app.community import organisations
from app.community import service as community
from app.desk import service as desk
from app.entry import service as entry
from app.inbox import passing
from app.insight import service as insight
from app.voice import service as voice
from config import Config
from safety.standard import Told
from tests.app.demo_past import past, reader_of, spoken_of, told_of
from tests.conftest import Clock
from tests.links import which

pytestmark = pytest.mark.xdist_group("demo")  # one first start is enough
LINK_KEYS = {"url", "kind", "code", "duress_code", "cover_locale", "locale", "skin", "case"}
STAFF_KEYS = {"role", "email", "password", "totp_secret", "service"}


def _settings(folder):
    return Config.from_env({"DEMO": "1", "VAR_DIR": str(folder), "PORT": "8123"})


def _load(config, clock, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(demo, "utc_now", clock)
        demo.load(config)
    return json.loads((config.var_dir / "demo.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def first_start(tmp_path_factory):
    """A folder after a first start at the tests' moment: made once, because passwords are slow to make."""
    folder = tmp_path_factory.mktemp("demo") / "var"
    config = _settings(folder)
    schema.upgrade(config.database_url)
    with pytest.MonkeyPatch.context() as patch:
        _load(config, Clock(), patch)
    return folder


@pytest.fixture
def settings(first_start, tmp_path):
    """A demonstration of one's own that was started once."""
    return _settings(shutil.copytree(first_start, tmp_path / "var"))


@pytest.fixture
def db(settings):
    engine = create_engine(settings.database_url)
    with Session(engine) as session:
        yield session
    engine.dispose()


@pytest.fixture
def told(settings):
    return json.loads((settings.var_dir / "demo.json").read_text(encoding="utf-8"))


@pytest.fixture
def load(settings, clock, monkeypatch):
    """Start it again; answers what demo.json then tells."""
    return lambda config=settings: _load(config, clock, monkeypatch)


def _looks(link):
    return entry.Looks(link["skin"], link["cover_locale"], link["locale"])


def _opened(db, keys, link, code, now):
    token = link["url"].rpartition("/")[2]
    return which(entry.find(db, keys, token, _looks(link), now), code)


def test_demo_json_tells_what_the_contract_says(told, settings):
    assert set(told) == {"base_url", "staff_url", "links", "staff", "outbox"}
    assert told["base_url"] == "http://127.0.0.1:8123"
    assert told["staff_url"] == "http://localhost:8123"
    assert len([link for link in told["links"] if link["kind"] == "case"]) >= 6
    assert all(set(link) >= LINK_KEYS for link in told["links"])
    assert all(set(person) >= STAFF_KEYS for person in told["staff"])
    assert any(link["duress_code"] for link in told["links"])
    assert any(link["locale"] == "ar" for link in told["links"])
    assert {link["skin"] for link in told["links"]} == set(entry.skins())
    assert any(" " in link["code"] for link in told["links"])
    roles = [person["role"] for person in told["staff"]]
    assert roles.count("lead") >= 3
    assert roles.count("idva") >= 2
    assert (settings.var_dir / "demo.json").stat().st_mode & 0o077 == 0


def test_a_second_service_can_take_a_case_over(told, settings, db, clock):
    (far,) = {person["service"] for person in told["staff"]} - {told["staff"][0]["service"]}
    service = next(each for each in accounts.services(db) if each.name == far)
    one, two = accounts.idvas(db, service.id)
    assert (one.cover_id, two.cover_id) == (two.id, one.id)
    for idva in (one, two):
        assert accounts.recipient_in(db, settings.keys, idva.id, service.id, {accounts.Role.IDVA})
    assert accounts.recovery_recipient(db, settings.keys, service.id)
    assert meetings_ahead(db, service.id, clock())


def test_what_came_over_a_community_link_can_be_passed_on_to_the_second_service(told, settings, db, clock):
    ours, far = told["staff"][0]["service"], told["staff"][-1]["service"]
    ids = {each.name: each.id for each in accounts.services(db)}
    assert [place.name for place in passing.places(db, ids[ours], clock())] == [far]


def test_every_code_opens_its_link(told, settings, db, clock):
    for link in told["links"]:
        assert _opened(db, settings.keys, link, link["code"], clock()) == "live"
        if link["duress_code"]:
            assert _opened(db, settings.keys, link, link["duress_code"], clock()) == "duress"


def test_a_note_waits_behind_one_code_and_is_not_left_again(told, settings, db, load, clock):
    [link] = [link for link in told["links"] if " " in link["code"]]
    found = entry.known_token(db, settings.keys, link["url"].rpartition("/")[2])
    first = voice.reply_of(db, found.id, clock())
    assert first and not first.removed
    clock.move(timedelta(days=1))
    load()
    db.expire_all()
    assert voice.reply_of(db, found.id, clock()) == first


def test_a_whole_year_of_figures_and_then_each_quarter_since_are_published(settings, load, db, clock):
    told = insight.published(db, settings.keys)
    assert [view.period for view in told] == [
        "2029-30",
        *("2029-Q2", "2029-Q3", "2029-Q4", "2030-Q1"),
    ]
    assert all(view.note == "Invented figures, for the demonstration." for view in told)
    load()
    db.expire_all()
    assert insight.published(db, settings.keys) == told
    clock.move(timedelta(days=60))
    load()
    db.expire_all()
    assert {view.period for view in insight.published(db, settings.keys)} - {v.period for v in told} == {
        "2030-Q2"
    }


def test_starting_again_changes_nothing(load, told):
    again = load()
    assert (again["links"], again["staff"]) == (told["links"], told["staff"])


def test_weeks_later_every_link_is_open_again_with_its_meeting_ahead(load, settings, db, clock):
    clock.move(timedelta(days=60))
    told = load()
    for link in told["links"]:
        assert _opened(db, settings.keys, link, link["code"], clock()) == "live"
        token = link["url"].rpartition("/")[2]
        found = entry.known_token(db, settings.keys, token)
        assert found is not None
        assert found.open_at(clock())
        facts = entry.facts_of(settings.keys, found)
        assert facts.community or facts.meeting_on > clock().date()
        assert db.scalar(select(Case.reference).where(Case.link_id == found.id)) == link["case"]


def test_of_one_past_case_its_idva_can_write_down_what_came_of_it_and_tell_her(told, settings, db, clock):
    keys, now = settings.keys, clock()
    [(case, starts_at)] = past(db, now)
    assert 0 < (london(now).date() - london(starts_at).date()).days <= 7
    assert case.reference not in {link["case"] for link in told["links"]}
    assert entry.by_id(db, case.link_id).open_at(now)
    reader = reader_of(db, keys, told, case)
    assert spoken_of(db, keys, case, reader, now).wishes
    assert told_of(db, keys, case, reader, now) is Told.NOTE
    assert accounts.audit.verify(db, keys).holds


def test_a_case_is_past_anew_once_the_last_ones_meeting_is_long_ago(load, db, clock):
    for days, references in ((6, ["OAK-1"]), (10, ["OAK-2", "OAK-1"])):
        clock.move(timedelta(days=days))
        load()
        oaks = [case for case, _at in past(db, clock()) if case.reference.startswith("OAK")]
        assert [case.reference for case in oaks] == references
        assert all(desk.confirmations(db, case.id) for case in oaks)


def test_an_organisation_has_a_kit_in_english_and_arabic_and_somebody_to_sign_in(told, settings, db, clock):
    [member] = [person for person in told["staff"] if person["role"] == "community"]
    staff = next(one for one in accounts.people(db, _service(db, member)) if one.email == member["email"])
    viewer = organisations.viewer(db, staff, clock())
    [kit] = community.kits_of(db, settings.keys, inbox.links, viewer, clock()).kits
    assert [link.looks.form_locale for link in kit.open] == ["ar", "en"]
    tokens = {link["url"].rpartition("/")[2] for link in told["links"] if link["kind"] == "community"}
    assert {link.token for link in kit.open} < tokens


def _service(db, person):
    return next(one.id for one in accounts.services(db) if one.name == person["service"])


def test_links_for_many_have_one_code_each_and_are_new_once_a_year_is_over(load, settings, db, clock):
    before = [link for link in load()["links"] if link["kind"] == "community"]
    assert [link["duress_code"] for link in before] == [None] * 4
    clock.move(timedelta(days=366))
    after = [link for link in load()["links"] if link["kind"] == "community"]
    assert len(after) == len(before)
    assert not {link["url"] for link in after} & {link["url"] for link in before}
    assert all(_opened(db, settings.keys, link, link["code"], clock()) == "live" for link in after)


def test_it_keeps_out_of_a_database_that_was_made_with_another_secret(load, settings):
    (settings.var_dir / "demo.secret").write_bytes(b"another secret of the same length")
    with pytest.raises(demo.NotADemonstration):
        load(_settings(settings.var_dir))


def test_it_keeps_out_of_a_real_services_database(load, settings, db, now):
    accounts.add_service(db, settings.keys, "A real service", "", [], now)
    with pytest.raises(demo.NotADemonstration):
        load()


def test_the_table_shows_every_link_sign_in_and_present_number(told, settings, clock, monkeypatch):
    monkeypatch.setattr(demo, "utc_now", clock)
    shown = demo.table(settings)
    for link in told["links"]:
        assert link["url"] in shown
        assert link["code"] in shown
    for person in told["staff"]:
        assert person["password"] in shown
        assert pyotp.TOTP(person["totp_secret"]).at(clock()) in shown
    assert "Ctrl-C stops" in shown


def test_the_demonstration_listens_on_this_machine_only(tmp_path):
    loud = Config.from_env({"DEMO": "1", "BIND": "0.0.0.0", "VAR_DIR": str(tmp_path)})
    assert loud.bind == "127.0.0.1"
