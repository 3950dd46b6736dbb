"""releases that people asked for on a page, until the worker drew them

Revision ID: 0017
Revises: 0015
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | Sequence[str] | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """what was asked for"""
    op.create_table(
        "release_ask",
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("refused", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("period", name=op.f("pk_release_ask")),
    )


def downgrade() -> None:
    """back: what was asked for and not drawn is asked for again on the command line"""
    op.drop_table("release_ask")
