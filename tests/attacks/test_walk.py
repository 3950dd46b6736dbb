"""Somebody of another service, or a colleague who is not meant, tries every page about a thing not theirs.

Over the demonstration, whose two services share an area: every staff page that names a thing, asked in each
way that it can be asked, with a true session, a true token and a true id. Nothing is shown or changed, and
whatever is pressed is answered 403, or 404 where it is a secret whether there is such a thing.
"""

import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from app import Face, create_app, demo
from app.cases.models import Case
from app.db import db
from app.web.audience import Audience, audience_of
from config import ROOT, Config
from tests.attacks.town import OURS, THEIRS, Person, Town, things_of
from tests.conftest import client_of
from tests.loaded import copied
from tests.signing_in import sign_in, token_in

pytestmark = pytest.mark.xdist_group("walk")  # one demonstration is enough

UUIDS = re.compile(r"<uuid:(\w+)>")
NOBODYS = UUID(int=7)
ASKS_ONLY = {  # pages that ask "are you sure" and name nothing, the same of any id; pressing changes nothing
    "GET /staff/quotes/<uuid:quote_id>/refuse",
    "GET /staff/insight/quotes/<uuid:quote_id>/take-off",
}
STAYS = {"X-Stays": "1"}
NEAR = {"case_id", "passkey_id", "offer_id", "message_id", "declared_id", "taking_id", "send_id"}
ALSO = (("asked_id", "duty_asked_id"), ("staff_id", "invited_id"), ("key_id", "waiting_key_id"))
ELSEWHERE = {  # one role has these pages, and who else has that role is tried there
    "job_id": "tests/app/translating/test_translating.py",
}
PRESSED = {  # what the buttons of such pages send, as far as one form can send it
    "keep": "1",
    "why": "leave",
    "said": "yes",
    "agreed": "yes",
    "live": "phone",
    "how": "phone",
    "reason": "moved",
    "name": "Somebody else",
    "per_cent": "50",
    "text": "something else",
    "state": "heard",
}


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("walk")
    copied(folder)
    config = Config.from_env({"DEMO": "1", "VAR_DIR": str(folder / "var")})
    told = json.loads((config.var_dir / demo.TOLD).read_text(encoding="utf-8"))
    app = create_app(config, Face.STAFF)
    with app.app_context():
        engine = db.engine
    with Session(engine, expire_on_commit=False) as here:
        people = [Person(**{name: one[name] for name in Person.__annotations__}) for one in told["staff"]]
        made = Town(app, here, people, {}, [])
        made.things, made.words = things_of(made, config)
        yield made
    engine.dispose()


def _address(rule: Rule, things: dict[str, Any]) -> str:
    address = rule.rule
    for name in rule.arguments:
        plain = {"locale": "en", "kind": "poster", "step_id": "want", "code": "ar"}.get(name, "x")
        address = address.replace(f"<uuid:{name}>", str(things.get(name, NOBODYS)))
        address = address.replace(f"<{name}>", plain)
    return address


def _addresses(rule: Rule, town: Town) -> set[str]:
    """With ours of each kind; of what there are two kinds (asked for a case, for the duty), with both."""
    others = [{**town.things, name: town.things[also]} for name, also in ALSO]
    return {_address(rule, things) for things in (town.things, *others)}


def _asked(client: FlaskClient, rule: Rule, town: Town, sent: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """Looked at; pressed, as its own button would and with nothing filled in, on a page that stays too."""
    bare = {"csrf_token": sent["csrf_token"]}
    for address in sorted(_addresses(rule, town)):
        if "GET" in rule.methods:
            yield f"GET {rule.rule}", client.get(address)
        if "POST" in rule.methods:
            yield f"POST {rule.rule}", client.post(address, data=sent)
            yield f"POST {rule.rule} empty", client.post(address, data=bare)
            yield f"POST {rule.rule} stays", client.post(address, data=bare, headers=STAYS)


def _shown(asked: str, answer: Any, town: Town) -> bool:
    """Whether a page or a word of ours came, or a button did anything but refuse; a way back says nothing."""
    telling = any(word.encode() in answer.data for word in town.words)
    if asked.startswith("POST") and answer.status_code not in {403, 404}:
        return True
    return telling or (answer.status_code < 300 and asked not in ASKS_ONLY)


def _walked(town: Town, person: Person, names: set[str]) -> tuple[int, list[tuple[str, int]]]:
    """How often pages about these things were asked that are for this role, and what then was shown."""
    client = sign_in(client_of(town.app, town.here), person)
    version = str(town.here.get_one(Case, town.things["case_id"]).version)
    other = {
        name: str(town.person(THEIRS, "idva").id) for name in ("staff_id", "to_id", "cover_id", "idva_id")
    }
    token = token_in(client.get("/staff/account").text)
    sent = {"csrf_token": token, "version": version, **PRESSED, **other}
    for_them = {Audience(person.role), Audience.SIGNED_IN}
    rules = [rule for rule in town.app.url_map.iter_rules() if rule.arguments & names]
    rules = [rule for rule in rules if audience_of(town.app.view_functions[rule.endpoint]) & for_them]
    answers = [each for rule in rules for each in _asked(client, rule, town, sent)]
    shown = [(asked, answer.status_code) for asked, answer in answers if _shown(asked, answer, town)]
    return len(answers), shown


@pytest.mark.parametrize(("role", "least"), [("lead", 180), ("idva", 150)])
def test_nobody_of_another_service_reaches_anything_of_ours(town: Town, role: str, least: int) -> None:
    before = town.rows()
    tried, shown = _walked(town, town.who(THEIRS, role), set(town.things))
    assert not shown, "\n".join(map(str, shown))
    assert tried > least
    assert town.rows() == before


def test_a_colleague_who_does_not_cover_reaches_nothing_of_a_case_or_of_ones_own_account(town: Town) -> None:
    before = town.rows()
    tried, shown = _walked(town, town.stranger(), NEAR)
    assert not shown, "\n".join(map(str, shown))
    assert tried > 120
    assert town.rows() == before


def test_every_kind_of_thing_that_a_page_names_is_a_real_one_of_ours_on_the_walk(town: Town) -> None:
    named = {name for rule in town.app.url_map.iter_rules() for name in UUIDS.findall(rule.rule)}
    assert named - ELSEWHERE.keys() <= town.things.keys()
    assert ELSEWHERE.keys() <= named
    assert all((ROOT / path).is_file() for path in ELSEWHERE.values())


def test_no_page_takes_another_method(town: Town) -> None:
    client = client_of(town.app, town.here)
    taken = [
        f"{method} {rule.rule}"
        for rule in town.app.url_map.iter_rules()
        for method in ("PUT", "PATCH", "DELETE", "TRACE")
        if client.open(_address(rule, town.things), method=method).status_code != 405
    ]
    assert taken == []


def test_the_owner_is_shown_what_the_others_were_not(town: Town) -> None:
    """So that the walk above is known to see. Last: what it presses is done."""
    _, shown = _walked(town, town.who(OURS, "lead"), {"organisation_id", "passkey_id"})
    assert len(shown) > 5
