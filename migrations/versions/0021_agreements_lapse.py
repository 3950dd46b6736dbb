"""agreements about contact that do not stand since a backup was put back

Revision ID: 0021
Revises: 0020
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0021"
down_revision: str | Sequence[str] | None = "0020"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """when an agreement lapsed before its time"""
    with op.batch_alter_table("contact_agreement") as batch:
        batch.add_column(sa.Column("lapsed_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """what had lapsed says no from now on: an older version would take it for a yes"""
    agreement = sa.table("contact_agreement", sa.column("may_contact"), sa.column("lapsed_at"))
    lapsed = agreement.c.lapsed_at.is_not(None)
    op.execute(agreement.update().where(lapsed).values(may_contact=sa.false()))
    with op.batch_alter_table("contact_agreement") as batch:
        batch.drop_column("lapsed_at")
