"""A rota says that a lead saved it as it stands

Revision ID: 0028
Revises: 0027
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0028"
down_revision: str | Sequence[str] | None = "0027"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """its MAC; a rota that stands has none until a lead saves it again"""
    with op.batch_alter_table("duty_setting") as table:
        table.add_column(sa.Column("mac", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """an older program knows of none"""
    with op.batch_alter_table("duty_setting") as table:
        table.drop_column("mac")
