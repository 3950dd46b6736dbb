"""What `beforehand staff` says before somebody is reset or suspended: what is lost by it.

Promise: where nobody could certify or recover afterwards, that is said before anything is done.
"""

import click

from app.accounts import certify, halves
from app.accounts import staff as people
from app.accounts.models import Role, StaffState
from app.web.current import current_db, current_keys

LOST = (
    "This loses {name}'s private key for good: nothing sealed to it before can be opened with it again.\n"
    "{others} Reset the account?"
)
OTHERS = "Cover still can; recovery can, with two leads."
NOT_YET = "{name} has not set up their account: the link and the number of before end.\nMake new ones?"
ALONE = (
    "Besides {name}, no lead of {service} has a certified key. Without them nobody there certifies keys or\n"
    "changes who works there, and what was sealed so far can be recovered by nobody. If it can wait, invite\n"
    "another lead first, and have their key certified (docs/keys.md):\n"
    '  beforehand staff add --role lead --service "{service}" --name … --email …'
)
UNRECOVERABLE = (
    "{name} holds recovery keys that the leads who stay cannot put together without them.\n"
    "What was sealed until {until} can be recovered by nobody after this: only those it is sealed to\n"
    "read it. Pages that were opened by then, or are kept on phones, go on sealing that way until the link\n"
    "is opened again. "
    "Where an IDVA or cover may have lost their key, recover those cases first (docs/keys.md)."
)


def of_reset(whom: people.StaffView) -> str:
    """What a reset loses, and the question."""
    if whom.state is StaffState.INVITED:
        return NOT_YET.format(name=whom.display_name)
    lost = halves.lost_until(current_db(), current_keys(), whom.id)
    others = "Cover still can." if lost == "now" else OTHERS
    return LOST.format(name=whom.display_name, others=others)


def say_what_follows(whom: people.StaffView) -> bool:
    """Say so where no other lead of their service has a certified key, or where nobody could recover what was
    sealed so far; whether either is so.
    """
    said = _alone(whom) or _unrecoverable(whom)
    if said:
        click.echo(said)
    return bool(said)


def _alone(whom: people.StaffView) -> str:
    active = whom.role is Role.LEAD and whom.state is StaffState.ACTIVE
    service = people.service_of(current_db(), whom.service_id) if active and whom.service_id else None
    if service is None or not certify.alone(current_db(), current_keys(), whom.id):
        return ""
    return ALONE.format(name=whom.display_name, service=service.name)


def _unrecoverable(whom: people.StaffView) -> str:
    until = halves.lost_until(current_db(), current_keys(), whom.id)
    return UNRECOVERABLE.format(name=whom.display_name, until=until) if until else ""
