"""A recovery without a reader: what came over community links, for whoever is on duty

Revision ID: 0027
Revises: 0026
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0027"
down_revision: str | Sequence[str] | None = "0026"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """its reader may be nobody by name"""
    with op.batch_alter_table("recovery") as table:
        table.alter_column("reader_id", existing_type=sa.Uuid(), nullable=True)


def downgrade() -> None:
    """requests for the duty go: an older program would take them for a case's"""
    op.execute("DELETE FROM recovery WHERE reader_id IS NULL")
    with op.batch_alter_table("recovery") as table:
        table.alter_column("reader_id", existing_type=sa.Uuid(), nullable=False)
