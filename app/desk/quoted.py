"""Which of the texts that wait as quotes is hers: found by its sealed name alone, and destroyed."""

from uuid import UUID

from sqlalchemy.orm import Session

from app.desk.models import QuoteGiven
from app.quotes import service as quotes
from config import Keys


def sealed_id(keys: Keys, case_id: UUID, quote_id: UUID) -> bytes:
    """Its name, as the case keeps it."""
    return keys.data.seal(quote_id.bytes, _context(case_id))


def destroy(db: Session, keys: Keys, row: QuoteGiven) -> bool:
    """Inside the caller's transaction: whether it still waited. The row stays: it is not given again."""
    if row.sealed_id is None:
        return False
    quote_id = UUID(bytes=keys.data.open(row.sealed_id, _context(row.case_id)))
    row.sealed_id = None
    return quotes.take_back(db, quote_id)


def _context(case_id: UUID) -> bytes:
    return b"quote given:" + case_id.bytes
