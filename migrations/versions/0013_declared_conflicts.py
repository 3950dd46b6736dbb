"""conflicts remembered by their reference, and answers to a hand-over that were seen

Revision ID: 0013
Revises: 0012
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0013"
down_revision: str | Sequence[str] | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    """conflicts remembered by their reference, and answers to a hand-over that were seen"""
    op.create_table(
        "conflict_declared",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_conflict_declared_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conflict_declared")),
    )
    op.create_index(op.f("ix_conflict_declared_staff_id"), "conflict_declared", ["staff_id"], unique=False)
    op.add_column("hand_over", sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """back: what was declared is remembered no longer"""
    op.drop_column("hand_over", "seen_at")
    op.drop_index(op.f("ix_conflict_declared_staff_id"), table_name="conflict_declared")
    op.drop_table("conflict_declared")
