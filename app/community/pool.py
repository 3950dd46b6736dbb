"""The links of kits, as this room may use them. The duty inbox makes them; `create_app` joins the two.

Promise: through this door come addresses and codes, and nothing that anyone sent or did. No import leads from
here to what survivors write (pyproject.toml, import contracts).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_bytes
from typing import Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from app.accounts import service as accounts
from app.entry import service as entry
from config import Keys
from safety.drawing import Draw


@dataclass(frozen=True)
class PoolLink:
    """One link of a kit, open or ended, with its address and public code in clear."""

    id: UUID
    kit_id: UUID
    token: str = field(repr=False)
    code: str = field(repr=False)
    area_code: str
    looks: entry.Looks
    made_at: datetime
    until: datetime
    open: bool
    can_return: bool  # it ended, and can be opened again


class Pool(Protocol):
    """Who makes and ends links. Each raises NoSuchLink for another service's, NoRota where nobody reads."""

    def ready(self, db: Session, keys: Keys, service_id: UUID) -> bool:
        """Whether somebody would read what comes: without that no link is made."""

    def make_link(
        self,
        db: Session,
        keys: Keys,
        kit_id: UUID,
        area_code: str,
        looks: entry.Looks,
        by: accounts.StaffView,
        now: datetime,
        draw: Draw = token_bytes,
    ) -> UUID:
        """A new link."""

    def of_kits(self, db: Session, keys: Keys, kit_ids: Iterable[UUID], now: datetime) -> list[PoolLink]:
        """The links of these kits, the newest first."""

    def end_link(self, db: Session, keys: Keys, link_id: UUID, by: accounts.StaffView, now: datetime) -> None:
        """The link opens nothing from now on."""

    def rotate(self, db: Session, keys: Keys, link_id: UUID, by: accounts.StaffView, now: datetime) -> UUID:
        """Another address and code instead of this one."""

    def reopen(self, db: Session, keys: Keys, link_id: UUID, by: accounts.StaffView, now: datetime) -> None:
        """A link that ended opens its form again, until its own last day."""

    def area_name(self, code: str) -> str:
        """What an area is called."""
