"""Publishing a release: two people say yes to what they have seen. Nothing takes it back.

Promise: two different people who lead a service or manage; each counts once; what they said yes to is what
was drawn. The only writer of these yeses.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.db import writing
from app.insight.models import ReleaseAgreed
from app.insight.releases import PEOPLE, ReleaseView, agreed_mac, release_of, yes_to
from config import Keys
from safety.errors import SafetyRefusal

MAY = frozenset({"lead", "manager"})


class MayNotPublish(SafetyRefusal):
    """Somebody with another role."""

    code = "only service leads and managers publish figures"


class AgreedAlready(SafetyRefusal):
    """The same person again."""

    code = "this person has agreed already: it takes somebody else, a lead or a manager"


class AlreadyPublished(SafetyRefusal):
    """Two people have agreed."""

    code = "this release is published"


@dataclass(frozen=True)
class Person:
    """Who agrees, as accounts knows them: proved by their own password and number."""

    id: UUID
    role: str


def agree(
    db: Session,
    keys: Keys,
    period: str,
    person: Person,
    trail: Callable[[str, str, str], None],
    now: datetime,
) -> ReleaseView:
    """One person's yes; with the second it is published. Returns the release as it now stands.

    Raises MayNotPublish, NoRelease, ReleaseChanged, AgreedAlready or AlreadyPublished; then nothing is kept.
    """
    if person.role not in MAY:
        raise MayNotPublish
    try:
        with writing(db):
            _say_yes(db, keys, release_of(db, keys, period), person, now)
            seen = release_of(db, keys, period)
            what = "release agreed" if seen.published_at is None else "release published"
            trail(what, period, "")
    except IntegrityError as fault:
        raise AgreedAlready from fault
    return seen


def _say_yes(db: Session, keys: Keys, release: ReleaseView, person: Person, now: datetime) -> None:
    before = [row.staff_id for row in yes_to(db, keys, release.id)]
    if len(before) >= PEOPLE:
        raise AlreadyPublished
    if person.id in before:
        raise AgreedAlready
    row = ReleaseAgreed(release_id=release.id, staff_id=person.id, at=now)
    row.mac = agreed_mac(keys, row)
    db.add(row)
    db.flush()
