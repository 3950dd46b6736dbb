"""The demonstration's rota. Nothing here runs outside a demonstration or a test."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.inbox import rota
from config import Keys

ROUTE = "020 7946 0555"


def make_rota(db: Session, keys: Keys, service_id: UUID, now: datetime) -> None:
    """Two IDVAs in turns, where there is no rota yet."""
    if rota.rota_of(db, service_id) is None:
        lead = accounts.leads(db, service_id)[0]
        rota.save_rota(db, keys, _rota(db, service_id), lead, now)


def _rota(db: Session, service_id: UUID) -> rota.Rota:
    one, two = sorted(accounts.idvas(db, service_id), key=lambda person: person.email)
    return rota.Rota((one.id, two.id, one.id, two.id, one.id), "16:00", ROUTE)
