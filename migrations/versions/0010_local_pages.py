"""local pages: what a service says of itself behind the code, version by version

Revision ID: 0010
Revises: 0009
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | Sequence[str] | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """local pages"""
    op.create_table(
        "local_page",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pool_key_id", sa.LargeBinary(length=16), nullable=False),
        sa.Column("locale", sa.String(length=20), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("nodes", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_local_page")),
    )
    op.create_index(op.f("ix_local_page_pool_key_id"), "local_page", ["pool_key_id"])


def downgrade() -> None:
    """back to single days: services' own pages go"""
    op.drop_index(op.f("ix_local_page_pool_key_id"), "local_page")
    op.drop_table("local_page")
