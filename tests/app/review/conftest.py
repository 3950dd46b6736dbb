"""A copy of the catalogues, an organisation with people who may check Arabic, and what they do."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.review import book
from app.review import service as review
from app.review.rights import alias_of
from app.review.steps import Item, Place
from app.web import catalogues, locale
from config import Keys
from tests.app.community.conftest import Circle, make_circle, member_of
from tests.app.desk.team import client_for

CODE = "ar"


@dataclass
class Desk:
    """Two people of one organisation, one of another service's, and what they do to strings."""

    circle: Circle
    far: Circle
    one: accounts.StaffView
    two: accounts.StaffView
    elsewhere: accounts.StaffView

    @property
    def db(self) -> Session:
        return self.circle.team.db

    @property
    def keys(self) -> Keys:
        return self.circle.team.keys

    @property
    def now(self) -> datetime:
        return self.circle.team.now

    def item(self, english: str) -> Item:
        """A string of the form as it stands."""
        found = next(each for each in book.entries(CODE) if each.english[0] == english)
        return review.item(self.db, Place(CODE, *found.key))

    def place(self, english: str, seen: int | None = None) -> Place:
        """The string as a page shows it now, or showed it then."""
        found = self.item(english)
        return Place(CODE, *found.entry.key, found.now.last if seen is None else seen)

    def agree(self, who: accounts.StaffView, english: str) -> None:
        self.write(who, english, *self.item(english).now.words)

    def write(self, who: accounts.StaffView, english: str, *words: str, note: str = "") -> None:
        review.stand_by(self.db, who.id, self.place(english), words, note, self.now)

    def ask(self, who: accounts.StaffView, english: str, note: str = "Is this how one says it?") -> None:
        review.ask(self.db, who.id, self.place(english), note, self.now)

    def take_back(self, who: accounts.StaffView, english: str) -> None:
        review.take_back(self.db, who.id, self.place(english), self.now)

    def alias(self, who: accounts.StaffView) -> str:
        return alias_of(self.db, who.id, CODE)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the translations, as a service would edit them."""
    shutil.copytree(locale.TRANSLATIONS / CODE, tmp_path / "translations" / CODE)
    shutil.copy(locale.TRANSLATIONS / "same.tsv", tmp_path / "translations")
    for module in (locale, catalogues):
        monkeypatch.setattr(module, "TRANSLATIONS", tmp_path / "translations")
    yield tmp_path / "translations" / CODE


@pytest.fixture
def desk(folder: Path, db: Session, keys: Keys, now: datetime) -> Desk:
    circle, far = make_circle(db, keys, now), make_circle(db, keys, now)
    desk = Desk(
        circle, far, circle.member, member_of(circle.team, circle.organisation_id, "Leila"), far.member
    )
    for whose, person in ((circle, desk.one), (circle, desk.two), (far, desk.elsewhere)):
        review.give(db, keys, whose.team.lead, person.id, [CODE], now)
    return desk


@pytest.fixture
def browser_of(staff_app: Flask, desk: Desk) -> Callable[[Any], FlaskClient]:
    """Signed-in browsers on the staff host."""
    staff_app.config["WTF_CSRF_ENABLED"] = False

    def browser(who: accounts.StaffView) -> FlaskClient:
        team = desk.far.team if who.service_id == desk.far.team.service_id else desk.circle.team
        return client_for(staff_app, team, who)

    return browser
