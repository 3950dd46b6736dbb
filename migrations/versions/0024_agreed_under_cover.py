"""what a covering colleague agreed with her stands for the case's own worker

Revision ID: 0024
Revises: 0023
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0024"
down_revision: str | Sequence[str] | None = "0023"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """whose case it was when something was agreed; none where they wrote it down themself"""
    with op.batch_alter_table("contact_agreement") as batch:
        batch.add_column(sa.Column("idva_id", sa.Uuid(), nullable=True))
        batch.create_foreign_key(batch.f("fk_contact_agreement_idva_id_staff"), "staff", ["idva_id"], ["id"])


def downgrade() -> None:
    """an older version takes what a colleague agreed for a former worker's: nothing goes on it"""
    with op.batch_alter_table("contact_agreement") as batch:
        batch.drop_constraint(batch.f("fk_contact_agreement_idva_id_staff"), type_="foreignkey")
        batch.drop_column("idva_id")
