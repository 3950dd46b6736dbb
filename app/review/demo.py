"""The demonstration's reviewer. Nothing here runs outside a demonstration or a test.

Promise: it says of no string that it is right, in no state: it only asks, as a person might.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.community import service as community
from app.review import rights, steps
from app.review.steps import Place
from config import Keys

CODE = "ar"
ASKED = (
    "Would a grandmother say it like this? Perhaps a shorter word.",
    "This sounds like an office. Is there a warmer way?",
)


def make_reviewer(db: Session, keys: Keys, service_id: UUID, now: datetime) -> None:
    """Everybody of the service's organisations may check Arabic; one of them has asked about two strings."""
    lead = accounts.leads(db, service_id)[0]
    places = community.organisations(db, service_id)
    people = [one for place in places for one in community.members(db, service_id, place.id)]
    for person in people:
        rights.give(db, keys, lead, person.id, {*rights.languages(db, person.id), CODE}, now)
    if people and CODE not in steps.worked_on(db):
        first = steps.items(db, CODE)[: len(ASKED)]
        for one, note in zip(first, ASKED, strict=True):
            steps.ask(db, people[0].id, Place(CODE, *one.entry.key), note, now)
