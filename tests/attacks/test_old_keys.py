"""Whoever copied an envelope, and learns its reader's password after its time, opens nothing with it."""

from datetime import timedelta

from app import old_keys
from app.accounts import keyring
from app.accounts.models import Role
from app.accounts.sign_in import Said, check_password
from safety.errors import NotOpened
from safety.retention import KEY_DAYS, OLD_KEY_DAYS
from safety.sealing import open_small, seal_small
from tests.signing_in import CHEAP, service_people

MONTH, WAITED = timedelta(days=KEY_DAYS), timedelta(days=KEY_DAYS + OLD_KEY_DAYS, seconds=1)


def test_a_copied_envelope_and_a_password_learnt_later_open_nothing(db, keys, now):
    idva = service_people(db, keys, now).of(Role.IDVA)[0]
    copied = seal_small(keyring.recipient_for(db, keys, idva.id).public, b"her words", b"copied")

    def opened(at):
        found = []
        for private in check_password(db, keys, Said(idva.email, idva.password), at, CHEAP).privates.values():
            try:
                found.append(open_small(private, copied, b"copied"))
            except NotOpened:
                continue
        return found

    assert opened(now + MONTH) == [b"her words"]
    assert old_keys.destroy(db, keys, now + WAITED) > 0
    assert opened(now + WAITED) == []
